"""What tests print alike is laid out once per run: half of a closed case's time would go into its papers otherwise.

A page is a function of its HTML and of our own assets, as `documents/test_pdf.py` shows with the engine itself (fixture
`laid_out_anew`). The workers share a folder, a file per page. The codes on the papers are counted instead of drawn by
lot, so that a case walked alike has papers alike.
"""

from __future__ import annotations

import os
from collections.abc import Iterator
from contextlib import contextmanager
from hashlib import sha256
from itertools import count
from pathlib import Path
from typing import Any

from weasyprint import HTML

from gongshu_enforcement import pdf


class Kept(HTML):
    """A page that asks the folder first."""

    folder: Path

    def __init__(self, *, string: str, url_fetcher: pdf.AssetFetcher) -> None:
        memory = sorted((name, sha256(data).hexdigest()) for name, data in url_fetcher._memory.items())
        self._said, self._given = f"{memory} {string}", {"string": string, "url_fetcher": url_fetcher}

    def write_pdf(self, *, font_config: Any, **options: Any) -> bytes:
        """The PDF as it was laid out before, or laid out now and kept."""
        path = self.folder / sha256(f"{sorted(options.items())} {self._said}".encode()).hexdigest()
        if path.exists():
            return path.read_bytes()
        super().__init__(**self._given)
        made: bytes = super().write_pdf(font_config=font_config, **options)
        unfinished = path.with_suffix(f".{os.getpid()}-{id(self)}")
        unfinished.write_bytes(made)
        unfinished.replace(path)
        return made


class Tokens:
    """Stands in for `secrets` where documents get their codes: counted from the beginning of a test."""

    def __init__(self) -> None:
        self.begin(0)

    def begin(self, given: int) -> None:
        """Go on after so many."""
        self.given, self._numbers = given, count(given + 1)

    def token_urlsafe(self, _bytes: int) -> str:
        """The next code."""
        self.given = next(self._numbers)
        return f"code{self.given:012d}"


tokens = Tokens()


def begin(folder: Path) -> None:
    """Keep pages in the folder, and count codes, from now on."""
    from cases.models import document

    Kept.folder = folder
    folder.mkdir(parents=True, exist_ok=True)
    pdf.HTML = Kept  # type: ignore[attr-defined]
    document.secrets = tokens  # type: ignore[attr-defined]


@contextmanager
def anew() -> Iterator[None]:
    """The engine itself."""
    pdf.HTML, kept = HTML, pdf.HTML  # type: ignore[attr-defined]
    try:
        yield
    finally:
        pdf.HTML = kept  # type: ignore[attr-defined]
