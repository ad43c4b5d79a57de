"""Template filters of the documents' own template engine; the pages of the site don't load them."""

from __future__ import annotations

from typing import Any

from django.template import Library
from django.utils.html import format_html_join
from django.utils.safestring import SafeString, mark_safe

from . import format as wording

register = Library()

register.filter("slash", wording.blank)
register.filter("zh_date", wording.chinese_date)
register.filter("zh_time", wording.chinese_time)
register.filter("capital", wording.capital_amount)
register.filter("yuan", wording.figure_amount)
register.filter("amount", wording.full_amount)
register.filter("zh_number", wording.chinese_number)


@register.simple_tag
def span(start: str | None, end: str | None) -> str:
    """From … to …, or “/” when neither is known."""
    return wording.blank(wording.time_span(start, end))


@register.simple_tag
def people(officers: list[dict]) -> SafeString:
    """Names with certificate numbers, each unbroken; “/” when there is nobody."""
    names = format_html_join("、", '<span class="nowrap">{}</span>', ((_with_certificate(one),) for one in officers))
    return names or mark_safe(wording.EMPTY)


@register.simple_tag
def certificates_shown(data: dict) -> str:
    """The sentence every record opens with: who we are, and that the certificates were shown (处罚法 55)."""
    names = "、".join(f"{one['name']}（证件号码：{wording.blank(one['certificate'])}）" for one in data["officers"])
    shown = "，这是我们的行政执法证件（已当面出示）" if data["shown"] else ""
    return f"我们是{data['organ']['name']}的行政执法人员{names}{shown}"


def _with_certificate(officer: dict) -> str:
    return f"{officer['name']}（证号：{officer['certificate']}）" if officer["certificate"] else officer["name"]


@register.filter
def paragraphs(value: Any) -> list[str]:
    """The non-empty lines of a typed text, one paragraph each; a single “/” when there are none."""
    lines = [line.strip() for line in str(value or "").splitlines() if line.strip()]
    return lines or [wording.EMPTY]


@register.filter
def you(party: dict) -> str:
    """How a letter addresses the party: 你单位 for an organisation, 你 for a person."""
    return "你单位" if party["kind"] == "unit" else "你"


@register.filter
def empty_rows(rows: list, wanted: int) -> range:
    """As many empty rows as a printed table lacks to have `wanted`."""
    return range(max(wanted - len(rows), 0))


@register.filter
def chunks(rows: list, size: int) -> list[list[tuple[int, dict]]]:
    """Numbered rows in pages of `size`; the last page is filled up with empty ones."""
    padded = [*rows, *[{}] * (-len(rows) % size if rows else size)]
    numbered = list(enumerate(padded, 1))
    return [numbered[start : start + size] for start in range(0, len(numbered), size)]


@register.filter
def box(ticked: bool) -> SafeString:
    """A printed tick box, with its mark where ticked."""
    return mark_safe(f'<span class="box">{"√" if ticked else ""}</span>')
