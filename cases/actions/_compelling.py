"""What an approved submission on a compulsory measure does: it begins, is extended, ends (强制法 18, 24–28; 安全法 70)."""

from __future__ import annotations

from datetime import date, datetime

from cases.documents.issue import issue
from cases.models import Seizure, Submission, SupplyStop
from gongshu_enforcement import timekeeper
from gongshu_enforcement.models import User

from ._case import note, save_new


def seize(submission: Submission, user: User) -> None:
    """Begin, extend or end a sealing or seizure."""
    {"begin": _begin, "extend": _extend, "dispose": _dispose}[submission.content["act"]](submission, user)


def _begin(submission: Submission, user: User) -> None:
    case, content = submission.case, submission.content
    row = save_new(
        Seizure(
            case=case,
            approval=submission,
            begun_on=timekeeper.today(),
            until=date.fromisoformat(content["ends_on"]),
            way=content["manner"],
            **{name: content[name] for name in ("reason", "basis", "place", "items")},
        )
    )
    issue(case, "QZSP", acting_user=user, submission=submission)
    row.decision = issue(case, "CFKY", acting_user=user, seizure=row)
    row.save(update_fields=["decision"])
    issue(case, "CKQD", acting_user=user, seizure=row)
    note(case, seizure=row.pk)


def _extend(submission: Submission, user: User) -> None:
    case, content = submission.case, submission.content
    row = case.seizures.select_related("decision").get(pk=content["seizure"], ended_on=None)
    row.until, row.extended_on = date.fromisoformat(content["extended_to"]), timekeeper.today()
    row.save(update_fields=["until", "extended_on"])
    issue(case, "QZSP", acting_user=user, submission=submission)
    issue(case, "CKYQ", acting_user=user, seizure=row, reason=content["reason"])
    note(case, seizure=row.pk)


def _dispose(submission: Submission, user: User) -> None:
    case, content = submission.case, submission.content
    row = case.seizures.select_related("decision").get(pk=content["seizure"], ended_on=None)
    row.ended_on, row.outcome = timekeeper.today(), content["outcome"]
    row.disposal_text = content["disposal_text"]
    row.save(update_fields=["ended_on", "outcome", "disposal_text"])
    issue(case, "QZSP", acting_user=user, submission=submission)
    issue(case, "CKCL", acting_user=user, seizure=row, basis=content["basis"])
    note(case, seizure=row.pk)


def stop_supply(submission: Submission, user: User) -> None:
    """The chief agreed: the party is told first, then the supplier (TGJD, TGTZ)."""
    case, content = submission.case, submission.content
    row = save_new(
        SupplyStop(
            case=case,
            approval=submission,
            order=case.on_site_measures.get(pk=content["order"]),
            stop_at=datetime.fromisoformat(content["stop_at"]),
            **{name: content[name] for name in ("what", "supplier", "hazard")},
        )
    )
    issue(case, "QZSP", acting_user=user, submission=submission)
    issue(case, "TGJD", acting_user=user, stop=row)
    row.notice = issue(case, "TGTZ", acting_user=user, stop=row)
    row.save(update_fields=["notice"])
    note(case, stop=row.pk)
