"""`manage.py documents`: the registry, and the files of a case."""

from __future__ import annotations

import json
from io import BytesIO, StringIO

import pytest
from django.core.management import CommandError, call_command
from pypdf import PdfReader

from cases.documents.catalogue import DOCUMENT_TYPES
from cases.views.printing import bound


def printed(*arguments: str) -> str:
    out = StringIO()
    call_command("documents", *arguments, stdout=out)
    return out.getvalue()


def test_the_registry_names_code_stage_number_word_fields_and_signers() -> None:
    rows = {row["code"]: row for row in json.loads(printed("--json"))}
    assert len(rows) == len(DOCUMENT_TYPES) == 58
    assert all(row["name"] and row["stage"] and row["fields"] and row["signers"] for row in rows.values())
    assert rows["LA"]["number_word"] == "立"
    assert rows["XWBL"]["number_word"] == ""
    assert rows["CFDW"]["seal"] and rows["CFDW"]["service_required"]
    assert "立案审批表" in printed()


@pytest.mark.django_db
def test_every_document_of_a_case_is_written(cases, tmp_path) -> None:
    case = cases.walk(cases.open(), "interview")
    told = printed("--case", case.reference, "--out", str(tmp_path / "papers")).splitlines()
    files = sorted((tmp_path / "papers").iterdir())
    assert len(files) == len(told) == case.documents.count() > 2
    assert all(file.read_bytes().startswith(b"%PDF-") for file in files)
    reader = PdfReader(BytesIO(bound(list(case.documents.order_by("pk")))))
    starts = [reader.get_destination_page_number(entry) for entry in reader.outline]
    assert len(starts) == len(files) and all(start % 2 == 0 for start in starts)  # each on a front side


@pytest.mark.django_db
def test_what_is_missing_is_said(tmp_path) -> None:
    with pytest.raises(CommandError, match="no such case"):
        call_command("documents", "--case", "G00-0000", "--out", str(tmp_path))
    with pytest.raises(CommandError, match="--out"):
        call_command("documents", "--case", "G00-0000")
