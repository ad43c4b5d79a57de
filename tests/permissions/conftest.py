"""One safety case and one fire case of the same street, with something on file of every kind."""

from __future__ import annotations

from dataclasses import dataclass
from io import BytesIO
from typing import Any

import pytest
from django.core.files.base import ContentFile
from pypdf import PdfWriter

from cases.documents.issue import sha256
from cases.models import Case, Submission
from gongshu_enforcement.models import User

from .roles import NOBODY, liaison


@dataclass
class Filed:
    """A case with a file of each kind, and its open submission."""

    case: Case
    submission: Submission
    document: Any
    evidence: Any

    @property
    def organ(self) -> str:
        return self.case.organ.code


def _blank_page() -> bytes:
    writer, out = PdfWriter(), BytesIO()
    writer.add_blank_page(100, 100)
    writer.write(out)
    return out.getvalue()


MADE = _blank_page()


@pytest.fixture
def people(cast) -> dict[str, User]:
    """The cast, somebody without any part, and the two liaisons by their role."""
    own, other = liaison(cast)
    nobody = User.objects.create(username=NOBODY)
    return {**cast, NOBODY: nobody, "liaison.own": cast[own], "liaison.other": cast[other]}


@pytest.fixture
def filed(cases, people):
    """filed("emergency") or filed("fire"), at the recheck of the determination or at another desk."""

    def make(organ: str, stage: str = "determination", desk: str = "recheck") -> Filed:
        case = cases.open("shiqiao", "AQ-02" if organ == "emergency" else "XF-01", start=cases.today)
        cases.walk(case, "interview", "ready")
        evidence = case.evidence.first()
        evidence.file.save("photo.png", ContentFile(b"photo"), save=False)
        evidence.sha256 = sha256(b"photo")
        evidence.save()
        case = cases.walk(case, stage, desk)
        document = case.documents.first()
        document.scan.save("scan.pdf", ContentFile(b"scan"), save=False)
        document.pdf.save("made.pdf", ContentFile(MADE), save=False)
        document.scan_sha256, document.pdf_sha256 = sha256(b"scan"), sha256(MADE)
        document.save()
        return Filed(case, case.open_submission() or case.submissions.last(), document, evidence)

    return make
