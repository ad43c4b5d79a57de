"""Reopening (重新调查处理): where a remedy took the decision away, the matter is dealt with anew in a case of its own."""

from __future__ import annotations

from datetime import date

from django.forms.models import model_to_dict
from django.utils.translation import gettext_lazy as _

from cases import access, numbering
from cases.models import (
    Case,
    Evidence,
    EvidenceKind,
    HandlingUnit,
    Party,
    Recheck,
    RectificationItem,
    RectificationOrder,
    Remedy,
    Source,
    Violation,
)
from cases.stages import Stage
from delegation.models import Agreement, Officer
from delegation.selectors import agreement_for
from gongshu_enforcement import timekeeper
from gongshu_enforcement.models import User

from ._case import add_handlers, case_action, note, save_new


def fallen(case: Case, user: User) -> bool:
    """Whether a remedy took the decision away and nobody has dealt with the matter anew."""
    return any(row.leaves_nothing for row in case.remedies.all()) and not hasattr(case, "reopened_as")


@case_action(
    permission=access.ORGAN_DIRECTOR,
    label=_("Reopen: deal with it anew"),
    stages=[Stage.CLOSURE, Stage.CLOSED],
    form="cases.forms.reopening.ReopenForm",
    dated=True,
    opens=True,
    group="remedies",
    available=fallen,
)
def reopen(
    case: Case, *, acting_user: User, happened_on: date, remedy: Remedy, officers: list[Officer], reason: str
) -> Case:
    """Open a new round: its own clock and numbers, its own (supplementary) dossier; the sealed one stays as it is.

    It begins at filing. Party, violations, orders to correct and evidence come with it; findings, proposals and
    notices don't (行政复议法 64(1), 行政诉讼法 70). Raises ActionRefused where no remedy took the decision away.
    """
    today = timekeeper.today()
    anew = save_new(
        Case(
            reference=numbering.next_reference(today.year),
            organ=case.organ,
            street=case.street,
            agreement=_agreement_of(case, today),
            handling_unit=case.handling_unit,
            opened_by_unit=case.opened_by_unit,
            party=_party_of(case),
            source=Source.REOPENED,
            found_on=case.found_on,
            act_ended_on=case.act_ended_on,
            place=case.place,
            facts=case.facts,
            opened_on=today,
            opened_by=acting_user,
            reopens=case,
            origin=timekeeper.origin(),
        )
    )
    for row in case.violations.all():
        save_new(Violation(case=anew, item=row.item, facts=row.facts, is_overdue=row.is_overdue))
    add_handlers(anew, officers, reason=reason)
    _carry_orders(case, anew)
    _carry_evidence(case, anew, acting_user)
    note(anew, reopens=case.reference)
    return anew


def _agreement_of(case: Case, today: date) -> Agreement | None:
    """The street's agreement of today; where it has none any more, the old one: filing is refused then, not hand-over."""
    if case.handling_unit != HandlingUnit.STREET:
        return None
    return agreement_for(case.street, case.organ, today) or case.agreement


def _party_of(case: Case) -> Party:
    """The party as recorded before: the same facts, in a row that may be corrected for the new round."""
    return save_new(Party(**model_to_dict(case.party, exclude=["id"])))


def _carry_orders(case: Case, anew: Case) -> None:
    """Orders to correct stand by themselves (处罚法 28(1)); their papers stay in the first dossier."""
    for order in case.rectifications.all():
        copy = RectificationOrder.objects.create(case=anew, ordered_on=order.ordered_on, document=order.document)
        copy.officers.set(order.officers.all())
        for item in order.items.all():
            RectificationItem.objects.create(order=copy, problem=item.problem, due_on=item.due_on)
        for check in order.rechecks.all():
            again = Recheck.objects.create(
                order=copy,
                rechecked_on=check.rechecked_on,
                passed=check.passed,
                findings=check.findings,
                document=check.document,
            )
            again.officers.set(check.officers.all())


def _carry_evidence(case: Case, anew: Case, acting_user: User) -> None:
    """Evidence that stands, and the records of interviews as they were printed; files and hashes are the same."""
    for piece in case.evidence.filter(withdrawn_at=None):
        values = model_to_dict(piece, exclude=["id", "case", "file", "added_by", "added_at"])
        Evidence.objects.create(
            **values,
            case=anew,
            file=piece.file.name,
            added_by=acting_user,
            added_at=timekeeper.now(),
            carried_from=case,
        )
    for paper in case.documents.filter(code="XWBL", status="issued").exclude(pdf=""):
        Evidence.objects.create(
            case=anew,
            kind=EvidenceKind.PARTY_STATEMENT,
            title=f"原案询问笔录（{paper.issued_on.isoformat()}）",
            proves="原案调查中被询问人的陈述",
            obtained_from=f"{case.number or case.reference}案卷",
            made_on=paper.issued_on,
            file=paper.pdf.name,
            original_name=f"{paper.title}.pdf",
            content_type="application/pdf",
            size=paper.pdf.size,
            sha256=paper.pdf_sha256,
            added_by=acting_user,
            added_at=timekeeper.now(),
            carried_from=case,
        )
