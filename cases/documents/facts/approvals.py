"""Approval forms: the opinion boxes, and the forms that are little more than boxes."""

from __future__ import annotations

from typing import Any

from django.utils import timezone

from cases import clock
from cases.models.review import signature

from .common import day, handlers, local_day, of_case, person, text
from .registry import builds

DESKS = {
    "emergency": {"enforcement": "执法队", "legal": "法规科", "chief": "主要负责人"},
    "fire": {"enforcement": "执法岗", "legal": "法制岗", "chief": "主要负责人"},
}
LEVELS = (("initial", "审核意见\n（初审）"), ("recheck", "审核意见\n（复核）"), ("final", "审批意见\n（终审）"))


def boxes(case: Any, submission: Any, opinion: str = "") -> list[dict[str, Any]]:
    """The boxes of a submission: its officers, then each level that spoke (处罚法 57).

    A level the submission doesn't pass (a case of the organ's own has no initial review) has no box.
    """
    result = [{"label": "承办人意见", "entries": [_officers_entry(submission, opinion)]}]
    decisions = list(
        submission.decisions.select_related("reviewer__officer", "on_behalf_of")
        .prefetch_related("reviewer__officer__certificates")
        .order_by("pk")
    )
    for level, label in LEVELS:
        entries = [_entry(case, row) for row in decisions if row.level == level and row.verdict == "approve"]
        if entries:
            result.append({"label": label, "entries": entries})
    return result


def _officers_entry(submission: Any, opinion: str) -> dict[str, Any]:
    when = submission.confirmed_at or submission.submitted_at
    users = [user for user in (submission.submitted_by, submission.confirmed_by) if user]
    return {
        "desk": "",
        "opinion": opinion or text(submission.content.get("opinion")),
        "signers": [_signer(user, when) for user in users],
        "date": local_day(when),
    }


def _entry(case: Any, decision: Any) -> dict[str, Any]:
    return {
        "desk": DESKS[case.organ.code].get(decision.desk, ""),
        "opinion": decision.opinion,
        "signers": [_reviewer(decision)],
        "date": local_day(decision.decided_at),
    }


def _reviewer(decision: Any) -> dict[str, str]:
    """Who spoke; a deputy with the absent person's name: 张三（代李四）."""
    signer = _signer(decision.reviewer, decision.decided_at)
    return {**signer, "name": signature(signer["name"], decision.on_behalf_of), "certificate": ""}


def _signer(user: Any, when: Any) -> dict[str, str]:
    officer = getattr(user, "officer", None)
    if officer is None:
        return {"name": text(user.name) or user.get_username(), "certificate": "", "position": ""}
    return person(officer, timezone.localtime(when).date())


def _approval(case: Any, submission: Any, opinion: str = "") -> dict[str, Any]:
    return {**of_case(case), "approvals": boxes(case, submission, opinion)}


@builds("LA")
def filing(case: Any, *, submission: Any) -> dict[str, Any]:
    """Filing approval (立案审批表); also says 不予立案 where that was approved."""
    content = submission.content
    opinion = text(content.get("opinion"))
    if content.get("proposal") == "not_file":
        opinion = f"建议不予立案。{text(content.get('reason'))}{opinion}"
    return {**_approval(case, submission, opinion), "summary": case.facts}


@builds("ZZSP")
def termination(case: Any, *, submission: Any) -> dict[str, Any]:
    """Termination approval (案件终止审批表)."""
    return {**_approval(case, submission), "reason": text(submission.content.get("opinion"))}


@builds("AJYQ")
def extension(case: Any, *, submission: Any) -> dict[str, Any]:
    """Extension approval (案件延期审批表): the limit before, and the one asked for."""
    return {
        **_approval(case, submission),
        "due": day(clock.decision_deadline(case)),
        "new_due": text(submission.content.get("extended_to")),
        "reason": text(submission.content.get("opinion")),
    }


@builds("YSSP")
def transfer_approval(case: Any, *, submission: Any, transfer: Any) -> dict[str, Any]:
    """Transfer approval (案件移送审批表)."""
    approval = _approval(case, submission)
    return {
        **approval,
        "receiver": transfer.receiver,
        "summary": case.facts,
        "reason": transfer.reason,
        "officers": handlers(case, transfer.transferred_on),
    }


@builds("YSS")
def transfer_letter(case: Any, *, transfer: Any, submission: Any = None) -> dict[str, Any]:
    """Transfer letter (案件移送书) to the police or another agency."""
    data = of_case(case, transfer.transferred_on)
    del data["party"]
    enclosed = case.documents.filter(status="issued").exclude(code="YSSP").order_by("pk")
    return {
        **data,
        "receiver": transfer.receiver,
        "to_police": transfer.to_police,
        "findings": case.facts,
        "basis": POLICE_BASIS if transfer.to_police else AGENCY_BASIS,
        "documents": str(len(enclosed)),
        "pages": "",
        "attachments": [f"{one.title}{f'（文号：{one.number}）' if one.number else ''}" for one in enclosed],
    }


POLICE_BASIS = "《中华人民共和国行政处罚法》第二十七条和《行政执法机关移送涉嫌犯罪案件的规定》第五条、第六条"
AGENCY_BASIS = "有关法律、法规关于职责权限"
