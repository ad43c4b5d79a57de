"""Service receipt, closing approval, dossier cover and contents."""

from __future__ import annotations

from typing import Any

from cases import ending
from cases import execution as money
from cases.documents.format import chinese_date, figure_amount
from cases.ending import Ground
from gongshu_enforcement import timekeeper

from .approvals import boxes
from .charges import decided_fines, penalties, rectification
from .common import case_facts, day, handlers, of_case, people, sheet, text
from .registry import builds

METHODS = {
    "direct": "直接送达",
    "left": "留置送达",
    "post": "邮寄送达",
    "electronic": "电子送达",
    "public": "公告送达",
}
ENDED = {
    Ground.DIED: "公民死亡，无遗产可供执行，又无义务承受人（《行政强制法》第四十条第一项）",
    Ground.WOUND_UP: "法人或者其他组织终止，无财产可供执行，又无义务承受人（《行政强制法》第四十条第二项）",
    Ground.LOST: "执行标的灭失（《行政强制法》第四十条第三项）",
    Ground.OTHER: "行政机关认为需要终结执行的其他情形（《行政强制法》第四十条第五项）",
    Ground.COURT: "人民法院不予受理、裁定不予执行或者终结执行",
    Ground.TIME_OVER: "申请人民法院强制执行的期限已经届满（《行政强制法》第五十三条）",
}
RESULTS = {
    "no_penalty": "不予行政处罚",
    "not_established": "违法事实不能成立，不予行政处罚",
    "transferred": "移送其他机关处理",
    "terminated": "终止调查",
}
DEFAULT_RETENTION = "30年"


@builds("SDHZ")
def service_receipt(case: Any) -> dict[str, Any]:
    """Service receipt (文书送达回执): one a case, a row for each service."""
    services = list(case.services.select_related("document").prefetch_related("officers__certificates").order_by("pk"))
    remarks = [f"{row.document.title}：{row.note}" for row in services if row.note]
    return {**of_case(case), "rows": [_service_row(row) for row in services], "remarks": "\n".join(remarks)}


def _service_row(service: Any) -> dict[str, Any]:
    servers = people(service.officers.all(), service.served_on)
    nobody = {"name": "", "certificate": "", "position": ""}
    return {
        "document": service.document.title,
        "number": service.document.number,
        "recipient": service.recipient,
        "place": service.place,
        "date": day(service.served_on),
        "method": METHODS[service.method],
        "servers": [*servers, nobody, nobody][:2],
    }


def result(case: Any) -> str:
    """How the case ended, in one sentence for closing form and cover."""
    if case.outcome == "penalty":
        lines = penalties(decided_fines(case))["penalties"]
        return f"{chinese_date(case.decided_on)}作出行政处罚决定：{'；'.join(lines)}。"
    if case.stage == "not_filed":
        return "不予立案。"
    ended = RESULTS.get(case.outcome, "")
    return f"{chinese_date(case.decided_on)}{ended}。" if ended and case.decided_on else f"{ended}。" if ended else ""


def execution(case: Any, submission: Any) -> str:
    """What was paid and corrected, then the officers' own words, and why the rest will not come."""
    paid = [
        f"{chinese_date(row.paid_on)}缴纳罚款{figure_amount(row.amount)}（票据号：{row.voucher}）。"
        for row in case.payments.order_by("paid_on", "pk")
    ]
    own = text(submission.content.get("execution"))
    return "\n".join(part for part in (*paid, rectification(case), own, _ended(case, submission)) if part)


def _ended(case: Any, submission: Any) -> str:
    ended = ending.of_content(submission.content)
    if ended is None:
        return ""
    owed = figure_amount(money.owed(case))
    return f"尚有{owed}未缴清，执行终结：{ENDED[ended.ground]}。理由：{text(ended.reason)}"


@builds("JASP")
def closing(case: Any, *, submission: Any) -> dict[str, Any]:
    """Closing approval (结案审批表)."""
    return {
        **of_case(case),
        "approvals": boxes(case, submission),
        "result": result(case),
        "execution": execution(case, submission),
    }


@builds("AJSY")
def cover(case: Any, *, pages: int, retention: str = DEFAULT_RETENTION, archive_number: str = "") -> dict[str, Any]:
    """Dossier cover (案卷首页); `pages` counts the numbered pages behind the contents."""
    on = case.archived_on or timekeeper.today()
    return {
        **sheet(case, on),
        "case": case_facts(case),
        "result": result(case),
        "closed_on": day(case.closed_on),
        "officers": handlers(case, case.closed_on or on),
        "archived_on": day(case.archived_on),
        "archive_number": archive_number,
        "retention": retention,
        "pages": str(pages),
    }


@builds("JNML")
def contents(case: Any, *, rows: list[dict[str, str]]) -> dict[str, Any]:
    """Dossier contents (卷内目录)."""
    return {**sheet(case, case.archived_on or timekeeper.today()), "rows": rows}
