"""Summons, interview record, list of evidence."""

from __future__ import annotations

import re
from typing import Any

from gongshu_enforcement import timekeeper

from .common import case_facts, day, gender, handlers, moment, people, person, sheet, text
from .registry import builds

EVIDENCE_KINDS = {
    "documentary": "书证",
    "physical": "物证",
    "audiovisual": "视听资料",
    "electronic": "电子数据",
    "witness": "证人证言",
    "party_statement": "当事人的陈述",
    "expert": "鉴定意见",
    "record": "勘验笔录、现场笔录",
}
MADE_KINDS = frozenset({"audiovisual", "electronic"})
_TICKS = (
    ("identity", re.compile("身份证(?!明)")),
    ("licence", re.compile("营业执照")),
    ("authority", re.compile("身份证明|委托书")),
)


@builds("XWTZ")
def summons(case: Any, *, summons: dict[str, Any]) -> dict[str, Any]:
    """Summons to an interview (询问通知书); `summons`: name, at (moment), place, bring (text), matter."""
    nobody = dict.fromkeys(("gender", "age", "id_number", "work_unit", "position", "address", "phone"), "")
    return {
        **sheet(case),
        "person": {"name": summons["name"], **nobody},
        "matter": summons["matter"],
        "appear_at": moment(summons["at"]),
        "place": summons["place"],
        "bring": _bring(summons["bring"]),
    }


def _bring(wanted: str) -> dict[str, Any]:
    """Ticks for the printed materials; whatever else was asked for goes to 其他."""
    parts = [part.strip() for part in re.split(r"[、，,；;\n]", wanted) if part.strip()]
    ticks = {name: any(pattern.search(part) for part in parts) for name, pattern in _TICKS}
    other = [part for part in parts if not any(pattern.search(part) for _, pattern in _TICKS)]
    return {**ticks, "other": "、".join(other)}


@builds("XWBL")
def record(case: Any, *, interview: Any) -> dict[str, Any]:
    """Interview record (询问笔录): the first officer asks, the second writes (处罚法 42, 55)."""
    on = interview.happened_on
    return {
        **sheet(case, on),
        "sequence": interview.sequence,
        "start": moment(interview.started_at),
        "end": moment(interview.ended_at),
        "place": interview.place,
        "person": {
            "name": interview.name,
            "gender": gender(interview.gender),
            "age": text(interview.age),
            "id_number": interview.id_number,
            "work_unit": interview.employer,
            "position": interview.position,
            "address": interview.address,
            "phone": interview.phone,
        },
        "interviewer": person(interview.interviewer, on),
        "recorder": person(interview.recorder, on),
        "officers": people((interview.interviewer, interview.recorder), on),
        "shown": interview.certificates_shown,
        "rights_told": interview.rights_told,
        "present": interview.others_present,
        "matter": case.title.removesuffix("案"),
        "questions": [{"question": row.question, "answer": row.answer} for row in interview.answers.all()],
        "refusal": "",
    }


@builds("ZJQD")
def evidence_list(case: Any) -> dict[str, Any]:
    """List of evidence (证据清单): every piece not withdrawn, with its hash."""
    data = sheet(case)
    pieces = case.evidence.filter(withdrawn_at=None).order_by("pk")
    return {
        **data,
        "case": case_facts(case),
        "rows": [_evidence_row(piece) for piece in pieces],
        "officers": handlers(case, timekeeper.today()),
    }


def _evidence_row(piece: Any) -> dict[str, Any]:
    made = ""
    if piece.kind in MADE_KINDS and (piece.place or piece.made_by):
        made = f"制作地点：{piece.place or '/'}，制作人：{piece.made_by or '/'}"
    return {
        "name": piece.title,
        "kind": EVIDENCE_KINDS[piece.kind],
        "source": piece.obtained_from,
        "taken_on": day(piece.made_on),
        "taken_by": piece.made_by,
        "proves": piece.proves,
        "pages": "",
        "file_hash": f"SM3：{piece.sm3}" if piece.sm3 else "",
        "is_copy": piece.is_copy,
        "made": made,
    }
