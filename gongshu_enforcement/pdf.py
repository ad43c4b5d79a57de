"""HTML to PDF for statutory documents: our own assets only, the same bytes for the same input.

WeasyPrint reads no clock and no network here. What a page shows comes from its HTML, from packaged
files under `static/documents/` (scheme `asset:`) and from bytes handed over by the caller (`memory:`).
"""

from __future__ import annotations

import logging
import mimetypes
import multiprocessing
import threading
from collections.abc import Mapping, Sequence
from concurrent.futures import ProcessPoolExecutor
from concurrent.futures.process import BrokenProcessPool
from functools import cache, partial
from hashlib import sha256
from pathlib import Path
from typing import Any

from django.conf import settings
from weasyprint import HTML
from weasyprint.text.ffi import harfbuzz_subset
from weasyprint.text.fonts import FontConfiguration
from weasyprint.urls import FatalURLFetchingError, URLFetcher, URLFetcherResponse

ASSET_ROOT = Path(__file__).resolve().parent.parent / "static" / "documents"
ASSET_SCHEME = "asset:"
MEMORY_SCHEME = "memory:"
MANY = 8  # pages from which on a second process is worth its start

# WeasyPrint logs every CSS property it skips (screen-only ones among them); errors are what matters.
logging.getLogger("weasyprint").setLevel(logging.ERROR)

_local = threading.local()


class AssetRefused(ValueError):
    """A document asked for something that is not one of our own assets."""


class _Refused(FatalURLFetchingError):
    """Stops the rendering: WeasyPrint swallows any other error and would leave a hole in the page."""


class AssetFetcher(URLFetcher):
    """Serves `asset:<path under static/documents>` and `memory:<name>`; refuses everything else.

    `file:`, `http(s):`, `data:` and paths leading out of the asset folder are refused, so that nothing
    a user typed can make the server read a file or call an address.
    """

    def __init__(self, memory: Mapping[str, bytes] | None = None) -> None:
        super().__init__(allowed_protocols=("asset", "memory"))
        self._memory = memory or {}

    def fetch(self, url: str, headers: Mapping[str, str] | None = None) -> URLFetcherResponse:
        """Return the asset behind `url`; raise `_Refused` for anything that is not ours."""
        if url.startswith(MEMORY_SCHEME):
            return self._from_memory(url)
        if url.startswith(ASSET_SCHEME):
            return self._from_folder(url)
        raise _Refused(url)

    def _from_memory(self, url: str) -> URLFetcherResponse:
        name = url.removeprefix(MEMORY_SCHEME)
        if name not in self._memory:
            raise _Refused(url)
        return URLFetcherResponse(url, body=self._memory[name], headers={"Content-Type": _media_type(name)})

    def _from_folder(self, url: str) -> URLFetcherResponse:
        path = (ASSET_ROOT / url.removeprefix(ASSET_SCHEME)).resolve()
        if not path.is_relative_to(ASSET_ROOT) or not path.is_file():
            raise _Refused(url)
        return URLFetcherResponse(url, body=path.read_bytes(), headers={"Content-Type": _media_type(path.name)})


def render_pdf(html: str, *, pdf_variant: str | None = None, assets: Mapping[str, bytes] | None = None) -> bytes:
    """Lay out `html` and return the PDF.

    `pdf_variant` is a WeasyPrint variant such as "pdf/a-2u"; its document id is made from the page, so that the same
    page gives the same bytes. `assets` maps names to bytes that the page reads as `memory:<name>`
    (photos of evidence). Raises `AssetRefused` when the page asks for anything else.
    """
    document = HTML(string=html, url_fetcher=AssetFetcher(assets))
    options: dict[str, Any] = {}
    if pdf_variant:
        options = {"pdf_variant": pdf_variant, "pdf_identifier": sha256(html.encode()).digest()[:16]}
    try:
        return document.write_pdf(font_config=_font_configuration(), **options)
    except _Refused as refusal:
        raise AssetRefused(f"not an asset of ours: {refusal}") from refusal


def render_many(pages: Sequence[str], *, pdf_variant: str | None = None, workers: int | None = None) -> list[bytes]:
    """The PDFs of several pages in their order, laid out by `workers` processes (RENDER_WORKERS) where that pays.

    A worker of a task queue may not have children of its own, and few pages are done before a process has started:
    there they are laid out one after the other. The bytes are the same either way.
    """
    workers = settings.RENDER_WORKERS if workers is None else workers
    if len(pages) < MANY or workers < 2 or multiprocessing.current_process().daemon:
        return [render_pdf(page, pdf_variant=pdf_variant) for page in pages]
    try:
        return list(_pool(workers).map(partial(render_pdf, pdf_variant=pdf_variant), pages))
    except BrokenProcessPool:  # a child was killed, say for want of memory
        _pool.cache_clear()
        return [render_pdf(page, pdf_variant=pdf_variant) for page in pages]


@cache
def _pool(workers: int) -> ProcessPoolExecutor:
    # Spawned: a fork would take open database connections and Pango's locks along.
    return ProcessPoolExecutor(workers, mp_context=multiprocessing.get_context("spawn"))


def harfbuzz_subset_available() -> bool:
    """Whether libharfbuzz-subset is installed: 0.13 s a document with it, about 8 s without."""
    return harfbuzz_subset is not None


def _font_configuration() -> FontConfiguration:
    """One font configuration per thread: building it is slow, and Pango's map belongs to its thread."""
    if not hasattr(_local, "fonts"):
        _local.fonts = FontConfiguration()
    return _local.fonts


def _media_type(name: str) -> str:
    return mimetypes.guess_type(name)[0] or "application/octet-stream"
