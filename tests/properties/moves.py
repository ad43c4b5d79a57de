"""Every move that anybody might try on a case, lawful or not: what the exhaustive walk tries in each state.

A move is a name and an act on the world; the same name always means the same act, so a path of names can be played
again. Families are switched on per walk, since the product of all of them at once is beyond any machine.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator
from dataclasses import dataclass
from datetime import datetime, time, timedelta
from decimal import Decimal
from typing import Any

from cases import deliberation, review
from cases.models import Case, Submission
from cases.stages import SIX_STAGES, Outcome, Stage
from delegation.models import Certificate, Item
from gongshu_enforcement.timekeeper import SHANGHAI
from gongshu_enforcement.working_days import add_working_days

from .world import CHIEF, DIRECTOR, LEGAL, World, as_told

Act = Callable[[], Any]
Moves = Iterator[tuple[str, Act]]

CENT = Decimal("0.01")
SEATS: dict[str, dict[str, tuple[str, ...]]] = {
    organ: {
        "initial": ("head.shiqiao", "counsel.shiqiao"),
        "enforcement": ("enforcement",),
        "legal": (LEGAL[organ],),
        "final": (DIRECTOR[organ],),
        "chief": (CHIEF[organ],),
    }
    for organ in ("emergency", "fire")
}
ACCEPTING = {"emergency": "enforcement", "fire": "fire.legal"}
SPARE = {"emergency": ("brigade1", "brigade2", "brigade3"), "fire": ("fire1", "fire2", "fire3")}
WRONG_SIGNERS = ("officer.shiqiao", "officer2.shiqiao", "head.shiqiao", "legal", "director")
FAMILIES = (
    "openings",
    "on site",
    "chain",
    "orders",
    "amounts",
    "heavy",
    "sideways",
    "officers",
    "power",
    "preserve",
    "remedies",
    "papers",
    "measures",
    "seizures",
    "late",
    "hostile",
)


@dataclass(frozen=True)
class Table:
    """What may be tried in one world: the families, and the fines that are tried."""

    families: frozenset[str]
    fines: tuple[Decimal, ...] = (Decimal(20000),)
    items: tuple[str, ...] = ("AQ-02",)
    unit: str = "street"
    individual: bool = False

    def moves(self, world: World, number: int = 0) -> dict[str, Act]:
        """Every move in the present state of a case of the world, by its name; before there is a case, its openings."""
        if not world.cases:
            return self.openings(world)
        pk, found = world.cases[number % len(world.cases)], dict[str, Act]()
        for name in _FAMILIES:
            if name == "always" or name in self.families:
                found |= dict(_FAMILIES[name](world, world.case(pk), self))
        return found

    def openings(self, world: World) -> dict[str, Act]:
        """Every way to open a case, lawful or not."""
        return dict(_openings(world, self))


def _lead(world: World, case: Case) -> str:
    return world.handlers(case)[0]


def _attempt(world: World, code: str, target: Any, account: str, **inputs: Any) -> Act:
    return lambda: world.attempt(code, target, account, **inputs)


# --- Before there is a case -------------------------------------------------------------------------------------------


def _openings(world: World, table: Table) -> Moves:
    """The case is opened, or decided on site; with `openings` also as it must not be."""
    if "on site" in table.families:
        yield from _on_site(world, table)
        return
    usual = world.opening(list(table.items), table.unit, table.individual)
    yield "open", lambda: world.open_with(**usual)
    if "openings" in table.families:
        officers = usual["officers"]
        for name, changes in {
            "open by one officer alone": {"officers": officers[:1]},
            "open with an auxiliary": {"officers": [officers[0], world.auxiliary()]},
            "open with somebody else's officer": {"officers": [officers[0], world.officers["brigade1"]]},
            "open too late": {"act_ended_on": world.today - timedelta(days=6 * 366)},
        }.items():
            yield name, lambda changes=changes: world.open_with(**usual | changes)
        yield "open an item of no agreement", lambda: world.open_undelegated(**usual)


def _on_site(world: World, table: Table) -> Moves:
    fines = dict.fromkeys(table.fines)
    for fine in fines:
        yield f"on site {fine}", _decide_on_site(world, table, fine)
    least = table.fines[0]
    for name, changes in WRONG_ON_SITE.items():
        yield f"on site {name}", _decide_on_site(world, table, least, **changes)
    yield "on site found yesterday", _decide_on_site(world, table, least, found_on=world.today - timedelta(days=3))
    yield "on site alone", _decide_on_site(world, table, least, officers=[world.officers["officer.shiqiao"]])


WRONG_ON_SITE: dict[str, dict[str, Any]] = {
    "without certificates": {"certificates_shown": False},
    "untold": {"told": False},
    "without rights": {"rights_told": False},
    "unheard": {"heard": ""},
    "unanswered": {"heard": "made", "defence": "情节轻微。", "answer": ""},
    "unclear": {"clear_reason": ""},
    "without asking for a waiver": {"waiver_checked": False},
    "refused": {"received": "refused", "refusal": ""},
    "uncorrected": {"corrected": False},
}


def _decide_on_site(world: World, table: Table, fine: Decimal, **changes: Any) -> Act:
    inputs = world.on_site(table.items[0], fine, individual=table.individual, **changes)
    return lambda: world.open_with("decide_on_site", **inputs)


# --- What the work itself asks for ------------------------------------------------------------------------------------


def _always(world: World, case: Case, table: Table) -> Moves:
    submission = case.open_submission()
    if submission is not None:
        yield from _signing(world, submission)
        for beside in case.submissions.filter(status__in=Submission.OPEN).exclude(pk=submission.pk):
            for account in _due(world, beside):
                inputs = {"opinion": "同意。"}
                yield f"approve beside as {account}", _attempt(world, "approve", beside, account, **inputs)
        return
    yield from _BY_STAGE.get(case.stage, _at_the_end)(world, case, table)
    yield "archive", _attempt(world, "archive", case, _lead(world, case))


def _signing(world: World, submission: Submission) -> Moves:
    for account in world.handlers(submission.case):
        yield f"confirm as {account}", _attempt(world, "confirm", submission, account)
    due = _due(world, submission)
    for account in due:
        yield f"approve as {account}", _attempt(world, "approve", submission, account, opinion="同意。")
    if due:
        yield "give back", _attempt(world, "return_back", submission, due[0], opinion="请补充。", reason_code="facts")
    if submission.submitted_by_id:
        yield "recall", _attempt(world, "recall", submission, submission.submitted_by.username, reason="再想想")


def _due(world: World, submission: Submission) -> list[str]:
    """One person for each desk that is due."""
    organ, found = submission.case.organ.code, []
    for desk in review.pending_desks(submission):
        seated = (name for name in SEATS[organ][desk] if review.desk_for(submission, world.user(name)))
        found += [account for account in [next(seated, None)] if account]
    return found


def _filing(world: World, case: Case, table: Table) -> Moves:
    account = _lead(world, case)
    if not case.inspections.exists():
        yield "inspect", lambda: world.inspect(case, account)
    elif not case.rectifications.exists() and "orders" in table.families:
        yield "order", lambda: world.order(case, account)
    yield from _rechecks(world, case, account)
    for proposal in ("file", "not_file"):
        inputs = {"proposal": proposal, "opinion": "建议。", "reason": "轻微" if proposal == "not_file" else ""}
        yield f"submit {proposal}", _attempt(world, "submit_filing", case, account, **inputs)


def _rechecks(world: World, case: Case, account: str) -> Moves:
    order = case.rectifications.last()
    if order is None:
        return
    if order.served_on is None:
        yield "serve the order", lambda: world.serve(case, account, order.document)
    if order.passed is None:
        too_early = {"order": order, "passed": False, "findings": "复查（演示）"}
        yield "recheck too early", lambda: world.record("recheck_rectification", case, account, **too_early)
        for passed in (True, False):
            yield f"recheck {passed}", lambda passed=passed: world.recheck(case, account, passed=passed)
    elif order.passed is False:
        yield "recheck True", lambda: world.recheck(case, account, passed=True)


def _interview(world: World, case: Case, table: Table) -> Moves:
    account = _lead(world, case)
    if not case.interviews.exists():
        yield "interview", lambda: world.interview(case, account)
    if not case.evidence.filter(withdrawn_at=None).exists():
        yield "evidence", _attempt(world, "add_evidence", case, account, **EVIDENCE, made_on=world.today)
    yield "submit interview", _attempt(world, "submit_interview", case, account, summary="证据齐全。", opinion="建议。")


EVIDENCE = {"kind": "documentary", "title": "照片", "proves": "现场"}


def _determination(world: World, case: Case, table: Table) -> Moves:
    account = _lead(world, case)
    for finding, overdue in (("established", False), ("established", True), ("not_established", False)):
        said = {"finding": finding, "found_facts": "属实", "evidence": "笔录", "is_overdue": overdue}
        rests_on = next(iter(case.disobeyed()), "")
        rows = [{"id": row.pk, "rests_on": rests_on, **said} for row in case.violations.all()]
        name = f"find {finding}{' overdue' if overdue else ''}"
        yield name, _attempt(world, "submit_determination", case, account, violations=rows, opinion="认定。")


def _discretion(world: World, case: Case, table: Table) -> Moves:
    account, standing = _lead(world, case), world.standing(case)
    if not standing:
        yield "propose nothing", _attempt(world, "submit_discretion", case, account, violations=[], opinion="不成立。")
        return
    for fine in table.fines:
        rows = [world.penalty_row(row, fine) for row in standing]
        yield f"propose {fine}", _attempt(world, "submit_discretion", case, account, violations=rows, opinion="建议。")


def _notice(world: World, case: Case, table: Table) -> Moves:
    account = _lead(world, case)
    for document in case.documents.filter(needs_service=True, status="issued", services=None):
        yield f"serve {document.code}", lambda document=document: world.serve(case, account, document)
    if case.is_decided:
        return
    notice = case.standing_notice()
    if notice is None:
        if case.outcome == Outcome.PENALTY:
            yield "issue notice", _attempt(world, "issue_notice", case, account)
        else:
            yield "decide none", _decision(world, case, case.outcome, [])
        return
    yield "waive", _attempt(world, "waive_defence", case, account, signed_by="演示人")
    yield "decide as told", _decision(world, case, "penalty", as_told(notice))


def _decision(world: World, case: Case, outcome: str, rows: list[dict[str, Any]], **more: Any) -> Act:
    inputs = {"outcome": outcome, "violations": rows, "opinion": "建议。", **more}
    notice = case.standing_notice()
    if notice is not None and deliberation.took_place(notice) and "hearing_basis" not in more:
        inputs["hearing_basis"] = "根据听证笔录和报告，事实清楚。"
    return _attempt(world, "submit_notice", case, _lead(world, case), **inputs)


def _closure(world: World, case: Case, table: Table) -> Moves:
    account = _lead(world, case)
    paid = sum(row.amount for row in case.payments.all())
    if case.total_fine and paid < case.total_fine:
        yield "pay", lambda: world.pay(case, account, case.total_fine - paid)
    yield from _rechecks(world, case, account)
    made = getattr(case, "on_site", None) if case.is_summary else None
    if made is not None and made.reported_on is None:
        yield "report", _attempt(world, "report_summary", case, account)
    yield "submit closure", _attempt(world, "submit_closure", case, account, execution="已执行。", opinion="结案。")


def _at_the_end(world: World, case: Case, table: Table) -> Moves:
    if not case.self_checks.exists():
        yield "self-check", lambda: world.check_itself(case, _lead(world, case))
    if case.stage == Stage.TRANSFERRED:
        yield "take back", _attempt(world, "take_back", case, _lead(world, case), reason="对方退回。")


_BY_STAGE: dict[str, Callable[[World, Case, Table], Moves]] = {
    Stage.FILING: _filing,
    Stage.INTERVIEW: _interview,
    Stage.DETERMINATION: _determination,
    Stage.DISCRETION: _discretion,
    Stage.NOTICE: _notice,
    Stage.CLOSURE: _closure,
}


# --- The chain: wrong people, returns, recalls ------------------------------------------------------------------------


def _chain(world: World, case: Case, table: Table) -> Moves:
    submission = case.open_submission()
    if submission is None:
        return
    for account in WRONG_SIGNERS:
        yield f"approve as {account}", _attempt(world, "approve", submission, account, opinion="同意。")
    for account in _due(world, submission)[:1]:
        for stage in SIX_STAGES[: SIX_STAGES.index(submission.stage)] if submission.stage in SIX_STAGES else ():
            inputs = {"opinion": "请补充。", "reason_code": "facts", "return_to": stage}
            yield f"return to {stage}", _attempt(world, "return_back", submission, account, **inputs)


# --- Amounts around every threshold -----------------------------------------------------------------------------------


def _amounts(world: World, case: Case, table: Table) -> Moves:
    if case.open_submission() is not None or case.is_decided:
        return
    account = _lead(world, case)
    if case.stage == Stage.DISCRETION:
        standing = world.standing(case)
        for name, rows in {
            "propose twice": [world.penalty_row(row, table.fines[0]) for row in (*standing, *standing)],
            "propose too much": [world.penalty_row(row, _most(row) + CENT) for row in standing],
            "propose too little": [world.penalty_row(row, _least(row) - CENT) for row in standing],
            "propose a warning": [world.penalty_row(row, table.fines[0], with_warning=True) for row in standing],
        }.items():
            if standing:
                yield name, _attempt(world, "submit_discretion", case, account, violations=rows, opinion="建议。")
    notice = case.standing_notice()
    if case.stage != Stage.NOTICE or notice is None:
        return
    yield "decide heavier", _decision(world, case, "penalty", as_told(notice, CENT))
    yield "decide lighter", _decision(world, case, "penalty", as_told(notice, -CENT))
    yield "decide twice", _decision(world, case, "penalty", as_told(notice) * 2)
    yield "decide not established", _decision(world, case, "not_established", [])


def _most(violation: Any) -> Decimal:
    span = violation.fine_range()
    return span.maximum if span else Decimal(0)


def _least(violation: Any) -> Decimal:
    span = violation.fine_range()
    return span.minimum if span else Decimal(0)


# --- Defence, hearing, legal review, collective discussion ------------------------------------------------------------


def _heavy(world: World, case: Case, table: Table) -> Moves:
    notice = case.standing_notice()
    if case.stage != Stage.NOTICE or case.is_decided or notice is None or case.open_submission() is not None:
        return
    account, legal = _lead(world, case), LEGAL[case.organ.code]
    if not notice.defences.exists():
        points = [{"point": "情节轻微。"}]
        inputs = {"speaker": "演示人", "in_writing": True, "points": points}
        yield "defend", lambda: world.record("record_defence", case, account, **inputs)
    elif any(not row.answer for row in notice.defences.all()):
        answers = [{"id": row.pk, "answer": "不采纳。", "accepted": False} for row in notice.defences.all()]
        yield "answer", _attempt(world, "answer_defence", case, account, answers=answers)
    yield from _hearing(world, case, notice, account, legal)
    if notice.served_on is None:
        return
    yield "legal review", lambda: world.review_legally(case, legal)
    for name, change in (("discuss", Decimal(0)), ("discuss lighter", -CENT), ("discuss heavier", CENT)):
        yield name, lambda change=change: world.discuss(case, notice, change)
    yield "discuss without the chief", lambda: world.discuss(case, notice, presiding=DIRECTOR[case.organ.code])


def _hearing(world: World, case: Case, notice: Any, account: str, legal: str) -> Moves:
    hearing = getattr(notice, "hearing", None)
    if hearing is None:
        yield "ask for a hearing", _attempt(world, "request_hearing", case, account, requested_by="演示人")
        return
    if hearing.is_settled:
        if hearing.held_on and not hearing.reported_on:
            inputs = {"summary": "依法举行。", "opinion": "维持。"}
            yield "report hearing", _attempt(world, "report_hearing", case, legal, **inputs)
        if hearing.held_on:
            yield "decide without the record", _decision(world, case, "penalty", as_told(notice), hearing_basis="")
        return
    yield "withdraw hearing", _attempt(world, "withdraw_hearing", case, account, withdrawn_by="演示人")
    session = hearing.session()
    if session is None:
        for name, days in (("announce", 8), ("announce too late", 3)):
            yield name, _attempt(world, "announce_hearing", case, legal, **_session(world, case, days))
        return
    yield "hold hearing", lambda: world.hold_hearing(case, session, legal)
    yield "party stays away", lambda: world.party_stays_away(case, session, legal)


def _session(world: World, case: Case, days: int) -> dict[str, Any]:
    handlers = set(world.handlers(case))
    free = [name for name in SPARE[case.organ.code] if name not in handlers and name in world.officers]
    return {
        "starts_at": datetime.combine(add_working_days(world.today, days), time(9, 30), SHANGHAI),
        "place": "听证室",
        "chair": world.officers[free[0]],
        "recorder": world.officers[LEGAL[case.organ.code]],
        "members": [],
    }


# --- Side ways --------------------------------------------------------------------------------------------------------


def _sideways(world: World, case: Case, table: Table) -> Moves:
    organ, account = case.organ.code, _lead(world, case)
    for reason in ("over_cap", "complexity"):
        inputs = {"reason": reason, "text": "移交（演示）"}
        yield f"hand over {reason}", _attempt(world, "hand_over", case, account, **inputs)
    if case.pending_hand_over() is not None:
        yield "accept", lambda: world.answer(case)
        yield "refuse", _attempt(world, "refuse_hand_over", case, ACCEPTING[organ], text="退回（演示）")
    for code, inputs in {
        "request_termination": {"reason": "理由（演示）"},
        "request_transfer": {"reason": "理由（演示）", "receiver": "某局", "to_police": True},
    }.items():
        yield code, _attempt(world, code, case, account, **inputs)
    if case.decision_due_on and case.filed_on:
        for name, days in (("extend", 30), ("extend too far", 400)):
            until = case.decision_due_on + timedelta(days=days)
            yield name, _attempt(world, "request_extension", case, account, extended_to=until, reason="理由（演示）")


# --- Officers and their certificates ----------------------------------------------------------------------------------


def _officers(world: World, case: Case, table: Table) -> Moves:
    account, officers = _lead(world, case), world.officers_on(case)
    if Certificate.objects.filter(officer=officers[0], valid_to__gt=world.today).exists():
        yield "a certificate ends", lambda: _end_certificate(world, officers[0])
    alone = [officers[0], officers[0]]
    if case.stage == Stage.FILING and not case.rectifications.exists():
        yield "order alone", lambda: world.order(case, account, alone)
    document = case.documents.filter(needs_service=True, status="issued", services=None).first()
    if document is not None:
        yield "serve alone", lambda: world.serve(case, account, document, officers=alone)
    if case.handlers.count() > len(officers):
        return  # one replacement is enough to meet every rule about it
    for name in ("officer3.shiqiao", "head.shiqiao", SPARE[case.organ.code][2]):
        newcomer = world.officers.get(name)
        manager = "head.shiqiao" if case.handling_unit == "street" else ACCEPTING[case.organ.code]
        if newcomer is not None and newcomer not in officers:
            inputs = {"leaving": officers[0], "officer": newcomer, "reason": "请假"}
            yield f"replace by {name}", _attempt(world, "replace_officer", case, manager, **inputs)


def _end_certificate(world: World, officer: Any) -> None:
    Certificate.objects.filter(officer=officer).update(valid_to=world.today)
    world.wait(1)


# --- The street's power -----------------------------------------------------------------------------------------------


def _power(world: World, case: Case, table: Table) -> Moves:
    agreement = case.agreement
    if agreement is None:
        return
    if agreement.revoked_on is not None:
        inputs = {"reason": "not_delegated", "text": "委托终止（演示）"}
        yield "hand over", _attempt(world, "hand_over", case, _lead(world, case), **inputs)
        if case.pending_hand_over() is not None:
            yield "accept", lambda: world.answer(case)
        return
    for rule in ("finish", "hand_over"):
        yield f"the agreement ends, {rule}", lambda rule=rule: _end_agreement(world, case, rule)


def _end_agreement(world: World, case: Case, rule: str) -> None:
    world.end_agreement(case.pk, rule)
    world.wait(1)


# --- Preserved evidence -----------------------------------------------------------------------------------------------


def _preserve(world: World, case: Case, table: Table) -> Moves:
    account = _lead(world, case)
    kept = case.preservations.last()
    if kept is None:
        for name, urgent in (("preserve", False), ("preserve urgently", True)):
            yield name, _attempt(world, "request_preservation", case, account, **world.things(urgent))
    elif kept.is_pending:
        for way in ("return", "appraise"):
            inputs = {"preservation": kept, "way": way, "disposal_text": "退还当事人。", "opinion": "建议。"}
            yield f"dispose {way}", _attempt(world, "dispose_preservation", case, account, **inputs)
        if world.today <= kept.due_on:
            yield "keep too long", lambda: world.wait((kept.due_on - world.today).days + 1)


# --- Remedies: lodged, ended, dealt with anew -------------------------------------------------------------------------

RESULTS = ("upheld", "changed", "annulled", "unlawful")


def _remedies(world: World, case: Case, table: Table) -> Moves:
    if case.decision_served_on is None:
        return
    legal, on = LEGAL[case.organ.code], {"happened_on": world.today}
    body = {"kind": "reconsideration", "body": "复议机关（演示）"}
    yield "lodge", _attempt(world, "record_remedy", case, legal, **body, **on)
    pending = case.remedies.filter(result_on=None).first()
    if pending is not None:
        for result in RESULTS:
            fine = {"changed_fine": (case.total_fine or Decimal(0)) / 2} if result == "changed" else {}
            inputs = {"remedy": pending, "result": result, "result_text": "决定（演示）", **fine}
            yield f"ends {result}", _attempt(world, "record_remedy_result", case, legal, **inputs, **on)
        heavier = {"remedy": pending, "result": "changed", "result_text": "决定（演示）"}
        heavier["changed_fine"] = (case.total_fine or Decimal(0)) + CENT
        yield "ends heavier", _attempt(world, "record_remedy_result", case, legal, **heavier, **on)
    if case.stage == Stage.CLOSURE:
        yield from _ended_short(world, case)
    ended = case.remedies.exclude(result_on=None).last()
    if ended is not None:
        inputs = {"remedy": ended, "reason": "重新处理（演示）", "officers": world.officers_on(case), **on}
        yield "reopen", lambda: world.reopen(case, DIRECTOR[case.organ.code], **inputs)
        yield "reopen by the legal desk", lambda: world.reopen(case, legal, **inputs)
        alone = {**inputs, "officers": world.officers_on(case)[:1]}
        yield "reopen alone", lambda: world.reopen(case, DIRECTOR[case.organ.code], **alone)


def _ended_short(world: World, case: Case) -> Moves:
    """Closing with money unpaid: on a ground for the written reason, and on two that the file would have to show."""
    for ground in ("other", "court", "time_over"):
        inputs = {"execution": "未缴清。", "opinion": "结案。", "ended_ground": ground, "ended_reason": "理由（演示）"}
        yield f"close: {ground}", _attempt(world, "submit_closure", case, _lead(world, case), **inputs)


# --- Papers that are wrong --------------------------------------------------------------------------------------------


def _papers(world: World, case: Case, table: Table) -> Moves:
    """The newest paper is corrected, or becomes void; amounts never are."""
    paper = case.documents.filter(status="issued").order_by("pk").last()
    if paper is None:
        return
    account, legal = _lead(world, case), LEGAL[case.organ.code]
    for name, wrong in (("correct", "演示"), ("correct what is not there", "没有的话"), ("correct a figure", "20,000")):
        inputs = {"document": paper, "changes": [{"wrong": wrong, "right": "示演"}], "reason": "录入差错（演示）"}
        yield name, _attempt(world, "ask_correction", case, account, **inputs)
    yield "void", _attempt(world, "void_document", case, account, document=paper, reason="未送出（演示）")
    asked = case.paper_corrections.filter(granted=None).first()
    if asked is not None:
        granting = {"correction": asked, "granted": True, "opinion": ""}
        yield "grant the correction", _attempt(world, "decide_correction", case, legal, **granting)
        yield "grant it oneself", _attempt(world, "decide_correction", case, account, **granting)
        refusing = {"correction": asked, "granted": False, "opinion": "不是文字差错（演示）"}
        yield "refuse the correction", _attempt(world, "decide_correction", case, legal, **refusing)


# --- Measures on the spot and compulsory ones -------------------------------------------------------------------------

THING = {"name": "冲压机（演示）", "specification": "J23", "unit": "台", "quantity": "1", "remark": ""}
DANGER = {"text": "保护装置失效（演示）", "provision": "《中华人民共和国安全生产法》第三十六条"}


def _measures(world: World, case: Case, table: Table) -> Moves:
    account = _lead(world, case)
    if not case.on_site_measures.exists():
        for kind in ("evacuate", "stop"):
            inputs = {
                "kind": kind,
                "problems": [DANGER],
                "danger": "无法保证安全（演示）",
                "measures": "立即停用（演示）",
            }
            yield (
                f"order to {kind}",
                lambda inputs=inputs: world.record("order_on_site_measures", case, account, **inputs),
            )
    order, stop = case.on_site_measures.last(), case.supply_stops.last()
    if order is not None and stop is None:
        for name, hours in (("cut the power", 72), ("cut it within a day", 20)):
            inputs = {"order": order, "what": "power", "supplier": "演示供电公司", "hazard": "拒不停用（演示）。"}
            inputs |= {"stop_at": world.now + timedelta(hours=hours), "urgent": False, "opinion": "建议（演示）。"}
            yield name, _attempt(world, "request_supply_stop", case, account, **inputs)


def _seizures(world: World, case: Case, table: Table) -> Moves:
    account = _lead(world, case)
    seized = case.seizures.last()
    if seized is None:
        for name, days in (("seize", 25), ("seize too long", 31)):
            inputs = {
                "manner": "seize",
                "reason": "不符合标准（演示）。",
                "basis": "《安全生产法》第六十五条",
                "place": "仓库",
            }
            inputs |= {"ends_on": world.today + timedelta(days=days), "items": [THING], "opinion": "建议（演示）。"}
            yield name, _attempt(world, "request_seizure", case, account, **inputs)
    elif seized.is_pending:
        for outcome in ("lift", "confiscate"):
            inputs = {
                "seizure": seized,
                "outcome": outcome,
                "basis": "《行政强制法》第二十八条",
                "opinion": "建议（演示）。",
            }
            yield (
                f"end the seizure: {outcome}",
                _attempt(world, "dispose_seizure", case, account, disposal_text="处理（演示）。", **inputs),
            )
        if world.today <= seized.until:
            yield "seized too long", lambda: world.wait((seized.until - world.today).days + 1)


# --- Time -------------------------------------------------------------------------------------------------------------


def _late(world: World, case: Case, table: Table) -> Moves:
    notice = case.standing_notice() if case.stage == Stage.NOTICE and not case.is_decided else None
    last = [day for day in (notice.defence_due_on, notice.hearing_due_on) if day] if notice is not None else []
    if case.decision_due_on and not case.is_decided and world.today > case.decision_due_on:
        account = _lead(world, case)
        yield "request_termination", _attempt(world, "request_termination", case, account, reason="期限已过")
    if last and world.today <= max(last):
        yield "the periods end", lambda: world.wait((max(last) - world.today).days + 1)
    due = case.decision_due_on
    if case.filed_on and not case.is_decided and due and world.today <= due and case.stage in SIX_STAGES:
        yield "the limit passes", lambda: world.wait((due - world.today).days + 1)


# --- What must never work ---------------------------------------------------------------------------------------------


def _hostile(world: World, case: Case, table: Table) -> Moves:
    """Editing under review, acting after the decision or the end, a second case on the same act."""
    account = _lead(world, case)
    if case.open_submission() is not None:
        yield "evidence", _attempt(world, "add_evidence", case, account, **EVIDENCE, made_on=world.today)
        yield "order", lambda: world.order(case, account)
    if case.is_decided:
        yield "issue notice", _attempt(world, "issue_notice", case, account)
        yield "pay too much", lambda: world.pay(case, account, (case.total_fine or Decimal(0)) + CENT)
        yield "terminate", _attempt(world, "request_termination", case, account, reason="理由（演示）")
    if case.is_sealed:
        yield "pay", lambda: world.pay(case, account, Decimal(1))
        yield (
            "recheck True",
            lambda: world.recheck(case, account, passed=True) if case.rectifications.exists() else None,
        )
    if case.stage == Stage.FILING and not case.inspections.exists():
        yield "interview", lambda: world.interview(case, account)
        yield "a second case", lambda: _second(world, case)
    if case.stage == Stage.NOTICE and case.standing_notice() is not None and not case.open_submission():
        unserved = case.standing_notice().document
        yield "serve unrendered", lambda: world.serve_unrendered(case, account, unserved)


def _second(world: World, case: Case) -> Any:
    """The same act of the same party, opened again."""
    items = Item.objects.filter(violations__case=case).select_related("version__catalogue__organ")
    party = {
        name: getattr(case.party, name)
        for name in ("kind", "name", "credit_code", "id_number", "representative", "address", "phone")
    }
    return world.attempt(
        "open_case",
        world.street,
        _lead(world, case),
        organ=case.organ,
        handling_unit=case.handling_unit,
        party=party,
        violations=[{"item": item} for item in items],
        officers=world.officers_on(case),
        source="inspection",
        found_on=case.found_on,
        act_ended_on=case.act_ended_on,
        facts=case.facts,
    )


_FAMILIES: dict[str, Callable[[World, Case, Table], Moves]] = {
    "always": _always,
    "chain": _chain,
    "amounts": _amounts,
    "heavy": _heavy,
    "sideways": _sideways,
    "officers": _officers,
    "power": _power,
    "preserve": _preserve,
    "remedies": _remedies,
    "papers": _papers,
    "measures": _measures,
    "seizures": _seizures,
    "late": _late,
    "hostile": _hostile,
}
