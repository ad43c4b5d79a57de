"""Rules that hold at every stage: nothing changes under review, acts need two certified officers, order in time."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any

from django.db.models import prefetch_related_objects

from cases import settling
from cases.limit_kinds import AFTER_SEALING
from cases.stages import Stage

from .registry import Facts, Problem, problem, rule

ON_SITE = ("record_inquest", "record_sampling", "order_on_site_measures")
ACTS_OF_TWO = (
    "record_inspection",
    "order_rectification",
    *ON_SITE,
    "recheck_rectification",
    "record_interview",
    "add_evidence",
    "serve",
    "record_defence",
    "hold_hearing",
)
HEARING = (
    "announce_hearing",
    "reschedule_hearing",
    "hold_hearing",
    "record_absence",
    "report_hearing",
    "record_legal_review",
    "record_discussion",
)
APPRAISAL = ("begin_appraisal", "end_appraisal")
AFTER_ON_SITE = ("report_summary", "hand_in_fine", "bank_fine", "record_correction")
CORRECTIONS = ("ask_correction", "decide_correction", "void_document")
EDITS = (
    "edit_case",
    "save_draft",
    "record_inspection",
    "order_rectification",
    *ON_SITE,
    "restore_supply",
    "confirm_address",
    "summon_interview",
    "record_interview",
    "add_evidence",
    "link_evidence",
    "withdraw_evidence",
    "issue_notice",
    "waive_defence",
    "record_defence",
    "answer_defence",
    "request_hearing",
    "withdraw_hearing",
    *HEARING,
    *AFTER_ON_SITE,
    *APPRAISAL,
    *CORRECTIONS,
    "remind",
    "decide_surcharge",
    "apply_court",
)
COMPULSORY = ("request_seizure", "request_seizure_extension", "dispose_seizure", "request_supply_stop")
SUBMISSIONS = (
    "submit_filing",
    "submit_interview",
    "submit_determination",
    "submit_discretion",
    "submit_notice",
    "submit_closure",
    "request_extension",
    "request_termination",
    "request_transfer",
    "request_preservation",
    "dispose_preservation",
    *COMPULSORY,
    "request_deferral",
)
ON_NOTICE = ("waive_defence", "record_defence", "request_hearing", "withdraw_hearing", *HEARING)
AFTER_FILING = ("summon_interview", "record_interview", "record_inquest", "record_sampling", *ON_NOTICE, *APPRAISAL)
BEFORE_DECISION_ONLY = (
    "record_inspection",
    "order_rectification",
    *ON_SITE,
    "request_seizure",
    "summon_interview",
    "record_interview",
    "add_evidence",
    "link_evidence",
    "withdraw_evidence",
    "issue_notice",
    "answer_defence",
    *ON_NOTICE,
    *APPRAISAL,
    "flag_deliberation",
    "request_extension",
    "request_termination",
    "request_transfer",
    "request_preservation",
    "ask_recusal",
)


@rule(
    "W1",
    zh="送审期间内容不得改动",
    en="Nothing changes while a submission is under review",
    articles="办案规程·三级审核",
    gates=(*EDITS, *SUBMISSIONS, "recheck_rectification"),
    invariants=(11,),
)
def closed_under_review(facts: Facts) -> Iterator[Problem]:
    """What is approved is the content as submitted; editing is closed meanwhile."""
    submission = facts.case.open_submission()
    if submission is None or (facts.gate == "dispose_preservation" and submission.leaves_room_for_a_disposal):
        return
    yield problem(
        "本案正在“{status}”环节，内容已锁定。",
        "This case is at “{status}”; its content is locked.",
        "等待审核结束，或由送审人撤回后再改。",
        "Wait for the review to end, or have the submitter recall it first.",
        status=submission.get_status_display(),
    )


@rule(
    "W2",
    zh="移交区局待答复期间不得推进",
    en="Nothing moves on while a hand-over waits for the organ",
    articles="办案规程·移交",
    gates=(*EDITS, *SUBMISSIONS, "confirm", "approve"),
)
def closed_under_hand_over(facts: Facts) -> Iterator[Problem]:
    """The case waits for the organ's answer."""
    if facts.case.hand_over_waits:
        yield problem(
            "本案已申请移交区局办理，等待答复。",
            "A hand-over to the organ is waiting for its answer.",
            "等区局执法队接收或退回后继续。",
            "Go on once the organ's enforcement desk has accepted or refused it.",
        )


@rule(
    "W3",
    zh="委托终止、中止后，未决定由街道办结的案件只能移交",
    en="Once the delegation has ended or pauses, the street may only hand over what it was not told to finish",
    articles="处罚法20",
    gates=(*(code for code in (*EDITS, *SUBMISSIONS) if code != "submit_closure"), "confirm", "approve"),
    invariants=(4,),
)
def delegation_still_runs(facts: Facts) -> Iterator[Problem]:
    """An agreement that ends mid-case: a successor in force, or the recorded word that the street finishes it."""
    agreement = facts.case.agreement
    if not facts.street_handles or agreement is None or facts.case.is_decided or agreement.in_force_on(facts.on):
        return
    if settling.may_finish(facts.case, facts.on):
        return
    yield problem(
        "委托协议 {number} 在该日已不在有效期内，且未决定由街道按原委托期限办结。",
        "The delegation agreement {number} is not in force on that day, and nobody decided that the street finishes the case.",
        "由委托机关法规科或系统管理员决定本案由街道办结或者移交，或者将案件移交委托机关办理。",
        "The organ's legal section or the administrator decides whether the street finishes it; or hand it to the organ.",
        number=agreement.number,
    )


@rule(
    "W4",
    zh="决定作出后不再调查、告知、终止或移送",
    en="After the decision nothing is investigated, noticed, terminated or transferred",
    articles="处罚法57、62",
    gates=BEFORE_DECISION_ONLY,
    invariants=(12,),
)
def not_decided_yet(facts: Facts) -> Iterator[Problem]:
    """Between the decision and its service the case still stands at notice; only the service is left to do."""
    if facts.case.is_decided:
        yield problem(
            "处罚决定已于 {day} 作出。",
            "The decision was made on {day}.",
            "登记决定书的送达，继续执行。",
            "Record the service of the decision and go on with its execution.",
            day=facts.case.decided_on.isoformat(),
        )


@rule(
    "A8",
    zh="执法人员不得少于两人且持有效执法证",
    en="Two officers with valid certificates",
    articles="处罚法42(1)",
    gates=(*ACTS_OF_TWO, *SUBMISSIONS, "confirm", "open_case", "decide_on_site", "reopen"),
    invariants=(5,),
)
def two_certified_officers(facts: Facts) -> Iterator[Problem]:
    """At least two distinct officers hold a certificate valid on the day of the act; auxiliaries never count (A10)."""
    officers = facts.inputs.get("officers")
    if officers is None:
        officers = [handler.officer for handler in facts.case.current_handlers()]
    officers = list({officer.pk: officer for officer in officers}.values())
    _read_certificates(officers)
    for officer in officers:
        if officer.certificate_on(facts.on) is None:
            yield problem(
                "{name} 在 {day} 没有有效的行政执法证。",
                "{name} holds no valid enforcement certificate on {day}.",
                "更换为持证人员，或先更新证件。",
                "Replace the officer, or renew the certificate first.",
                at="officers",
                name=officer.name,
                day=facts.on.isoformat(),
            )
    if len(officers) < 2:
        yield problem(
            "该行为须由两名以上执法人员实施，现只有 {count} 名。",
            "This act needs two officers; there are {count}.",
            "请选择两名不同的持证执法人员。",
            "Choose two different certified officers.",
            at="officers",
            count=len(officers),
        )


def _read_certificates(officers: list[Any]) -> None:
    """Read them under the lock, whatever was read with the officers before: one may have ended meanwhile."""
    for officer in officers:
        officer.__dict__.get("_prefetched_objects_cache", {}).pop("certificates", None)
    prefetch_related_objects(officers, "certificates")


@rule(
    "O1",
    zh="立案前不得询问",
    en="No interview before filing",
    articles="处罚法54(2)；案卷评查P01",
    gates=AFTER_FILING,
    invariants=(1,),
)
def after_filing(facts: Facts) -> Iterator[Problem]:
    """filed_on lies before every later act except inspection, rectification and urgent preservation."""
    if facts.case.filed_on is None:
        yield problem(
            "本案尚未批准立案。", "Filing has not been approved yet.", "先送审立案。", "Submit the filing first."
        )
    elif facts.on < facts.case.filed_on:
        yield problem(
            "日期早于立案日 {day}。",
            "The date lies before the day of filing, {day}.",
            "请核对日期。",
            "Check the date.",
            at="happened_on",
            day=facts.case.filed_on.isoformat(),
        )


@rule(
    "O2",
    zh="案卷归档后不得改动",
    en="A sealed dossier never changes",
    articles="案卷归档规定（待核实）",
    gates=(
        "attach_signed_scan",
        "sign_on_screen",
        "record_payment",
        "serve",
        "recheck_rectification",
        "archive",
        "explain_passed_limit",
        *CORRECTIONS,
    ),
    covers=("G2",),
    invariants=(11,),
)
def not_sealed(facts: Facts) -> Iterator[Problem]:
    """After archiving nothing is added, taken, altered or destroyed.

    What the law asks of a sealed case still is done beside the dossier, and explained where it came late.
    """
    if facts.case.is_sealed and not _explains_what_runs_on(facts):
        yield problem(
            "案卷已于 {day} 归档。",
            "The dossier was sealed on {day}.",
            "需要更正的，另立补充卷。",
            "A correction needs a supplementary dossier.",
            day=facts.case.archived_on.isoformat(),
        )


def _explains_what_runs_on(facts: Facts) -> bool:
    if facts.gate != "explain_passed_limit":
        return False
    chosen = facts.inputs.get("passed")
    rows = [chosen] if chosen is not None else facts.case.passed_limits.filter(explained_on=None)
    return any(row.code in AFTER_SEALING for row in rows)


@rule(
    "O3",
    zh="行为日期不得早于案发日",
    en="No act lies before the day of discovery",
    articles="案卷评查V16",
    gates=("order_rectification", "recheck_rectification", "serve", "record_payment", "submit_closure"),
    invariants=(1,),
)
def not_before_discovery(facts: Facts) -> Iterator[Problem]:
    """A procedure turned upside down is a veto in the evaluation."""
    if facts.on < facts.case.found_on and facts.case.stage != Stage.CLOSED:
        yield problem(
            "日期早于发现违法行为之日 {day}。",
            "The date lies before the violation was found, {day}.",
            "请核对日期。",
            "Check the date.",
            at="happened_on",
            day=facts.case.found_on.isoformat(),
        )
