"""The hearing (听证), the legal review (法制审核) and the collective discussion (集体讨论) on paper."""

from __future__ import annotations

from typing import Any

from cases.models import LegalReview, LegalReviewPoint
from gongshu_enforcement import timekeeper

from .charges import FURTHER, sentence
from .common import day, handlers, moment, of_case, people, person, text
from .registry import builds

CLOSED = {"state_secret": "涉及国家秘密", "trade_secret": "涉及商业秘密", "privacy": "涉及个人隐私"}
POINTS = {
    "power": "执法主体",
    "facts": "违法事实",
    "evidence": "证据",
    "law": "法律适用",
    "procedure": "程序",
    "discretion": "裁量",
    "documents": "文书",
    "transfer": "涉嫌犯罪移送",
}
VERDICTS = {"agree": "同意", "amend": "修改后同意", "return": "退回"}
CONCLUSIONS = {
    "penalty": "给予行政处罚",
    "no_penalty": "不予行政处罚",
    "not_established": "违法事实不能成立，不予行政处罚",
    "transfer": "移送有关机关处理",
    "investigate": "补充调查后再行讨论",
}
GROUNDS = {
    "amount": "拟罚款数额达到集体讨论标准",
    "heavy": "拟给予停产停业、吊销许可证件等较重的行政处罚",
    "hearing": "案件经过听证程序",
    "discussion": "情节复杂或者重大违法行为",
    "statutes": "违法行为涉及两部以上法律规范",
    "complex": "情节复杂或者重大违法行为",
    "legal_relations": "案件情况疑难复杂、涉及多个法律关系",
    "public_interest": "涉及重大公共利益",
    "other": "法律、法规规定应当进行法制审核的其他情形",
}


def _panel(case: Any, session: Any, on: Any) -> dict[str, Any]:
    members = people(session.members.order_by("pk"), on)
    return {
        **of_case(case, on),
        "chair": person(session.chair, on),
        "members": members,
        "recorder": person(session.recorder, on),
    }


@builds("TZTZ")
def notice_of_hearing(case: Any, *, session: Any) -> dict[str, Any]:
    """Notice of the hearing (行政处罚听证会通知书, 处罚法 64(2)–(5))."""
    return {
        **_panel(case, session, session.announced_on),
        "starts_at": moment(session.starts_at),
        "place": session.place,
        "is_public": session.is_public,
        "closed_reason": CLOSED.get(session.closed_reason, ""),
        "others": session.others_notified,
    }


@builds("TZBL")
def hearing_record(case: Any, *, hearing: Any, session: Any) -> dict[str, Any]:
    """Record of the hearing (听证笔录, 处罚法 64(8)), or of the party's absence (64(6))."""
    on = hearing.held_on or hearing.absent_on
    present = list(hearing.investigators.order_by("pk"))
    return {
        **_panel(case, session, on),
        "place": session.place,
        "start": moment(hearing.started_at or session.starts_at),
        "end": moment(hearing.ended_at),
        "is_public": session.is_public,
        "investigators": people(present, on) if present else handlers(case, on),
        "attended_by": hearing.attended_by,
        "agents": [
            {"name": row.name, "unit": row.unit, "authority": row.authority} for row in hearing.agents.order_by("pk")
        ],
        "others": session.others_notified,
        "absence": hearing.absence,
        "case_put": hearing.case_put,
        "party_said": hearing.party_said,
        "record": hearing.record,
        "refusal": hearing.refusal,
    }


@builds("TZBG")
def hearing_report(case: Any, *, hearing: Any, session: Any) -> dict[str, Any]:
    """The chair's report (听证会报告书, 处罚法 65); the head's box is filled in by hand."""
    on = hearing.reported_on or timekeeper.today()
    entry = {
        "desk": "",
        "opinion": sentence(hearing.opinion),
        "signers": [{**person(session.chair, on), "certificate": ""}],
        "date": day(on),
    }
    return {
        **_panel(case, session, on),
        "held_on": day(hearing.held_on),
        "place": session.place,
        "summary": hearing.summary,
        "opinion": hearing.opinion,
        "approvals": [
            {"label": "主持人意见", "entries": [entry]},
            {"label": "负责人\n审核意见", "entries": []},
        ],
    }


@builds("FZSH")
def legal_review(case: Any, *, review: Any) -> dict[str, Any]:
    """Legal review opinion (行政处罚法制审核意见书, 处罚法 58)."""
    from cases import deliberation

    grounds = deliberation.review_grounds(case, review.notice)
    qualified = review.reviewer.legal_qualification_on(review.reviewed_on)
    sent_by = case.street.name if case.handling_unit == "street" else case.organ.name
    points = {row.point: row for row in review.points.all()}
    return {
        **of_case(case, review.reviewed_on),
        "sent_by": sent_by,
        "received_on": day(review.received_on),
        "ground": "；".join(dict.fromkeys(GROUNDS[ground] for ground in grounds)),
        "checks": [
            {"item": POINTS[value], "passed": points[value].fits, "remark": points[value].remark}
            for value in LegalReviewPoint.Point.values
            if value in points
        ],
        "choices": [
            {"label": VERDICTS[value], "chosen": value == review.verdict} for value in LegalReview.Verdict.values
        ],
        "opinion": review.opinion,
        "reviewers": [
            {
                "name": review.reviewer.name,
                "certificate": qualified.number if qualified else "",
                "position": review.reviewer.position,
            }
        ],
    }


@builds("JTTL")
def discussion_record(case: Any, *, discussion: Any) -> dict[str, Any]:
    """Record of the collective discussion (行政处罚集体讨论记录, 处罚法 57(2))."""
    on = discussion.held_on
    spoken = discussion.opinions.select_related("officer").order_by("pk")
    return {
        **of_case(case, on),
        "start": moment(discussion.started_at),
        "end": moment(discussion.ended_at),
        "place": discussion.place,
        "presiding": person(discussion.presiding, on),
        "reporter": person(discussion.reporter, on),
        "recorder": person(discussion.recorder, on),
        "summary": discussion.summary,
        "opinions": [
            {
                "name": row.officer.name,
                "position": text(row.officer.position),
                "opinion": sentence(row.opinion),
                "agrees": row.agrees,
            }
            for row in spoken
        ],
        "outcome": CONCLUSIONS[discussion.outcome],
        "penalties": [_concluded(row) for row in discussion.penalties.select_related("violation__item").order_by("pk")],
        "conclusion": discussion.conclusion,
    }


def _concluded(row: Any) -> str:
    from cases.documents.format import full_amount

    kinds = [
        *(["警告"] if row.with_warning else []),
        *([f"罚款人民币{full_amount(row.fine)}"] if row.fine else []),
        *([FURTHER[row.further_penalty]] if row.further_penalty else []),
    ]
    return f"{row.violation.item.title}：{'，并'.join(kinds) or '不予处罚'}"
