"""What would be issued: the form a submission leads to, drawn from what was submitted, marked as a draft."""

from __future__ import annotations

from datetime import date
from decimal import Decimal
from types import SimpleNamespace
from typing import Any

from cases.actions._approval import decision_code
from cases.documents import catalogue, facts, render
from cases.documents.facts import charges
from cases.models import Case, Submission, Violation
from cases.stages import Outcome, Stage
from gongshu_enforcement import timekeeper

Kind = Submission.Kind

OF_A_STAGE: dict[str, tuple[str, ...]] = {
    Stage.FILING: ("LA",),
    Stage.INTERVIEW: ("ZJQD",),
    Stage.DETERMINATION: ("DCBG",),
    Stage.DISCRETION: (),
    Stage.NOTICE: ("AJCP", "DECISION"),
    Stage.CLOSURE: ("JASP",),
}
OF_A_KIND: dict[str, tuple[str, ...]] = {
    Kind.EXTENSION: ("AJYQ",),
    Kind.TERMINATION: ("ZZSP",),
    Kind.TRANSFER: ("YSSP",),
    Kind.PRESERVATION: ("PRESERVATION",),
    Kind.DEFERRAL: ("YQSP",),
    Kind.MEASURE: ("QZSP",),
    Kind.SUPPLY: ("QZSP",),
}
WITHOUT_SUBMISSION = frozenset({"ZJQD"})
STATES_FINES = frozenset({"AJCP", "CFDW", "CFGR"})


def codes_of(submission: Submission) -> list[str]:
    """Codes of the documents that approval of the submission issues."""
    codes = OF_A_STAGE[submission.stage] if submission.kind == Kind.STAGE else OF_A_KIND[submission.kind]
    return [_CHOSEN[code](submission) if code in _CHOSEN else code for code in codes]


def label_of(code: str) -> str:
    """The document's name in the reader's language."""
    return catalogue.DOCUMENT_TYPES[code].label


def draft_html(submission: Submission, code: str) -> str:
    """The document as a complete page, watermarked as a draft. Nothing is written.

    Raises KeyError for a code the submission doesn't lead to; whatever the builder raises where facts are missing.
    """
    if code not in codes_of(submission):
        raise KeyError(code)
    return render.render_html(code, _data(submission, code), draft=True, for_screen=True)


def _decision(submission: Submission) -> str:
    planned = SimpleNamespace(outcome=submission.content.get("outcome"), party=submission.case.party)
    return decision_code(planned)


def _preservation(submission: Submission) -> str:
    return "XBSP" if submission.content.get("act") == "preserve" else "XBCS"


_CHOSEN = {"DECISION": _decision, "PRESERVATION": _preservation}


def _data(submission: Submission, code: str) -> dict[str, Any]:
    case, extra = submission.case, {} if code in WITHOUT_SUBMISSION else {"submission": submission}
    if code == "YSSP":
        extra["transfer"] = _transfer(submission)
    if code == "XBCS":
        kept = case.preservations.select_related("notice", "approval")
        extra["kept"] = kept.get(pk=submission.content["preservation"])
    if submission.kind == Kind.STAGE and submission.stage == Stage.NOTICE:
        _suppose_decided(case, submission)
    data = facts.build(code, case, **extra)
    if code == "DCBG":
        _suppose_found(case, submission, data["violations"])
    if code in STATES_FINES and case.outcome == Outcome.PENALTY:
        data |= charges.penalties(_fines(case, submission))
    return data


def _suppose_decided(case: Case, submission: Submission) -> None:
    """Let this reading of the case, which nobody saves, say what it would say once approved."""
    if case.decided_on is None:
        case.outcome = submission.content.get("outcome", case.outcome)
        case.decided_on = timekeeper.today()


def _suppose_found(case: Case, submission: Submission, printed: list[dict[str, Any]]) -> None:
    given = {int(row["id"]): row for row in submission.content.get("violations", ())}
    for row, line in zip(case.violations.order_by("pk"), printed, strict=True):
        finding = given.get(row.pk, {})
        line["facts"] = finding.get("found_facts") or line["facts"]
        line["established"] = finding.get("finding") != Violation.Finding.NOT_ESTABLISHED


def _fines(case: Case, submission: Submission) -> list[charges.Charge]:
    given = {int(row["id"]): row for row in submission.content.get("violations", ())}
    return [_charge(row, given[row.pk]) for row in case.violations.select_related("item") if row.pk in given]


def _charge(row: Violation, given: dict[str, Any]) -> charges.Charge:
    row.further_penalty = given.get("further_penalty") or ""
    fine = Decimal(str(given.get("fine") or 0))
    return row.item.title, fine, bool(given.get("with_warning")), charges.further_penalty(row)


def _transfer(submission: Submission) -> SimpleNamespace:
    content = submission.content
    on: date = submission.submitted_at.astimezone(timekeeper.SHANGHAI).date()
    return SimpleNamespace(
        receiver=content.get("receiver", ""),
        to_police=bool(content.get("to_police")),
        reason=content.get("opinion", ""),
        transferred_on=on,
    )
