"""The organ's seal (印章) as a drawing: ring, five-point star, name along the arc; “演示” where it is not real."""

from __future__ import annotations

from functools import lru_cache
from math import cos, pi, sin

from django.utils.html import format_html, format_html_join
from django.utils.safestring import SafeString

# Units of the drawing: 100 wide stand for the 42 mm of a district organ's seal.
RADIUS = 48.4
RING = 2.6
STAR_RADIUS = 15.5
TEXT_RADIUS = 36.5
CHARACTER = 12.6
WIDEST_ARC = 262.0
WIDEST_STEP = 27.0
DEMO_MARK = "演示"
FACE = "SimSun, 宋体, Noto Serif CJK SC, serif"


@lru_cache(maxsize=32)
def seal_svg(text: str, *, demo: bool) -> SafeString:
    """The seal with `text` (the organ's full name) as inline SVG; `demo` prints 演示 under the star.

    Long names step closer together and get narrower characters. The text is escaped.
    """
    step = min(WIDEST_STEP, WIDEST_ARC / max(len(text) - 1, 1))
    first = -step * (len(text) - 1) / 2
    width = min(0.94, step / WIDEST_STEP * 1.02)
    letters = format_html_join(
        "",
        '<text class="seal-text" transform="rotate({}) translate(0 {}) scale({} 1.18)" x="0" y="0"'
        ' font-family="{}" font-weight="700" font-size="{}" text-anchor="middle" fill="#d7140f">{}</text>',
        (
            (round(first + place * step, 2), -TEXT_RADIUS, round(width, 3), FACE, CHARACTER, letter)
            for place, letter in enumerate(text)
        ),
    )
    return format_html(
        '<svg xmlns="http://www.w3.org/2000/svg" viewBox="-50 -50 100 100" width="42mm" height="42mm" role="img">'
        '<circle class="seal-ring" cx="0" cy="0" r="{}" fill="none" stroke="#d7140f" stroke-width="{}"/>'
        '<path class="seal-star" d="{}" fill="#d7140f"/>{}{}</svg>',
        RADIUS,
        RING,
        _star(),
        letters,
        _demo_mark() if demo else "",
    )


def _star() -> str:
    """The path of an upright five-point star around the centre."""
    inner = STAR_RADIUS * 0.382
    points = []
    for corner in range(10):
        radius = inner if corner % 2 else STAR_RADIUS
        angle = corner * pi / 5
        points.append(f"{radius * sin(angle):.2f} {-radius * cos(angle):.2f}")
    return f"M{' L'.join(points)} Z"


def _demo_mark() -> SafeString:
    return format_html(
        '<text class="seal-text" x="0" y="33" font-family="{}" font-weight="700" font-size="12" text-anchor="middle"'
        ' fill="#d7140f">{}</text>',
        FACE,
        DEMO_MARK,
    )
