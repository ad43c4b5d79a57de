"""What the verbs share: the door set up for cases, the snapshot of what is submitted, draft rounds."""

from __future__ import annotations

import functools
from typing import Any

from django.core.exceptions import ValidationError
from django.db import models
from django.forms.models import model_to_dict

from cases.legality import at_the_door
from cases.models import Case, Document, Handler, Submission
from delegation.models import Officer
from gongshu_enforcement import door, ledger, timekeeper
from gongshu_enforcement.errors import ActionRefused
from gongshu_enforcement.models import User

case_action = functools.partial(door.action, subject=Case, rules=at_the_door)
submission_action = functools.partial(door.action, subject=Submission, rules=at_the_door)


def save_new(row: models.Model) -> models.Model:
    """Validate and save a new row; a bad field becomes a refusal beside that field."""
    try:
        exclude = _unchecked(row)
        row.clean_fields(exclude=[*exclude, *_at_hand(row)])
        row.clean()
        row.validate_unique(exclude=exclude)
        row.validate_constraints(exclude=exclude)
    except ValidationError as error:
        field, messages = next(iter(error.message_dict.items()))
        raise ActionRefused.because("FIELD", messages[0], field="" if field == "__all__" else field) from error
    row.save(force_insert=True)
    return row


def _unchecked(row: models.Model) -> list[str]:
    """Columns that are not typed by anybody: protected states, and what only a later act fills in."""
    columns = row._meta.fields
    return [
        column.name
        for column in columns
        if getattr(column, "protected", False) or (column.null and getattr(row, column.attname) is None)
    ]


def _at_hand(row: models.Model) -> list[str]:
    """Foreign keys whose row is here already: that it exists need not be asked of the database again."""
    return [field.name for field in row._meta.fields if field.is_relation and field.is_cached(row)]


def note(case: Case, **values: Any) -> None:
    """Add what the verb did to the act's ledger entry."""
    case.__dict__.setdefault("ledger_notes", {}).update(values)


def withdraw_paper(document: Document) -> None:
    """Void a document that was issued and will never be served; its number stays taken (作废)."""
    document.status = Document.Status.VOID
    document.save(update_fields=["status"])


def officer_of(user: User) -> Officer:
    """The register entry of a user."""
    return Officer.objects.get(user=user)


def add_handlers(case: Case, officers: list[Officer], reason: str = "") -> None:
    """Put officers on the case; the first one leads."""
    case.forget_handlers()
    for position, officer in enumerate(officers):
        Handler.objects.create(
            case=case, officer=officer, is_lead=position == 0, since=timekeeper.today(), reason=reason[:200]
        )


def snapshot(case: Case, content: dict[str, Any]) -> dict[str, Any]:
    """Everything that is approved with a submission: the case as it stands, and the content itself."""
    return ledger.canonical(
        {
            "party": model_to_dict(case.party),
            "case": {
                "facts": case.facts,
                "source": case.source,
                "found_on": case.found_on,
                "handling_unit": case.handling_unit,
            },
            "handlers": [handler.officer_id for handler in case.current_handlers()],
            "violations": [model_to_dict(row) for row in case.violations.order_by("pk")],
            "inspections": list(case.inspections.values_list("pk", flat=True)),
            "interviews": list(case.interviews.values_list("pk", flat=True)),
            "evidence": list(case.evidence.filter(withdrawn_at=None).order_by("pk").values_list("pk", "sha256")),
            "documents": list(case.documents.filter(status="issued").order_by("pk").values_list("pk", "data_hash")),
            "content": content,
        }
    )


def draft_of(case: Case, kind: str, stage: str) -> Submission | None:
    """The round now being written for a stage, if there is one."""
    return case.submissions.filter(kind=kind, stage=stage, status=Submission.Status.DRAFT).first()


def new_round(case: Case, kind: str, stage: str, content: dict[str, Any] | None = None) -> Submission:
    """A new draft round, carrying over what was written before."""
    rounds = case.submissions.filter(kind=kind, stage=stage).count()
    return Submission.objects.create(case=case, kind=kind, stage=stage, round=rounds + 1, content=content or {})
