"""System checks at start-up: what the machine must have so that documents and pages come out right."""

from __future__ import annotations

import shutil
import subprocess
from collections.abc import Sequence
from functools import cache
from pathlib import Path
from typing import Any

from django.conf import settings
from django.core.checks import CheckMessage, Error, Tags, Warning, register


@register
def documents_can_be_made(app_configs: Sequence | None = None, **kwargs: Any) -> list[CheckMessage]:
    """WeasyPrint needs Pango, and HarfBuzz's subsetting library to be fast."""
    try:
        from .pdf import harfbuzz_subset_available  # here, because it loads Pango or fails
    except OSError as error:
        return [
            Error(
                f"WeasyPrint can't load its system libraries: {error}",
                hint="Install the system packages libpango-1.0-0, libpangoft2-1.0-0 and libharfbuzz-subset0.",
                id="gongshu_enforcement.E001",
            )
        ]
    if harfbuzz_subset_available():
        return []
    return [
        Warning(
            "libharfbuzz-subset is missing: a PDF takes about 8 s instead of 0.13 s.",
            hint="Install the system package libharfbuzz-subset0 (Debian 12, Ubuntu 22.04 and later).",
            id="gongshu_enforcement.W001",
        )
    ]


@cache
def _has_chinese_font() -> bool:
    """Whether fontconfig knows any font for Chinese; asked once a process."""
    if not shutil.which("fc-list"):
        return False
    listing = subprocess.run(["fc-list", ":lang=zh-cn", "family"], capture_output=True, text=True, timeout=20)
    return bool(listing.stdout.strip())


@register
def chinese_font_present(app_configs: Sequence | None = None, **kwargs: Any) -> list[CheckMessage]:
    """Statutory documents are Chinese; without a font they come out as boxes."""
    if _has_chinese_font():
        return []
    return [
        Warning(
            "No Chinese font was found: documents would show empty boxes.",
            hint="Install the system packages fonts-noto-cjk, fonts-noto-cjk-extra and fontconfig.",
            id="gongshu_enforcement.W002",
        )
    ]


@register(Tags.translation)
def translations_compiled(app_configs: Sequence | None = None, **kwargs: Any) -> list[CheckMessage]:
    """The catalogues are compiled where the product runs; an old or missing one leaves pages in English."""
    stale = [str(path) for folder in settings.LOCALE_PATHS for path in _stale_catalogues(Path(folder))]
    if not stale:
        return []
    return [
        Warning(
            f"Not compiled, or older than its source: {', '.join(stale)}",
            hint="Run `python manage.py compilemessages` (system package gettext).",
            id="gongshu_enforcement.W003",
        )
    ]


@register(Tags.security, deploy=True)
def no_demonstration(app_configs: Sequence | None = None, **kwargs: Any) -> list[CheckMessage]:
    """A live system names no accounts and no password on its sign-in page."""
    if not settings.DEMO:
        return []
    return [
        Warning(
            "DEMO is on: the sign-in page lists the demo accounts and their password.",
            hint="Set DEMO=0; a demonstration's database is not to be used for real cases.",
            id="gongshu_enforcement.W004",
        )
    ]


def _stale_catalogues(folder: Path) -> list[Path]:
    """The .po files whose .mo is missing or older."""
    return [
        source
        for source in folder.glob("*/LC_MESSAGES/*.po")
        if not (compiled := source.with_suffix(".mo")).exists() or compiled.stat().st_mtime < source.stat().st_mtime
    ]
