"""Issued documents that are wrong: void while nothing rests on them, corrected by a new document otherwise (文书更正)."""

from __future__ import annotations

from collections.abc import Mapping, Sequence

from django.utils.translation import gettext_lazy as _

from cases import access
from cases.documents import correcting, standing
from cases.documents.format import chinese_date
from cases.documents.issue import reissue
from cases.models import Case, Correction, Document
from gongshu_enforcement import timekeeper
from gongshu_enforcement.models import User

from ._case import case_action, note, save_new, withdraw_paper


def _has_papers(case: Case, user: User) -> bool:
    return not case.is_sealed and any(row.status == Document.Status.ISSUED for row in case.documents.all())


@case_action(
    permission=access.HANDLER,
    label=_("Ask to correct a document"),
    form="cases.forms.corrections.AskCorrectionForm",
    group="documents",
    available=_has_papers,
)
def ask_correction(
    case: Case, *, acting_user: User, document: Document, changes: Sequence[Mapping[str, str]], reason: str
) -> Correction:
    """Ask the legal section to put a clerical error right; money, days, provisions and numbers are no clerical errors."""
    return save_new(
        Correction(
            case=case,
            document=document,
            changes=[dict(change) for change in changes],
            reason=reason,
            asked_on=timekeeper.today(),
            asked_by=acting_user,
        )
    )


@case_action(
    permission=access.LEGAL_DESK,
    label=_("Decide on a correction"),
    form="cases.forms.corrections.DecideCorrectionForm",
    group="documents",
    available=lambda case, user: case.paper_corrections.filter(granted=None).exists(),
)
def decide_correction(
    case: Case, *, acting_user: User, correction: Correction, granted: bool, opinion: str = ""
) -> Correction:
    """Grant a correction, which issues the new document, or refuse it.

    Where the old paper has reached the party or was signed, it stands with its day of service and the new one is served
    beside it; otherwise it becomes void (作废) and the new one takes its place everywhere.
    """
    correction.granted, correction.opinion = granted, opinion
    correction.decided_on, correction.decided_by = timekeeper.today(), acting_user
    if granted:
        correction.result = _issue_corrected(case, correction.document, correction.changes, acting_user)
        note(case, corrects=correction.document.number or correction.document.title)
    correction.save()
    return correction


@case_action(
    permission=access.HANDLER,
    label=_("Void a document"),
    form="cases.forms.corrections.VoidForm",
    group="documents",
    danger=True,
    available=_has_papers,
)
def void_document(case: Case, *, acting_user: User, document: Document, reason: str) -> Document:
    """Declare a paper void (作废) that never left the house and on which nothing rests; its number stays taken."""
    withdraw_paper(document)
    note(case, void=document.number or document.title, reason=reason)
    return document


def _issue_corrected(case: Case, old: Document, changes: Sequence[Mapping[str, str]], acting_user: User) -> Document:
    stands = standing.stands(old)
    said = correcting.sentence(old.number, chinese_date(old.issued_on.isoformat()), changes, stands=stands)
    if not stands:
        withdraw_paper(old)
    new = reissue(case, old, correcting.corrected(old.data, changes), said, acting_user=acting_user)
    if not stands:
        standing.take_place(old, new)
    return new
