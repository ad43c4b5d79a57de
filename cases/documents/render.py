"""Frozen data to HTML: one template per document, a template engine of its own, no database."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import UTC, datetime
from functools import cache
from hashlib import sha256
from pathlib import Path
from typing import Any

import segno
from django.template import Context, Engine
from django.templatetags.static import static
from django.utils.safestring import mark_safe

from gongshu_enforcement import pdf

from .catalogue import DOCUMENT_TYPES, ROOT, TEMPLATE_FOLDER
from .schema import CORRECTION
from .seal import seal_svg

STYLE_FOLDER = ROOT / "static" / "documents"
CHARSET = '<meta charset="utf-8">'
ARCHIVAL = "pdf/a-2u"  # for keeping: fonts within, text that can be read out (ISO 19005-2)
LAYOUT_STYLE = {"A": "layout_a.css", "B": "layout_b.css"}


class MissingFact(LookupError):
    """A template asks for a fact the frozen data doesn't have: a fault of ours, so nothing is printed.

    A LookupError itself, because the template engine takes KeyError for “no such value” and goes on.
    """


class _Facts(dict):
    """Frozen data for a template: asking for a fact that isn't there is an error, also within {% if %} and {% for %}."""

    def __missing__(self, key: object) -> Any:
        raise MissingFact(key)


class _Refuse(str):
    """`string_if_invalid` that raises: a variable that can't be resolved stops the document."""

    def __contains__(self, item: object) -> bool:
        return True

    def __mod__(self, name: object) -> str:
        raise MissingFact(str(name))


@cache
def engine() -> Engine:
    """The documents' own engine: autoescaping, our filters, and nothing of the site's pages."""
    return Engine(
        dirs=[str(TEMPLATE_FOLDER.parent)],
        libraries={"documents": "cases.documents.filters"},
        builtins=["cases.documents.filters"],
        string_if_invalid=_Refuse("%s"),
        autoescape=True,
    )


def render_html(
    code: str,
    data: Mapping[str, Any],
    *,
    number: str = "",
    draft: bool = False,
    for_screen: bool = False,
    check_url: str = "",
) -> str:
    """The document as a complete HTML page.

    `data` is the frozen dict (see schema.py). A draft prints a 草稿 watermark and no seal. `for_screen` links the style
    sheets by their public address, for the preview in a browser; otherwise by `asset:`, for the PDF engine. `check_url` is
    the address of the public check, printed as a QR code.
    Raises KeyError for an unknown code, MissingFact where the data lacks something the template prints.
    """
    doc = DOCUMENT_TYPES[code]
    facts = _strict(data)
    context = {
        "d": facts,
        "doc": doc,
        "number": number,
        "draft": draft,
        "seal": "" if draft or not doc.seal else seal_svg(facts["organ"]["seal_text"], demo=facts["demo"]),
        "stylesheets": [_address(name, for_screen) for name in _styles(code)],
        "correction": data.get(CORRECTION, ""),
        "qr": qr_svg(check_url) if check_url and not draft else "",
        # Named arguments of shared pieces; an include sets them where it needs them.
        "label": "",
        "place": "",
        "verb": "",
        "what": "",
        "receiver": "",
    }
    return (
        engine()
        .get_template(f"documents/{code}.html")
        .render(
            Context(context, autoescape=True, use_l10n=False)  # figures don't follow the reader's language
        )
    )


def qr_svg(url: str) -> str:
    """The address as a QR code, an SVG of 18 mm without a frame of its own."""
    code = segno.make(url, error="m")
    return mark_safe(code.svg_inline(scale=1, border=0, svgclass="qr-code", lineclass=None, omitsize=True))


def render_sheet(
    name: str, data: Mapping[str, Any], *, styles: tuple[str, ...] = ("base.css", "layout_a.css"), **context: Any
) -> str:
    """A page of the dossier that is no statutory document (evidence sheet, page numbers), as HTML for the PDF engine."""
    names = {"d": _strict(data), "stylesheets": [_address(style, False) for style in styles], **context}
    page = engine().get_template(f"documents/{name}.html")
    return page.render(Context(names, autoescape=True, use_l10n=False))


def render_document_pdf(code: str, html: str, issued_at: datetime) -> bytes:
    """The PDF/A of a rendered document; the same bytes each time."""
    return pdf.render_pdf(dated(html, issued_at), pdf_variant=ARCHIVAL)


def dated(html: str, issued_at: datetime) -> str:
    """The page with the moment of issue as its creation date: the engine reads no clock."""
    stamp = issued_at.astimezone(UTC).strftime("%Y-%m-%dT%H:%M:%SZ")
    return html.replace(CHARSET, f'{CHARSET}\n<meta name="dcterms.created" content="{stamp}">', 1)


@cache
def template_version(code: str) -> str:
    """Twelve hex digits over the template, the shared pieces and the style sheets: any change shows."""
    digest = sha256()
    for path in _sources(code):
        digest.update(path.name.encode() + b"\0" + path.read_bytes() + b"\0")
    return digest.hexdigest()[:12]


def _sources(code: str) -> list[Path]:
    layout = DOCUMENT_TYPES[code].layout.lower()
    return [
        TEMPLATE_FOLDER / f"{code}.html",
        TEMPLATE_FOLDER / f"base_{layout}.html",
        *sorted((TEMPLATE_FOLDER / "shared").glob("*.html")),
        *(STYLE_FOLDER / name for name in _styles(code)),
        Path(__file__).with_name("seal.py"),
    ]


def _styles(code: str) -> tuple[str, ...]:
    return ("base.css", LAYOUT_STYLE[DOCUMENT_TYPES[code].layout])


def _address(name: str, for_screen: bool) -> str:
    return static(f"documents/{name}") if for_screen else f"asset:{name}"


def _strict(value: Any) -> Any:
    if isinstance(value, Mapping):
        return _Facts({key: _strict(item) for key, item in value.items()})
    if isinstance(value, (list, tuple)):
        return [_strict(item) for item in value]
    return value
