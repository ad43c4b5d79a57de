"""How the cases of the demo year go: each script takes a journey some way, or all the way."""

from __future__ import annotations

from collections.abc import Callable
from datetime import timedelta
from decimal import Decimal
from typing import Any

from cases.journey import Journey, Part
from cases.stages import Outcome, Stage
from gongshu_enforcement.working_days import add_working_days

from .courses import before_the_court, deferred, on_site, with_preservation
from .measures import with_measures

Script = Callable[[Journey], Part]


def to_the_archive(journey: Journey) -> Part:
    """From opening to the sealed dossier."""
    yield from journey.whole()


def with_defence(journey: Journey) -> Part:
    """The party defends itself; every point is answered."""
    yield from journey.whole()


def stop_at(stage: str, desk: str) -> Script:
    """Stand at a desk of a stage."""

    def script(journey: Journey) -> Part:
        yield from journey.go(stage, desk)

    return script


def returned(stage: str, desk: str, reason: str, opinion: str, return_to: str = "") -> Script:
    """Returned once, corrected, submitted again, closed."""

    def script(journey: Journey) -> Part:
        yield from journey.go(stage, desk)
        yield from journey.give_back(reason, opinion, return_to)
        journey.at += timedelta(minutes=90)
        yield from journey.whole()

    return script


def returned_and_open(stage: str, desk: str, reason: str, opinion: str, return_to: str = "") -> Script:
    """Returned, and with the officers now."""

    def script(journey: Journey) -> Part:
        yield from journey.go(stage, desk)
        yield from journey.give_back(reason, opinion, return_to)

    return script


RETURNS = (
    returned(Stage.INTERVIEW, "initial", "evidence", "现场照片未注明拍摄时间、地点和拍摄人，请补正后再报。"),
    returned(Stage.DISCRETION, "legal", "discretion", "裁量理由未写明从轻情节的证据，请补充。"),
    returned(Stage.FILING, "initial", "facts", "案件来源与检查记录的时间不一致，请核实。"),
    returned(Stage.DETERMINATION, "recheck", "law", "违反条款应具体到项，请修改。"),
    returned(Stage.NOTICE, "final", "document", "呈批表中当事人名称与营业执照不一致，请更正。"),
    returned(
        Stage.DISCRETION, "final", "evidence", "培训记录的缺失情况还需补充询问，请退回调查环节补证。", Stage.INTERVIEW
    ),
    returned(Stage.CLOSURE, "recheck", "procedure", "复查意见书未送达即报结案，请补办。"),
)


# --- Open, and neither at a desk nor being written --------------------------------------------------------------------


def notice_issued(journey: Journey) -> Part:
    """The advance notice is issued, its service not yet recorded."""
    yield from journey.go(Stage.NOTICE)
    yield from journey.issue_notice()


def defence_running(journey: Journey) -> Part:
    """The notice is served; the party still has time for its defence."""
    yield from notice_issued(journey)
    yield from journey.serve_issued()


def defence_made(journey: Journey) -> Part:
    """The party has defended itself; the answer is due."""
    yield from defence_running(journey)
    yield from journey.record_defence()


def decided(journey: Journey) -> Part:
    """The decision is made and waits to be served."""
    yield from journey.go(Stage.NOTICE, "final")
    yield from journey.approve()


def payment_pending(journey: Journey) -> Part:
    """The decision is served; the party has fifteen days to pay."""
    yield from journey.go(Stage.CLOSURE)


def handing_over(journey: Journey) -> Part:
    """The street has asked the bureau to take the case: the fine would be above its cap."""
    yield from journey.go(Stage.DISCRETION)
    yield from journey.hand_over("over_cap", "违法情节较重，拟处罚款超过委托限额五万元，申请移交区局办理。")


def handed_over(journey: Journey) -> Part:
    """The bureau has accepted the case and goes on with it."""
    yield from handing_over(journey)
    yield from journey.accept_hand_over()
    yield from journey.go(Stage.DISCRETION, "recheck")


WAITING = (
    (Stage.NOTICE, 4, notice_issued),
    (Stage.NOTICE, 5, defence_running),
    (Stage.NOTICE, 6, defence_made),
    (Stage.NOTICE, 5, decided),
    (Stage.CLOSURE, 7, payment_pending),
    (Stage.DISCRETION, 3, handing_over),
    (Stage.DISCRETION, 4, handed_over),
    (
        Stage.FILING,
        1,
        returned_and_open(Stage.FILING, "initial", "facts", "当事人名称与现场检查记录不一致，请核实后再报。"),
    ),
    (
        Stage.DETERMINATION,
        2,
        returned_and_open(
            Stage.DETERMINATION, "legal", "evidence", "认定事实与询问笔录不一致，请补充询问。", Stage.INTERVIEW
        ),
    ),
    (
        Stage.DISCRETION,
        3,
        returned_and_open(Stage.DISCRETION, "final", "discretion", "同类案件裁量不一致，请说明理由。"),
    ),
)


def late_for_the_decision(journey: Journey) -> Part:
    """Corrected long ago; the limit for the decision has passed."""
    yield from journey.go(Stage.DISCRETION, "ready")
    yield from journey.recheck(passed=True)


def late_payment(journey: Journey) -> Part:
    """Corrected, but not paid in fifteen days."""
    yield from journey.go(Stage.CLOSURE)
    yield from journey.recheck(passed=True)


LATE = (  # stage, working days since filing, script: late for filing, decision, payment
    (Stage.FILING, 9, stop_at(Stage.FILING, "ready")),
    (Stage.DISCRETION, 66, late_for_the_decision),
    (Stage.CLOSURE, 24, late_payment),
)


# --- Side ways --------------------------------------------------------------------------------------------------------


def not_filed(journey: Journey) -> Part:
    """Approved not to file."""
    yield from journey.open()
    yield from journey.record_inspection()
    yield from journey.submit_not_filing("经核查，违法行为轻微，已当场改正，没有危害后果。")
    yield from journey.approve()
    yield from journey.archive()


def terminated(journey: Journey) -> Part:
    """Terminated at determination."""
    yield from journey.go(Stage.DETERMINATION)
    yield from journey.terminate("当事人已依法注销，无权利义务承受人，案件无法继续办理。")
    yield from journey.approve()
    yield from journey.archive()


def transferred(journey: Journey) -> Part:
    """Transferred to another agency."""
    yield from journey.go(Stage.DETERMINATION)
    yield from journey.transfer("杭州市拱墅区市场监督管理局", "经调查，涉案行为属市场监督管理部门职权范围。")
    yield from journey.approve()


def taken_over(journey: Journey) -> Part:
    """Handed over to the bureau above the cap, accepted, decided there, closed."""
    yield from journey.go(Stage.DISCRETION)
    yield from journey.hand_over("over_cap", "违法情节较重，拟处罚款超过委托限额，申请移交区局办理。")
    yield from journey.accept_hand_over()
    yield from journey.whole()


def taken_back(journey: Journey) -> Part:
    """The bureau refused a hand-over for complexity; the street finished."""
    yield from journey.go(Stage.DETERMINATION)
    yield from journey.hand_over("complexity", "涉及多家承租单位，案情较为复杂，申请移交区局办理。")
    yield from journey.refuse_hand_over("案情可由街道查清，由联络员驻点指导，退回继续办理。")
    yield from journey.whole()


def recalled(journey: Journey) -> Part:
    """The officers took a submission back, and submitted it again."""
    yield from journey.go(Stage.DETERMINATION, "initial")
    yield from journey.recall("发现案由引用条款有误，撤回修改。")
    yield from journey.whole()


def extended(journey: Journey) -> Part:
    """The limit for the decision was extended in time."""
    yield from journey.go(Stage.DISCRETION)
    yield from journey.extend(
        add_working_days(journey.case.decision_due_on, 20), "需委托检测机构出具检测结论，申请延期。"
    )
    yield from journey.approve()
    yield from journey.whole()


SIDE_WAYS: tuple[tuple[float, Script, dict[str, Any]], ...] = (
    (0.03, before_the_court, {"codes": ("AQ-02",), "fines": [Decimal(20000)]}),
    (0.12, not_filed, {}),
    (0.16, on_site, {"codes": ("AQ-02",), "fines": [Decimal(3000)]}),
    (0.26, with_preservation, {"codes": ("AQ-05",)}),
    (0.2, terminated, {}),
    (0.3, transferred, {"codes": ("AQ-17",)}),
    (0.33, on_site, {"codes": ("XF-05",), "kind": "individual", "fines": [Decimal(200)]}),
    (0.34, deferred, {"codes": ("AQ-19",)}),
    (0.36, to_the_archive, {"outcome": Outcome.NO_PENALTY, "codes": ("AQ-04",)}),
    (0.7, to_the_archive, {"outcome": Outcome.NO_PENALTY, "codes": ("XF-02",)}),
    (0.42, to_the_archive, {"outcome": Outcome.NOT_ESTABLISHED, "codes": ("AQ-15",)}),
    (0.48, taken_over, {"codes": ("AQ-01",), "fines": [Decimal(65000)], "waive": False}),
    (0.6, taken_back, {"codes": ("AQ-26",)}),
    (0.64, recalled, {}),
    (0.4, extended, {"codes": ("AQ-14",)}),
    (0.5, with_measures, {"unit": "organ", "codes": ("AQ-02",), "fines": [Decimal(60000)], "waive": False}),
    (0.74, with_defence, {"waive": False, "codes": ("AQ-19",)}),
    (0.8, to_the_archive, {"codes": ("XF-15",), "kind": "individual"}),
    (0.86, to_the_archive, {"codes": ("AQ-02",)}),
)
