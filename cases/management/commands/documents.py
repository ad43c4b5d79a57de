"""`manage.py documents`: the registry of statutory documents, or every PDF of one case."""

from __future__ import annotations

import json
from argparse import ArgumentParser
from pathlib import Path
from typing import Any

from django.core.management.base import BaseCommand, CommandError

from cases.documents.catalogue import DOCUMENT_TYPES, DocumentType
from cases.documents.facts import BUILDERS
from cases.documents.issue import ensure_rendered
from cases.models import Case
from gongshu_enforcement import timekeeper
from gongshu_enforcement.models import Origin


class Command(BaseCommand):
    """Print the registry, or write the documents of a case to a folder; what has no PDF yet is rendered."""

    help = "Print the registry of documents (--json for machines), or write all PDFs of a case (--case REF --out DIR)."

    def add_arguments(self, parser: ArgumentParser) -> None:
        """Form of the registry; case and folder."""
        parser.add_argument("--json", action="store_true", help="print JSON")
        parser.add_argument("--case", metavar="REF", help="write the documents of this case")
        parser.add_argument("--out", type=Path, metavar="DIR", help="folder for the PDF files")

    def handle(self, *args: Any, **options: Any) -> None:
        """Registry or files. CommandError for an unknown case or a missing folder."""
        if options["case"]:
            self._write(options["case"], options["out"])
        elif options["json"]:
            self.stdout.write(
                json.dumps([entry(kind) for kind in DOCUMENT_TYPES.values()], ensure_ascii=False, indent=1)
            )
        else:
            for kind in DOCUMENT_TYPES.values():
                self.stdout.write(f"{kind.code:<5} {kind.number_word or '—':<6} {kind.name_zh}")

    def _write(self, reference: str, folder: Path | None) -> None:
        if folder is None:
            raise CommandError("--case needs --out, the folder for the files")
        case = Case.objects.filter(reference=reference).first()
        if case is None:
            raise CommandError(f"--case {reference}: there is no such case")
        folder.mkdir(parents=True, exist_ok=True)
        for position, document in enumerate(case.documents.select_related("case").order_by("pk"), start=1):
            with timekeeper.frozen(document.issued_at, origin=Origin(document.origin)):
                rendered = ensure_rendered(document)
            path = folder / f"{case.reference}-{position:02d}-{document.code}.pdf"
            with rendered.pdf.open("rb") as pdf:
                path.write_bytes(pdf.read())
            self.stdout.write(f"{path} {document.number}".rstrip())


def entry(kind: DocumentType) -> dict[str, Any]:
    """One document of the registry, JSON-able."""
    return {
        "code": kind.code,
        "name": kind.name_zh,
        "name_en": kind.name_en,
        "stage": kind.stage,
        "kind": kind.kind,
        "number_word": kind.number_word,
        "fields": list(kind.fields),
        "signers": kind.signers,
        "seal": kind.seal,
        "copies": kind.copies,
        "service_required": kind.service_required,
        "layout": kind.layout,
        "tier": kind.tier,
        "law_basis": kind.law_basis,
        "can_be_issued": kind.has_template and kind.code in BUILDERS,
    }
