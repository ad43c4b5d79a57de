"""Facts that many documents share: organ, party, case, officers, days and moments as text."""

from __future__ import annotations

from collections.abc import Iterable
from datetime import date, datetime
from decimal import Decimal
from typing import Any

from gongshu_enforcement import timekeeper

# What differs between the two organs on paper, beyond the values the bureau maintains itself.
WORDING = {
    "emergency": {
        "family": "安全生产行政执法文书",
        "order_basis": "《中华人民共和国安全生产法》第六十五条第一款第二项",
        "matter": "安全生产违法行为",
    },
    "fire": {
        "family": "消防行政执法文书",
        "order_basis": "《中华人民共和国消防法》第五十四条",
        "matter": "消防安全违法行为",
    },
}
ORGAN_FIELDS = {
    "name": "机关名称",
    "letterhead": "发文机关标志",
    "seal_text": "印章文字",
    "number_prefix": "文号前缀",
    "address": "机关地址",
    "phone": "联系电话",
    "postcode": "邮政编码",
    "contact": "联系人",
    "review_body": "复议机关",
    "court": "受诉法院",
    "bank_name": "代收银行",
    "bank_account": "收款账号",
}
SOURCES = {
    "inspection": "现场检查",
    "report": "投诉举报",
    "grid": "网格员报告线索",
    "assigned": "上级机关交办",
    "transferred_in": "其他机关移送",
    "cross": "跨街道联合检查",
    "reopened": "原行政处罚决定被撤销，重新调查处理",
    "other": "其他",
}
GENDERS = {"male": "男", "female": "女", "m": "男", "f": "女"}


def organ(of: Any) -> dict[str, Any]:
    """The organ as it signs (schema.Organ)."""
    kept = ("code", "name", "letterhead", "seal_text", "address", "phone", "postcode", "contact")
    asked = ("review_body", "court", "bank_name", "bank_account")
    return {
        **{name: text(getattr(of, name)) for name in (*kept, *asked)},
        "family": WORDING[of.code]["family"],
        "order_basis": WORDING[of.code]["order_basis"],
        "to_confirm": [ORGAN_FIELDS[name] for name in of.to_confirm if name in ORGAN_FIELDS],
    }


def sheet(case: Any, on: date | None = None) -> dict[str, Any]:
    """What every document carries; `on` is the day it bears, today unless the act was on another."""
    return {"organ": organ(case.organ), "demo": is_demo(case), "issued_on": day(on or timekeeper.today())}


def of_case(case: Any, on: date | None = None) -> dict[str, Any]:
    """`sheet` with case and party."""
    return {**sheet(case, on), "case": case_facts(case), "party": party(case.party, on)}


def is_demo(case: Any) -> bool:
    """Whether anything about the case is invented: its papers then say 演示."""
    return case.origin == "demo" or any(row.officer.demo for row in case.handlers.select_related("officer"))


def case_facts(case: Any) -> dict[str, str]:
    """The case as its papers name it (schema.CaseFacts)."""
    return {
        "reference": case.reference,
        "name": case.title,
        "cause": case.cause,
        "source": SOURCES.get(case.source, text(case.source)),
        "found_on": day(case.found_on),
        "filed_on": day(case.filed_on),
    }


def party(of: Any, on: date | None = None) -> dict[str, str]:
    """The party as recorded for this case (schema.Party); `on`: the day its age is told for."""
    return {
        "kind": of.kind,
        "name": of.name,
        "credit_code": of.credit_code,
        "representative": of.representative,
        "representative_position": of.representative_title,
        "address": of.address,
        "postcode": of.postcode,
        "phone": of.phone,
        "gender": gender(of.gender),
        "age": age(of.born_on, on or timekeeper.today()),
        "id_number": of.id_number,
        "work_unit": of.employer,
        "position": of.employer_position,
        "work_address": of.employer_address,
    }


def person(officer: Any, on: date) -> dict[str, str]:
    """An officer with the certificate valid on the day of the act; a certificate of another day is never printed."""
    certificate = officer.certificate_on(on)
    return {
        "name": officer.name,
        "certificate": certificate.number if certificate else "",
        "position": officer.position,
    }


def people(officers: Iterable[Any], on: date) -> list[dict[str, str]]:
    """Several officers, in the order given."""
    return [person(officer, on) for officer in officers]


def handlers(case: Any, on: date) -> list[dict[str, str]]:
    """The officers handling the case (承办人), the lead first."""
    rows = sorted(case.current_handlers(), key=lambda row: (not row.is_lead, row.pk))
    return people((row.officer for row in rows), on)


def you(of: Any) -> str:
    """How a letter addresses the party."""
    return "你单位" if of.kind == "unit" else "你"


def documents(case: Any, *codes: str) -> list[Any]:
    """Issued documents of the case with one of the codes, oldest first; the correction of one that stands doesn't count."""
    issued = case.documents.filter(code__in=codes, status="issued")
    return list(issued.exclude(corrects__status="issued").order_by("pk"))


def day(value: date | None) -> str:
    """A day as ISO text, “” for none."""
    return value.isoformat() if value else ""


def moment(value: datetime | None) -> str:
    """A moment as local ISO text to the minute (Hangzhou time), “” for none."""
    return value.astimezone(timekeeper.SHANGHAI).strftime("%Y-%m-%dT%H:%M") if value else ""


def local_day(value: datetime | None) -> str:
    """The day a moment falls on in Hangzhou."""
    return moment(value)[:10]


def money(value: Decimal | None) -> str:
    """Yuan as text with two places, “” for none."""
    return f"{value:.2f}" if value is not None else ""


def gender(value: str) -> str:
    """男 or 女, whichever way it was recorded."""
    return GENDERS.get(value.lower(), value)


def age(born_on: date | None, on: date) -> str:
    """Completed years on the day, “” where the date of birth isn't known."""
    if born_on is None:
        return ""
    return str(on.year - born_on.year - ((on.month, on.day) < (born_on.month, born_on.day)))


def text(value: Any) -> str:
    """Text of a field, “” for None."""
    return "" if value is None else str(value)


def lines(value: str) -> list[str]:
    """The non-empty lines of a typed text."""
    return [line.strip() for line in value.splitlines() if line.strip()]
