"""What a team writes in a document, field by field of the document's contract; everything else comes from the mock case."""

from __future__ import annotations

from dataclasses import dataclass
from decimal import Decimal
from typing import Any

from django.utils.translation import gettext_lazy as _

from cases.documents import schema
from cases.documents.catalogue import DOCUMENT_TYPES, DocumentType


@dataclass(frozen=True)
class Field:
    """A field the team fills: its name in the contract, label, kind (text, lines, amount, days, yes_no), rows on the page."""

    name: str
    label: Any
    kind: str = "text"
    rows: int = 4
    hint: Any = ""


OF_VIOLATION = (
    Field("facts", _("Facts found"), rows=5, hint=_("Time, place, who did what, what follows from it.")),
    Field("violated_provision", _("Provision violated"), "line", hint=_("Statute, article, paragraph and item.")),
    Field("penalty_provision", _("Penalty provision"), "line", hint=_("Statute, article, paragraph and item.")),
)
EVIDENCE = Field("evidence", _("Evidence"), "lines", 5, _("One piece a line: what it is and what it proves."))
PENALTIES = Field("penalties", _("Penalties proposed"), "lines", 2, _("One a line, in the words of the document."))
FINE = Field("total_fine", _("Fine in all (yuan)"), "amount")
DISCRETION = Field("discretion", _("Discretion"), rows=4, hint=_("Circumstances, tier, why this amount."))
WRITABLE: dict[str, tuple[Field, ...]] = {
    "DCBG": (
        Field("investigation", _("Course of the investigation")),
        EVIDENCE,
        Field("rectification", _("Rectification"), rows=2),
        DISCRETION,
        Field("proposal", _("Proposal"), rows=3),
    ),
    "AJCP": (EVIDENCE, Field("defence", _("Statement and defence"), rows=2), DISCRETION, PENALTIES, FINE),
    "CFGZ": (
        EVIDENCE,
        PENALTIES,
        FINE,
        Field("defence_days", _("Working days for statement and defence"), "days"),
        Field("hearing_due", _("The right to a hearing must be told"), "yes_no"),
    ),
}


def kind_of(code: str) -> DocumentType:
    """The document in the registry."""
    return DOCUMENT_TYPES[code]


def fields(code: str, facts: dict[str, Any]) -> list[tuple[str, Field, str]]:
    """Name on the page, field, and the violation it is about, in the order of the page."""
    found = [
        (f"{field.name}_{place}", field, title)
        for place, title in enumerate(facts["violations"], start=1)
        for field in OF_VIOLATION
    ]
    return found + [(field.name, field, "") for field in WRITABLE[code]]


def data(code: str, facts: dict[str, Any], typed: dict[str, Any]) -> dict[str, Any]:
    """The document's data as its contract wants it. Raises schema.ContractBroken where something doesn't fit."""
    made: dict[str, Any] = {
        **{name: facts[name] for name in ("organ", "case", "party", "issued_on")},
        "demo": True,
        "violations": [_violation(place, title, typed) for place, title in enumerate(facts["violations"], start=1)],
        **{field.name: _value(field, typed.get(field.name)) for field in WRITABLE[code]},
        **_fixed(code, facts),
    }
    schema.check(code, made)
    return made


def _violation(place: int, title: str, typed: dict[str, Any]) -> dict[str, Any]:
    written = {field.name: str(typed.get(f"{field.name}_{place}") or "") for field in OF_VIOLATION}
    return {"title": title, **written, "discretion": "", "established": True}


def _value(field: Field, value: Any) -> Any:
    if field.kind == "lines":
        return [line.strip().rstrip("；。") for line in str(value or "").splitlines() if line.strip()]
    if field.kind == "amount":
        return f"{Decimal(str(value)):.2f}" if value not in (None, "") else ""
    if field.kind == "days":
        return int(value or 0)
    if field.kind == "yes_no":
        return value in (True, "yes")
    return str(value or "")


def _fixed(code: str, facts: dict[str, Any]) -> dict[str, Any]:
    """What nobody writes: signatures stay empty, for nobody signs an exercise."""
    if code == "DCBG":
        return {"officers": facts["officers"], "head": {"name": "", "opinion": "", "date": ""}}
    fixed: dict[str, Any] = {"sum_stated": False}
    if code == "AJCP":
        labels = ("承办人意见", "审核意见", "审批意见")
        fixed |= {"verdict": "应当给予行政处罚", "approvals": [{"label": one, "entries": []} for one in labels]}
    return fixed
