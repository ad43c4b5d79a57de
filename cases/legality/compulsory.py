"""Rules of measures on the spot and of compulsory measures (行政强制法 16–28, 安全法 65, 70)."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date, datetime, timedelta
from typing import Any

from cases.models import Seizure
from gongshu_enforcement import legal_settings, timekeeper

from .registry import Facts, Problem, problem, rule

BEGIN = ("request_seizure", "request_supply_stop")
ENDINGS = ("submit_closure", "request_termination", "request_transfer")
Outcome = Seizure.Outcome


def _days(facts: Facts, code: str) -> int:
    return legal_settings.value(code, on=facts.on, organ=facts.case.organ.code)


@rule(
    "QZ1",
    zh="行政强制措施权不得委托，街道不得实施",
    en="The power of compulsory measures is never delegated: a street has none",
    articles="行政强制法17(1)、22；安全法70(1)",
    gates=BEGIN,
)
def by_the_organ_alone(facts: Facts) -> Iterator[Problem]:
    """What a street handles under delegation is handed over first, where a measure is needed."""
    if facts.street_handles:
        yield problem(
            "本案由街道受委托办理，不得采取查封、扣押、停止供电等行政强制措施。",
            "The street handles this case under delegation; it may not seal, seize or cut off a supply.",
            "先将案件移交区级机关，由该机关的执法人员报本机关负责人批准后实施。",
            "Hand the case over to the organ first; its own officers ask its head.",
        )


@rule(
    "QZ2",
    zh="查封、扣押须有法律依据、理由和清单",
    en="Sealing and seizing need a provision, a reason and a list",
    articles="行政强制法16、23、24(2)",
    gates=("request_seizure",),
)
def grounded_and_listed(facts: Facts) -> Iterator[Problem]:
    """What the decision must state: reason, basis, each thing with its quantity."""
    rows = facts.inputs["items"]
    complete = rows and all(row["name"] and row["quantity"] and row["unit"] for row in rows)
    for name in ("reason", "basis"):
        if not str(facts.inputs[name]).strip():
            yield problem(
                "没有写明查封、扣押的理由和依据。",
                "The reason or the provision is missing.",
                "写明发现的问题和允许查封、扣押的法律条款。",
                "State the problem found and the provision that allows the measure.",
                at=name,
            )
    if not complete:
        yield problem(
            "清单不完整：每件须有名称、数量和单位。",
            "The list is not complete: name, quantity and unit of each thing.",
            "补齐清单；只能查封、扣押涉案的场所、设施或者财物。",
            "Complete the list; only what has to do with the case may be sealed or seized.",
            at="items",
        )


@rule(
    "QZ3",
    zh="查封、扣押的期限不得超过三十日",
    en="Sealing and seizing last thirty days at most",
    articles="行政强制法25(1)",
    gates=("request_seizure", "approve"),
)
def within_thirty_days(facts: Facts) -> Iterator[Problem]:
    """The period runs from the day of the decision, so approval asks again."""
    until = _wanted(facts, "begin", "ends_on")
    last = facts.on + timedelta(days=_days(facts, "seizure_days"))
    if until is not None and not facts.on <= until <= last:
        yield problem(
            "期限止于 {until}，应当在决定之日以后且不晚于 {last}。",
            "The period would end on {until}; it must end after the decision and by {last}.",
            "改为 {last} 以前的日期；审批中的，退回修改。",
            "Choose a day up to {last}; if it is under review, return it.",
            at="ends_on",
            until=until.isoformat(),
            last=last.isoformat(),
        )


@rule(
    "QZ4",
    zh="查封、扣押只能在期满前延长一次，不得超过三十日",
    en="A sealing or seizure is extended once, before it ends, by thirty days at most",
    articles="行政强制法25(1)、25(2)",
    gates=("request_seizure_extension", "approve"),
)
def extended_once_in_time(facts: Facts) -> Iterator[Problem]:
    """A measure that has run out can't be revived."""
    to, row = _wanted(facts, "extend", "extended_to"), _seizure(facts, "extend")
    if to is None or row is None:
        return
    last = row.until + timedelta(days=_days(facts, "seizure_extension_days"))
    if row.extended_on is not None or row.is_over(facts.on) or not row.until < to <= last:
        yield problem(
            "该措施期限止于 {until}，只能在此前延长一次，且不得晚于 {last}。",
            "The measure ends on {until}; it may be extended once, before that day, up to {last}.",
            "期限已满或者已延长过的，应当作出处理决定；未满的，改为 {last} 以前的日期。",
            "If it has run out or was extended before, decide on it; else choose a day up to {last}.",
            at="extended_to",
            until=row.until.isoformat(),
            last=last.isoformat(),
        )


@rule(
    "QZ5",
    zh="期限届满的，只能解除查封、扣押",
    en="Once the period has ended the measure can only be lifted",
    articles="行政强制法27、28(1)(4)",
    gates=("dispose_seizure", "approve"),
)
def lifted_when_over(facts: Facts) -> Iterator[Problem]:
    """Confiscation, destruction and transfer are decided within the period."""
    row = _seizure(facts, "dispose")
    outcome = _content(facts).get("outcome", "")
    if row is not None and row.is_over(facts.on) and outcome != Outcome.LIFT:
        yield problem(
            "查封、扣押期限已于 {until} 届满，只能解除。",
            "The period ended on {until}; the measure can only be lifted.",
            "选择解除并退还当事人。",
            "Lift it and return everything to the party.",
            at="outcome",
            until=row.until.isoformat(),
        )


@rule(
    "QZ6",
    zh="案件了结前须对查封、扣押作出处理决定",
    en="What is sealed or seized is decided on before the case ends",
    articles="行政强制法27、28",
    gates=ENDINGS,
)
def decided_before_the_end(facts: Facts) -> Iterator[Problem]:
    """A measure never outlives its case; a supply that was cut off neither."""
    case = facts.case
    if case.seizures.filter(ended_on=None).exists():
        yield problem(
            "本案查封、扣押的场所、设施或者财物尚未作出处理决定。",
            "What is sealed or seized in this case has not been decided on.",
            "先办理查封扣押处理：解除、没收、销毁或者随案移送。",
            "Decide on it first: lift, confiscate, destroy or transfer.",
        )


@rule(
    "QZ7",
    zh="停止供应以拒不执行停产停业等决定并有现实危险为前提",
    en="A supply is cut off only where an order to stop is defied and an accident really threatens",
    articles="安全法70(1)",
    gates=("request_supply_stop",),
)
def defied_and_dangerous(facts: Facts) -> Iterator[Problem]:
    """The order must be one to stop, and the danger must be described."""
    if not (facts.inputs["order"].stops and str(facts.inputs["hazard"]).strip()):
        yield problem(
            "没有已作出的停产停业、停止使用决定，或者没有写明现实危险。",
            "There is no order to stop, or the real danger is not described.",
            "先作出现场处理措施决定（暂时停产停业、停止使用），并写明拒不执行的情况和现实危险。",
            "Order the stop first, and say how it is defied and what danger there is.",
            at="hazard",
        )


@rule(
    "QZ8",
    zh="停止供电须提前二十四小时通知当事人",
    en="The party is told of a stop of power twenty-four hours ahead",
    articles="安全法70(2)",
    gates=("request_supply_stop", "approve"),
)
def told_a_day_ahead(facts: Facts) -> Iterator[Problem]:
    """Counted from approval, because only then the decision can be handed over; not where danger is urgent."""
    content = _content(facts)
    if "stop_at" not in content or content.get("urgent") or content.get("what") != "power":
        return
    stop_at = content["stop_at"]
    at = stop_at if isinstance(stop_at, datetime) else datetime.fromisoformat(stop_at)
    hours = _days(facts, "supply_stop_hours")
    if at < timekeeper.now() + timedelta(hours=hours):
        yield problem(
            "停止供电的时间距现在不足 {hours} 小时。",
            "The power would stop in less than {hours} hours.",
            "推迟停止供电的时间；有危及生产安全的紧急情形的，勾选并写明；审批中的，退回修改。",
            "Choose a later time, or tick that safety is in urgent danger; if it is under review, return it.",
            at="stop_time",
            hours=hours,
        )


@rule(
    "XC1",
    zh="责令暂时停产停业、停止使用由委托机关自行作出",
    en="Stopping production for the time being is ordered by the organ itself",
    articles="安全法65(1)；行政强制法9、17(1)",
    gates=("order_on_site_measures",),
    covers=("B10",),
)
def stops_by_the_organ(facts: Facts) -> Iterator[Problem]:
    """A street may have a danger removed at once and people withdrawn; a stop restrains like a compulsory measure."""
    if facts.street_handles and facts.inputs["kind"] == "stop":
        yield problem(
            "街道受委托办理的案件不得责令暂时停产停业或者停止使用。",
            "In a case handled under delegation a street may not stop production or the use of equipment.",
            "先责令立即排除隐患、撤出人员，并立即报告、移交区级机关。",
            "Order the danger removed and people withdrawn, and report and hand over to the organ at once.",
            at="kind",
        )


@rule(
    "XC2",
    zh="现场处理措施须写明隐患；停产停业的须写明无法保证安全的理由",
    en="Measures on the spot name the dangers; a stop says why safety can't be guaranteed otherwise",
    articles="安全法65(1)",
    gates=("order_on_site_measures",),
    covers=("B10",),
)
def danger_described(facts: Facts) -> Iterator[Problem]:
    """The law's condition for a stop is that safety can't be guaranteed while the danger is being removed."""
    stops = facts.inputs["kind"] == "stop"
    if not facts.inputs["problems"] or (stops and not str(facts.inputs.get("danger", "")).strip()):
        yield problem(
            "没有写明隐患，或者没有写明排除前、排除过程中无法保证安全的理由。",
            "The dangers, or the reason why safety can't be guaranteed meanwhile, are missing.",
            "逐项写明隐患；责令停产停业、停止使用的，写明理由。",
            "Name each danger; for a stop, give the reason.",
            at="danger" if stops else "problems",
        )


@rule(
    "KY1",
    zh="勘验、抽样取证时应当出示执法证件并有当事人在场记录",
    en="At an inquest certificates are shown, and who of the party was present is recorded",
    articles="处罚法55(1)",
    gates=("record_inquest",),
)
def shown_at_the_inquest(facts: Facts) -> Iterator[Problem]:
    """Without certificates shown the party may refuse."""
    if not facts.inputs["certificates_shown"]:
        yield problem(
            "没有记录出示执法证件。",
            "Nothing says that the certificates were shown.",
            "出示后勾选；未出示的，当事人有权拒绝。",
            "Show them and tick the box; otherwise the party may refuse.",
            at="certificates_shown",
        )


@rule(
    "JD1",
    zh="委托鉴定须列明送检物品",
    en="A commission names what is handed over",
    articles="处罚法46；鉴定委托书",
    gates=("begin_appraisal",),
)
def commission_names_things(facts: Facts) -> Iterator[Problem]:
    """Where no letter was written elsewhere, the one issued here needs its list."""
    if not facts.inputs.get("letter") and not facts.inputs.get("items"):
        yield problem(
            "没有列明委托鉴定、检测的物品。",
            "Nothing says what is given to be examined.",
            "列明物品；委托书已另行出具的，填写其名称或文号。",
            "List the things; if a letter was written elsewhere, give its title or number.",
            at="items",
        )


def _content(facts: Facts) -> dict[str, Any]:
    """What is asked: the inputs, or the submission that is being approved."""
    if facts.gate != "approve":
        return facts.inputs
    return facts.subject.content if facts.subject.kind in ("measure", "supply") else {}


def _acts(facts: Facts, act: str) -> bool:
    return facts.gate != "approve" or _content(facts).get("act") == act


def _wanted(facts: Facts, act: str, name: str) -> date | None:
    value = _content(facts).get(name) if _acts(facts, act) else None
    return date.fromisoformat(value) if isinstance(value, str) else value


def _seizure(facts: Facts, act: str) -> Seizure | None:
    row = _content(facts).get("seizure") if _acts(facts, act) else None
    return row if row is None or isinstance(row, Seizure) else facts.case.seizures.filter(pk=row).first()
