"""Uploaded files: known by their content, not by their name (证据、扫描件)."""

from __future__ import annotations

import logging
import threading
import unicodedata
import warnings
from collections.abc import Iterator
from contextlib import contextmanager
from io import BytesIO
from pathlib import PurePosixPath, PureWindowsPath

import clamd
import filetype
from django.conf import settings
from django.core.exceptions import ValidationError
from django.core.files.uploadedfile import UploadedFile
from django.utils.translation import gettext as _
from PIL import Image, ImageFile, ImageOps, UnidentifiedImageError
from pypdf import PdfReader

log = logging.getLogger(__name__)

HEAD_BYTES = 8192
PREVIEW_SIDE = 900  # pixels
MOST_PIXELS = 120_000_000  # a larger picture would fill the memory when it is printed into the dossier
LONGEST_NAME = 120

# Content type → (kind, endings that fit).
KNOWN: dict[str, tuple[str, tuple[str, ...]]] = {
    "image/jpeg": ("image", ("jpg", "jpeg", "jfif")),
    "image/png": ("image", ("png",)),
    "image/webp": ("image", ("webp",)),
    "image/gif": ("image", ("gif",)),
    "image/bmp": ("image", ("bmp",)),
    "image/tiff": ("image", ("tif", "tiff")),
    "application/pdf": ("pdf", ("pdf",)),
    "audio/mpeg": ("audio", ("mp3",)),
    "audio/x-wav": ("audio", ("wav",)),
    "audio/wav": ("audio", ("wav",)),
    "audio/mp4": ("audio", ("m4a", "mp4")),
    "audio/m4a": ("audio", ("m4a",)),
    "audio/amr": ("audio", ("amr",)),
    "audio/aac": ("audio", ("aac",)),
    "audio/ogg": ("audio", ("ogg", "oga")),
    "video/mp4": ("video", ("mp4", "m4v", "m4a")),
    "video/x-m4v": ("video", ("m4v", "mp4")),
    "video/quicktime": ("video", ("mov",)),
    "video/3gpp": ("video", ("3gp", "mp4")),
    "video/webm": ("video", ("webm",)),
    "video/x-msvideo": ("video", ("avi",)),
}
ARCHIVES = {
    "application/zip",
    "application/x-tar",
    "application/gzip",
    "application/x-bzip2",
    "application/x-7z-compressed",
    "application/x-rar-compressed",
    "application/vnd.rar",
    "application/x-xz",
    "application/zstd",
    "application/x-lzip",
    "application/x-compress",
}
EVIDENCE_KINDS = frozenset({"image", "pdf", "audio", "video"})
SCAN_KINDS = frozenset({"image", "pdf"})


def check_upload(file: UploadedFile, kinds: frozenset[str]) -> UploadedFile:
    """The file with a safe name and the content type of its content. Raises ValidationError in words for people.

    `kinds`: image, pdf, audio, video. Archives and office files are refused: a dossier holds what can be looked at.
    """
    file.name = safe_name(file.name)
    if not file.size:
        raise ValidationError(_("The file is empty (0 bytes)."), code="empty")
    if file.size > settings.UPLOAD_MAX_BYTES:
        most = settings.UPLOAD_MAX_BYTES // 1024 // 1024
        raise ValidationError(_("The file is larger than %(most)s MB."), code="size", params={"most": most})
    found = _content_type(file)
    kind, endings = KNOWN[found]
    if kind not in kinds:
        raise ValidationError(
            _("A file of this kind (%(kind)s) is not taken here."), code="kind", params={"kind": found}
        )
    ending = file.name.rsplit(".", 1)[-1].lower() if "." in file.name else ""
    if ending not in endings:
        raise ValidationError(
            _(
                "The name ends in “.%(ending)s”, but the content is %(found)s. Rename it to “.%(right)s” if that is meant."
            ),
            code="name",
            params={"ending": ending, "found": found, "right": endings[0]},
        )
    if kind == "pdf":
        _check_pdf(file)
    elif kind == "image":
        _check_image(file)
    scan_for_viruses(file)
    file.seek(0)
    file.content_type = found
    return file


def scan_for_viruses(file: UploadedFile) -> None:
    """Ask the ClamAV daemon, where there is one (CLAMAV_HOST). Nothing is taken that was not looked at."""
    if not settings.CLAMAV_HOST:
        return
    file.seek(0)
    try:
        daemon = clamd.ClamdNetworkSocket(settings.CLAMAV_HOST, settings.CLAMAV_PORT, settings.CLAMAV_TIMEOUT)
        verdict, name = daemon.instream(file)["stream"]
    except (clamd.ClamdError, OSError, KeyError, ValueError, TypeError) as error:
        log.exception("the virus scanner does not answer")
        raise ValidationError(
            _("The virus scanner does not answer, so nothing was stored. Try again, or tell the administrator."),
            code="scanner",
        ) from error
    if verdict != "OK":
        log.warning("upload refused by the virus scanner: %s", name)
        raise ValidationError(
            _("The virus scanner found something in this file (%(name)s)."),
            code="virus",
            params={"name": name or verdict},
        )


def preview(file: UploadedFile) -> bytes | None:
    """A small upright JPEG of a picture, encoded anew so that nothing hidden comes along; None for what is none."""
    file.seek(0)
    try:
        with _strict(), Image.open(file) as image:
            image.draft("RGB", (PREVIEW_SIDE * 2, PREVIEW_SIDE * 2))
            upright = ImageOps.exif_transpose(image).convert("RGB")
    except (UnidentifiedImageError, OSError, ValueError, SyntaxError, Image.DecompressionBombError):
        return None
    finally:
        file.seek(0)
    upright.thumbnail((PREVIEW_SIDE, PREVIEW_SIDE))
    out = BytesIO()
    upright.save(out, "JPEG", quality=80)
    return out.getvalue()


def safe_name(name: str | None) -> str:
    """The last part of the name, without control, direction or path signs; the file itself is stored under another."""
    last = PurePosixPath(PureWindowsPath(name or "").name).name
    kept = "".join(sign for sign in last if unicodedata.category(sign)[0] != "C" and sign not in '/\\:*?"<>|')
    kept = kept.strip(" .")
    if not kept:
        return "file"
    stem, dot, ending = kept.rpartition(".")
    return f"{stem[:LONGEST_NAME]}{dot}{ending[:10]}" if dot and stem else kept[:LONGEST_NAME]


def _content_type(file: UploadedFile) -> str:
    file.seek(0)
    head = file.read(HEAD_BYTES)
    file.seek(0)
    found = filetype.guess(head)
    mime = found.mime if found else ""
    if mime in ARCHIVES or head[:4] in (b"PK\x03\x04", b"PK\x05\x06"):
        raise ValidationError(
            _("Archives and office files are not taken. Unpack it, or save it as PDF."), code="archive"
        )
    if mime not in KNOWN:
        raise ValidationError(
            _("The kind of this file can't be recognised from its content. Taken are pictures, PDF, sound and film."),
            code="unknown",
        )
    return mime


def _check_pdf(file: UploadedFile) -> None:
    file.seek(0)
    try:
        reader = PdfReader(file)
        encrypted = reader.is_encrypted
        readable = not encrypted and len(reader.pages) > 0 and reader.pages[0].mediabox is not None
    except Exception as error:  # pypdf raises many kinds on broken input; each means the same here
        raise ValidationError(_broken_pdf(), code="broken") from error
    if encrypted:
        raise ValidationError(_encrypted_pdf(), code="encrypted")
    if not readable:
        raise ValidationError(_broken_pdf(), code="broken")


def _broken_pdf() -> str:
    return _("The PDF is broken: it can't be opened. Save or scan it again.")


def _encrypted_pdf() -> str:
    return _("The PDF is protected by a password. Save a copy without protection.")


def _check_image(file: UploadedFile) -> None:
    try:
        with warnings.catch_warnings():
            warnings.simplefilter("ignore", Image.DecompressionBombWarning)  # our own limit follows
            pixels = _read_image(file)
    except Image.DecompressionBombError as error:
        raise ValidationError(_too_many_pixels(), code="pixels") from error
    except Exception as error:  # Pillow raises OSError, SyntaxError, ValueError and more on broken pictures
        raise ValidationError(
            _("The picture is broken or cut off: it can't be opened. Take or copy it again."), code="broken"
        ) from error
    if pixels > MOST_PIXELS:
        raise ValidationError(_too_many_pixels(), code="pixels")


def _too_many_pixels() -> str:
    return _("The picture has too many pixels. Save a smaller copy.")


_strictly = threading.Lock()


@contextmanager
def _strict() -> Iterator[None]:
    """Pillow refuses cut-off pictures meanwhile; WeasyPrint switches that off for the whole process."""
    with _strictly:
        before, ImageFile.LOAD_TRUNCATED_IMAGES = ImageFile.LOAD_TRUNCATED_IMAGES, False
        try:
            yield
        finally:
            ImageFile.LOAD_TRUNCATED_IMAGES = before


def _read_image(file: UploadedFile) -> int:
    """Check and decode the picture; returns its pixels."""
    file.seek(0)
    with Image.open(file) as image:
        image.verify()
    file.seek(0)
    with _strict(), Image.open(file) as image:
        pixels = image.width * image.height
        if pixels <= MOST_PIXELS:
            image.draft("RGB", (1024, 1024))  # lets JPEG decode at a fraction of the cost
            image.load()
        return pixels
