"""The dossier (案卷): collect, order, number the pages, list the contents, bind into one PDF with bookmarks."""

from __future__ import annotations

import logging
from collections.abc import Iterable
from dataclasses import dataclass
from io import BytesIO

from PIL import Image, ImageOps, UnidentifiedImageError
from pypdf import PageObject, PdfReader, PdfWriter, Transformation
from pypdf.errors import PyPdfError

from cases import numbering
from cases.documents import facts
from cases.documents.catalogue import DOCUMENT_TYPES, dossier_order
from cases.documents.facts.common import day, is_demo
from cases.documents.facts.interview import EVIDENCE_KINDS
from cases.documents.issue import ensure_all_rendered, ensure_rendered
from cases.documents.letters import PRINTER
from cases.documents.render import render_html, render_sheet
from cases.guide import sheet
from cases.models import Case, Document, Evidence, SelfCheck, Service
from delegation import letters
from gongshu_enforcement.files import content_of
from gongshu_enforcement.pdf import render_pdf

log = logging.getLogger(__name__)

UNLISTED_RANK = 285  # papers the order doesn't name go before the closing form
EVIDENCE_CODE = "EVIDENCE"
SELF_CHECK_CODE = "SELFCHECK"
A4_WIDTH, A4_HEIGHT = 595.28, 841.89  # points
LONGEST_SIDE = 1800  # pixels of a photo in the dossier; the original stays in the system
PDF_MAGIC = b"%PDF-"


@dataclass(frozen=True)
class Entry:
    """One row of the contents: a paper with its pages. `date` is an ISO day or “”."""

    title: str
    number: str
    date: str
    pdf: bytes
    remark: str = ""


def bind(case: Case) -> bytes:
    """The whole dossier of the case as one PDF; renders what wasn't rendered yet."""
    return bind_entries(case, dossier_entries(case))


def bind_entries(case: Case, entries: Iterable[Entry]) -> bytes:
    """Cover, contents, then the entries with page numbers 1, 2, 3 … stamped, each with a bookmark.

    Cover and contents carry no number. The same entries give the same bytes.
    """
    papers = [(entry, _a4_pages(entry.pdf)) for entry in entries]
    total = sum(len(pages) for _entry, pages in papers)
    writer = PdfWriter()
    _append(writer, _cover(case, total), "案卷首页")
    _append(writer, _contents(case, papers), "卷内目录")
    stamps = iter(_stamps(total))
    for entry, pages in papers:
        first = len(writer.pages)
        for page in pages:
            writer.add_page(page).merge_page(next(stamps))
        writer.add_outline_item(title=f"{entry.title} {entry.number}".strip(), page_number=first)
    writer.add_metadata({"/Title": case.title, "/Subject": case.number or case.reference})
    writer.compress_identical_objects()
    out = BytesIO()
    writer.write(out)
    return out.getvalue()


def dossier_entries(case: Case) -> list[Entry]:
    """Every issued document (with its signed scan behind it) and bindable evidence, in the order of the table.

    The self-check follows them; the letter of delegation the case rests on closes the dossier (S01).
    """
    ranks = dossier_order()
    documents = ensure_all_rendered(
        case.documents.filter(status=Document.Status.ISSUED).select_related("case").order_by("pk")
    )
    rows = [(ranks.get(one.code, UNLISTED_RANK), document_entry(one)) for one in documents]
    pieces = case.evidence.filter(withdrawn_at=None).exclude(file="").order_by("pk")
    rows += [(ranks[EVIDENCE_CODE], evidence_entry(case, piece)) for piece in pieces]
    form = case.self_checks.order_by("round").last()
    if form is not None:
        rows.append((ranks[SELF_CHECK_CODE], self_check_entry(case, form)))
    if case.agreement is not None:
        rows.append((ranks["WTS"], _delegation_entry(case)))
    return [entry for _rank, entry in sorted(rows, key=lambda row: row[0])]


# --- entries


def document_entry(document: Document) -> Entry:
    """An issued document with its pages; a signed scan follows them."""
    rendered = ensure_rendered(document)
    pdf = content_of(rendered.pdf)
    remarks = []
    if rendered.scan:
        pdf = _joined(pdf, _scan_pages(rendered))
        remarks.append("附签名扫描件")
    for service in rendered.services.exclude(proof="").order_by("pk"):
        pdf = _joined(pdf, _proof_pages(rendered, service))
        remarks.append("附送达凭证")
    return Entry(document.title, document.number, day(document.issued_on), pdf, "；".join(remarks))


def _proof_pages(document: Document, service: Service) -> bytes:
    """What proves a service, as PDF."""
    facts_of_proof = {
        "name": f"{document.title}送达凭证",
        "kind": "送达凭证",
        "proves": f"{document.title}{document.number}送达{service.recipient}",
        "source": "",
        "taken_on": day(service.served_on),
        "place": service.place,
        "taken_by": "、".join(officer.name for officer in service.officers.all()),
        "file_name": service.proof.name.rsplit("/", 1)[-1],
        "file_hash": f"SHA-256：{service.proof_sha256}",
        "demo": document.data["demo"],
    }
    return _as_pdf(content_of(service.proof), facts_of_proof)


def _scan_pages(document: Document) -> bytes:
    """A signed scan, PDF or picture, as PDF; a file nobody can read becomes a sheet that says so."""
    data = content_of(document.scan)
    facts_of_scan = {
        "name": f"{document.title}（签名扫描件）",
        "kind": "签名扫描件",
        "proves": "",
        "source": "",
        "taken_on": "",
        "place": "",
        "taken_by": "",
        "file_name": document.scan.name.rsplit("/", 1)[-1],
        "file_hash": f"SHA-256：{document.scan_sha256}" if document.scan_sha256 else "",
        "demo": document.data["demo"],
    }
    return _as_pdf(data, facts_of_scan, bare_picture=True)


def evidence_entry(case: Case, piece: Evidence) -> Entry:
    """A piece of evidence: its pages where it is a PDF, else a sheet with picture or hash."""
    sheet = {
        "name": piece.title,
        "kind": EVIDENCE_KINDS[piece.kind],
        "proves": piece.proves,
        "source": piece.obtained_from,
        "taken_on": day(piece.made_on),
        "place": piece.place,
        "taken_by": piece.made_by,
        "file_name": piece.original_name,
        "file_hash": f"SM3：{piece.sm3}" if piece.sm3 else "",
        "demo": is_demo(case),
    }
    remark = "复制件" if piece.is_copy else ""
    return Entry(f"证据材料：{piece.title}", "", day(piece.made_on), _as_pdf(content_of(piece.file), sheet), remark)


def self_check_entry(case: Case, form: SelfCheck) -> Entry:
    """The last self-check before the seal (案卷自查表): an internal paper without a number."""
    facts_of_form = sheet.facts_of(case, form)
    pdf = render_pdf(render_sheet("self_check", facts_of_form))
    return Entry(
        sheet.TITLE, "", day(form.filled_on), pdf, f"{facts_of_form['score']}分" if not form.vetoes else "不合格"
    )


def _delegation_entry(case: Case) -> Entry:
    """The letter as it was signed; of an agreement from before letters were kept, as its record says."""
    letter = letters.of(case.agreement)
    if letter is not None and letter.pdf_sha256:
        pdf, signed_on = letters.content(letter), letter.data["issued_on"]
    elif letter is not None:
        pdf, signed_on = PRINTER.pdf(letter.data, letter.number, letter.frozen_at), letter.data["issued_on"]
    else:
        data = facts.build("WTS", None, agreement=case.agreement, demo=is_demo(case))
        pdf, signed_on = render_pdf(render_html("WTS", data, number=case.agreement.number)), data["issued_on"]
    return Entry(DOCUMENT_TYPES["WTS"].name_zh, case.agreement.number, signed_on, pdf)


def _as_pdf(data: bytes, sheet: dict, *, bare_picture: bool = False) -> bytes:
    """A PDF as it is, a picture as a page with its facts below, anything else as a sheet with its hash."""
    if data.startswith(PDF_MAGIC):
        if _readable(data):
            return data
        return _sheet(sheet, None)
    picture = _picture(data)
    if picture is not None and bare_picture:
        return _picture_page(picture)
    return _sheet(sheet, picture)


def _sheet(sheet: dict, picture: bytes | None) -> bytes:
    assets = {"picture.jpg": picture} if picture else {}
    html = render_sheet("evidence_sheet", {**sheet, "image": "memory:picture.jpg" if picture else ""})
    return render_pdf(html, assets=assets)


def _picture(data: bytes) -> bytes | None:
    """The picture upright, in RGB, not larger than a page needs; None for what is no picture."""
    try:
        with Image.open(BytesIO(data)) as opened:
            upright = ImageOps.exif_transpose(opened).convert("RGB")
    except (UnidentifiedImageError, OSError, ValueError, Image.DecompressionBombError):
        return None
    upright.thumbnail((LONGEST_SIDE, LONGEST_SIDE))
    out = BytesIO()
    upright.save(out, "JPEG", quality=82)
    return out.getvalue()


def _picture_page(picture: bytes) -> bytes:
    return render_pdf(
        render_sheet("scan_page", {"image": "memory:picture.jpg"}, styles=("scan_page.css",)),
        assets={"picture.jpg": picture},
    )


def _readable(data: bytes) -> bool:
    try:
        reader = PdfReader(BytesIO(data))
        return not reader.is_encrypted and len(reader.pages) > 0
    except (PyPdfError, ValueError, KeyError, OSError, RecursionError) as error:
        log.warning("a PDF can't be bound: %s", error)
        return False


def _joined(*parts: bytes) -> bytes:
    writer = PdfWriter()
    for part in parts:
        writer.append(BytesIO(part), import_outline=False)
    out = BytesIO()
    writer.write(out)
    return out.getvalue()


# --- pages


def _a4_pages(data: bytes) -> list[PageObject]:
    """The pages, each on A4 portrait: a foreign size is scaled to fit, a landscape page turned."""
    pages = list(PdfReader(BytesIO(data)).pages)
    if all(_is_a4(page) for page in pages):
        return pages
    writer = PdfWriter()
    for page in pages:
        _add_on_a4(writer, page)
    out = BytesIO()
    writer.write(out)
    return list(PdfReader(out).pages)


def _is_a4(page: PageObject) -> bool:
    box = page.mediabox
    return not page.rotation and abs(box.width - A4_WIDTH) < 2 and abs(box.height - A4_HEIGHT) < 2


def _add_on_a4(writer: PdfWriter, foreign: PageObject) -> None:
    page = PdfWriter().add_page(foreign)
    page.transfer_rotation_to_content()
    if page.mediabox.width > page.mediabox.height:
        page.rotate(90)
        page.transfer_rotation_to_content()
    box = page.mediabox
    scale = min(A4_WIDTH / float(box.width), A4_HEIGHT / float(box.height))
    left, bottom = (A4_WIDTH - float(box.width) * scale) / 2, (A4_HEIGHT - float(box.height) * scale) / 2
    move = Transformation().translate(-float(box.left), -float(box.bottom)).scale(scale).translate(left, bottom)
    writer.add_blank_page(A4_WIDTH, A4_HEIGHT).merge_transformed_page(page, move)


def _cover(case: Case, total: int) -> bytes:
    data = facts.build("AJSY", case, pages=total)
    word = numbering.word_of(case, DOCUMENT_TYPES["AJSY"].number_word)
    number = case.number and numbering.label(case.organ.number_prefix, word, case.year, case.serial)
    return render_pdf(render_html("AJSY", data, number=number))


def _contents(case: Case, papers: list[tuple[Entry, list[PageObject]]]) -> bytes:
    rows, first = [], 1
    for entry, pages in papers:
        last = first + len(pages) - 1
        span = str(first) if first == last else f"{first}—{last}"
        rows.append(
            {"title": entry.title, "number": entry.number, "date": entry.date, "pages": span, "remark": entry.remark}
        )
        first = last + 1
    return render_pdf(render_html("JNML", facts.build("JNML", case, rows=rows)))


def _stamps(total: int) -> list[PageObject]:
    """One transparent page with a page number for each bound page."""
    if not total:
        return []
    html = render_sheet("page_numbers", {}, styles=("page_numbers.css",), pages=range(1, total + 1))
    return list(PdfReader(BytesIO(render_pdf(html))).pages)


def _append(writer: PdfWriter, data: bytes, title: str) -> None:
    first = len(writer.pages)
    for page in PdfReader(BytesIO(data)).pages:
        writer.add_page(page)
    writer.add_outline_item(title=title, page_number=first)
