"""A small drawing board for SVG: boxes, lines and wrapped text as escaped strings; nothing but presentation attributes."""

from __future__ import annotations

import unicodedata
from collections.abc import Iterable, Sequence

from django.utils.html import format_html, format_html_join
from django.utils.safestring import SafeString

FONT = "'Noto Sans CJK SC', 'Microsoft YaHei', 'PingFang SC', sans-serif"
INK, MUTED, LINE, GROUND, PAPER = "#1a2330", "#56616f", "#8c97a5", "#f7f8fa", "#ffffff"
ACCENT, TINT = "#1c4478", "#ebf1f8"

Point = tuple[float, float]


def width_of(text: str, size: float) -> float:
    """Roughly how wide a text is: full-width signs count one em, others a little over half."""
    return sum(size if unicodedata.east_asian_width(sign) in "WF" else size * 0.56 for sign in text)


def wrap(text: str, room: float, size: float, most: int = 3) -> list[str]:
    """The text in lines that fit; words stay whole; the last line ends in … where there is more."""
    lines, line = [], ""
    for part in _parts(text):
        if line and width_of(line + part.rstrip(), size) > room:
            lines.append(line.rstrip())
            line = part.lstrip()
        else:
            line += part
    lines.append(line.rstrip())
    if len(lines) > most:
        lines = [*lines[: most - 1], lines[most - 1].rstrip()[:-1] + "…"]
    return lines


def _parts(text: str) -> list[str]:
    parts: list[str] = []
    for sign in text:
        wide = unicodedata.east_asian_width(sign) in "WF"
        if wide or not parts or parts[-1].endswith(" ") or unicodedata.east_asian_width(parts[-1][-1]) in "WF":
            parts.append(sign)
        else:
            parts[-1] += sign
    return parts


def words(x: float, y: float, lines: Sequence[str], size: float, *, fill: str = INK, anchor: str = "middle",
          bold: bool = False) -> SafeString:  # fmt: skip
    """Lines of text below each other; `y` is the middle of the block."""
    first = y - (len(lines) - 1) * size * 0.62 + size * 0.36
    rows = ((x, round(first + number * size * 1.24, 1), line) for number, line in enumerate(lines))
    spans = format_html_join("", '<tspan x="{}" y="{}">{}</tspan>', rows)
    weight = "600" if bold else "400"
    return format_html(
        '<text font-size="{}" fill="{}" text-anchor="{}" font-weight="{}">{}</text>', size, fill, anchor, weight, spans
    )


def box(x: float, y: float, width: float, height: float, *, fill: str = PAPER, stroke: str = LINE, thick: float = 1,
        dashed: bool = False) -> SafeString:  # fmt: skip
    """A rectangle."""
    return format_html(
        '<rect x="{}" y="{}" width="{}" height="{}" rx="4" fill="{}" stroke="{}" stroke-width="{}"{}/>',
        x, y, width, height, fill, stroke, thick, SafeString(' stroke-dasharray="5 4"') if dashed else "",
    )  # fmt: skip


def path(points: Iterable[Point], *, stroke: str = LINE, thick: float = 1.3, dashed: bool = False, arrow: bool = True,
         mark: str = "") -> SafeString:  # fmt: skip
    """A line through points, with an arrow head at its end."""
    route = list(points)
    drawn = " ".join(f"{'M' if number == 0 else 'L'}{x:g} {y:g}" for number, (x, y) in enumerate(route))
    dash = SafeString(' stroke-dasharray="6 4"') if dashed else ""
    line = format_html(
        '<path d="{}" fill="none" stroke="{}" stroke-width="{}"{}{}/>', drawn, stroke, thick, dash,
        format_html(' data-edge="{}"', mark) if mark else "",
    )  # fmt: skip
    return line + _head(route[-2], route[-1], stroke) if arrow else line


def _head(before: Point, end: Point, fill: str) -> SafeString:
    (x, y), across = end, before[1] == end[1]
    sign = 1 if (end[0] > before[0] if across else end[1] > before[1]) else -1
    wings = ((x - 7 * sign, y - 4), (x - 7 * sign, y + 4)) if across else ((x - 4, y - 7 * sign), (x + 4, y - 7 * sign))
    corners = " ".join(f"{a:g},{b:g}" for a, b in ((x, y), *wings))
    return format_html('<polygon points="{}" fill="{}"/>', corners, fill)


def link(href: str, title: str, *parts: SafeString, mark: str = "") -> SafeString:
    """A group that leads somewhere, named for whoever can't see it."""
    inner = SafeString("".join(parts))
    if not href:
        return format_html(
            "<g{}><title>{}</title>{}</g>", format_html(' data-node="{}"', mark) if mark else "", title, inner
        )
    return format_html(
        '<a href="{}" aria-label="{}"{}><title>{}</title>{}</a>', href, title,
        format_html(' data-node="{}"', mark) if mark else "", title, inner,
    )  # fmt: skip
