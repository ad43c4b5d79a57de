"""An issued document as DOCX, for who must paste its text elsewhere. Seal, QR code and watermark stay out: the PDF counts."""

from __future__ import annotations

from collections.abc import Iterator
from io import BytesIO
from typing import Any

import docx
from docx.document import Document as Docx
from docx.enum.text import WD_ALIGN_PARAGRAPH
from docx.oxml.ns import qn
from docx.shared import Mm, Pt, RGBColor
from docx.table import _Cell
from docx.text.paragraph import Paragraph
from lxml import html as markup
from lxml.html import HtmlElement

from cases.models import Document

from .catalogue import DOCUMENT_TYPES
from .issue import html

NOT_THE_SEAL = "本文件供引用编辑，无印章；以系统签发的PDF和加盖印章的纸质文书为准。"
LEFT_OUT = frozenset({"watermark", "qr", "seal", "foot", "continuation", "page-of", "demo-mark"})
CONTAINERS = frozenset({"div", "section", "main", "header", "body", "ol", "ul", "dl"})
BODY = {"A": ("仿宋", 12), "B": ("仿宋", 16)}  # face and size in points of the two layouts
HEADINGS = ("h1", "h2", "h3")
PEN = "____________"
MARGINS = {"A": (25, 20, 22, 22), "B": (37, 35, 28, 26)}  # mm: top, bottom, left, right (GB/T 9704 for B)


def docx_of(document: Document) -> bytes:
    """The document's text and tables as a DOCX file."""
    title = f"{document.title} {document.number}".strip()
    return docx_from(html(document), DOCUMENT_TYPES[document.code].layout, title)


def docx_from(page_html: str, layout: str, title: str) -> bytes:
    """A page of layout "A" or "B", as render_html makes it, as a DOCX file."""
    page = markup.document_fromstring(page_html)
    target = _blank(layout)
    target.core_properties.title = title
    target.core_properties.author = ""
    for block in page.body:
        _block(target, block, layout)
    target.sections[0].footer.paragraphs[0].text = NOT_THE_SEAL
    out = BytesIO()
    target.save(out)
    return out.getvalue()


def _blank(layout: str) -> Docx:
    target = docx.Document()
    face, size = BODY[layout]
    style = target.styles["Normal"]
    style.font.name, style.font.size = face, Pt(size)
    style.element.get_or_add_rPr().get_or_add_rFonts().set(qn("w:eastAsia"), face)
    style.paragraph_format.space_after = Pt(0)
    section = target.sections[0]
    section.page_width, section.page_height = Mm(210), Mm(297)
    section.top_margin, section.bottom_margin, section.left_margin, section.right_margin = map(Mm, MARGINS[layout])
    return target


def _block(target: Any, element: HtmlElement, layout: str) -> None:
    classes = set((element.get("class") or "").split())
    if not isinstance(element.tag, str) or classes & LEFT_OUT or element.tag in ("style", "link", "svg"):
        return
    if element.tag == "table":
        _table(target, element, layout)
    elif "row" in classes:
        _runs(target.add_paragraph(), element, gap="    ")
    elif element.tag in CONTAINERS and any(isinstance(child.tag, str) and _is_block(child) for child in element):
        for child in element:
            _block(target, child, layout)
    else:
        _paragraph(target, element, classes, layout)


def _is_block(element: HtmlElement) -> bool:
    return element.tag in (*CONTAINERS, *HEADINGS, "p", "table", "li", "dt", "dd")


def _paragraph(target: Any, element: HtmlElement, classes: set[str], layout: str) -> None:
    paragraph = target.add_paragraph()
    _runs(paragraph, element)
    parents = {name for above in element.iterancestors() for name in (above.get("class") or "").split()}
    if element.tag in HEADINGS or classes & {"organ", "number", "family"}:
        paragraph.alignment = WD_ALIGN_PARAGRAPH.CENTER
    elif "signoff-block" in parents or "signed" in classes:
        paragraph.alignment = WD_ALIGN_PARAGRAPH.RIGHT
    elif element.tag == "p" and "main" in {above.tag for above in element.iterancestors()} and not classes & {"flush"}:
        paragraph.paragraph_format.first_line_indent = Pt(2 * BODY[layout][1])
    for run in paragraph.runs:
        if element.tag in HEADINGS or "organ" in classes:
            run.font.bold, run.font.size = True, Pt(22)
        if "organ" in classes:
            run.font.color.rgb = RGBColor(0xD7, 0x14, 0x0F)


def _table(target: Any, element: HtmlElement, layout: str) -> None:
    rows = list(element.iter("tr"))
    grid = list(_placed(rows))
    width = max((left + across for _top, left, _down, across, _cell in grid), default=0)
    if not width:
        return
    table = target.add_table(len(rows), width)
    if hasattr(table, "style"):
        table.style = "Table Grid"
    for top, left, down, across, cell in grid:
        place = table.cell(top, left).merge(table.cell(min(top + down, len(rows)) - 1, left + across - 1))
        _fill(place, cell, layout)


def _placed(rows: list[HtmlElement]) -> Iterator[tuple[int, int, int, int, HtmlElement]]:
    """Every cell with its place: row, column, rows and columns it spans; spans from above push cells to the right."""
    taken: set[tuple[int, int]] = set()
    for top, row in enumerate(rows):
        left = 0
        for cell in row.iterchildren("td", "th"):
            while (top, left) in taken:
                left += 1
            down, across = int(cell.get("rowspan") or 1), int(cell.get("colspan") or 1)
            taken |= {(top + y, left + x) for y in range(down) for x in range(across)}
            yield top, left, down, across, cell
            left += across


def _fill(place: _Cell, cell: HtmlElement, layout: str) -> None:
    blocks = [child for child in cell if isinstance(child.tag, str) and _is_block(child)]
    if not blocks:
        _runs(place.paragraphs[0], cell)
        return
    for child in blocks:
        _block(place, child, layout)
    first = place.paragraphs[0]
    if not first.text and len(place.paragraphs) > 1:
        first._p.getparent().remove(first._p)


def _runs(paragraph: Paragraph, element: HtmlElement, *, gap: str = "", strong: bool = False) -> None:
    strong = strong or element.tag in ("th", "b", "strong") or "strong" in (element.get("class") or "").split()
    _run(paragraph, element.text, strong)
    for child in element:
        if isinstance(child.tag, str):
            _inline(paragraph, child, gap, strong)
        _run(paragraph, child.tail, strong)


def _inline(paragraph: Paragraph, child: HtmlElement, gap: str, strong: bool) -> None:
    classes = set((child.get("class") or "").split())
    if child.tag == "br":
        paragraph.add_run().add_break()
    elif "pen" in classes:
        paragraph.add_run(PEN)
    elif child.tag != "svg" and not classes & LEFT_OUT:
        if gap and paragraph.text.strip():
            paragraph.add_run(gap)
        _runs(paragraph, child, strong=strong)


def _run(paragraph: Paragraph, text: str | None, strong: bool) -> None:
    words = (text or "").replace("\n", "")
    if words:
        paragraph.add_run(words).font.bold = strong or None
