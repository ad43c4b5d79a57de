"""Rules of the self-check (案卷自查) and of what it must show before the dossier is sealed."""

from __future__ import annotations

from collections.abc import Iterator
from decimal import Decimal
from typing import Any

from .registry import Facts, Problem, problem, rule

FAULTY = "faulty"


def _asked(facts: Facts) -> Iterator[tuple[Any, dict[str, Any]]]:
    """Each check with what the software found, and the person's answer."""
    from cases.guide.scoring import prescore  # reads the rules themselves, so it comes after them

    given = {answer["code"]: answer for answer in facts.inputs["answers"]}
    for code, found in prescore(facts.case).items():
        yield found, given.get(code, {})


@rule(
    "G4a",
    zh="自查须逐项有结论",
    en="Every check of the self-check has a result",
    articles="案卷评查；处罚法47",
    gates=("fill_self_check",),
    covers=("G4",),
)
def every_check_answered(facts: Facts) -> Iterator[Problem]:
    """What the software can't judge, a person does."""
    for found, answer in _asked(facts):
        if not (found.result or answer.get("result")):
            yield problem(
                "{code} 没有结论。",
                "{code} has no result.",
                "系统不能判断的项目由承办人选择。",
                "Choose one: the software can't judge this.",
                at=f"check-{found.check.code}-result",
                code=found.check.code,
            )


@rule(
    "G4b",
    zh="扣分和改变系统结论须说明理由，扣分不超过该项分值",
    en="A deduction or another value than the software's has its reason, within the check's points",
    articles="案卷评查；处罚法47",
    gates=("fill_self_check",),
    covers=("G4",),
)
def departures_have_reasons(facts: Facts) -> Iterator[Problem]:
    """Both values are kept, and whoever reads the form sees why they differ."""
    for found, answer in _asked(facts):
        if not answer.get("result"):
            continue
        check, lost = found.check, Decimal(answer.get("deduction") or 0)
        place, faulty = f"check-{check.code}", answer["result"] == FAULTY
        departs = found.result and (answer["result"] != found.result or lost != found.deduction)
        if (departs or faulty) and not (answer.get("reason") or "").strip():
            yield problem(
                "{code} 没有说明理由。",
                "{code}: the reason is missing.",
                "写明扣分或者改变结论的理由。",
                "Say why points are taken off, or why the software's value does not stand.",
                at=f"{place}-reason",
                code=check.code,
            )
        if not 0 <= lost <= check.points or (faulty and not check.veto and not lost) or (lost and not faulty):
            yield problem(
                "{code} 的扣分应与结论一致，且不超过 {points} 分。",
                "{code}: the deduction must fit the result, up to {points} points.",
                "有问题的填写扣分，其他不扣分。",
                "Enter a deduction for a fault, and none otherwise.",
                at=f"{place}-deduction",
                code=check.code,
                points=check.points,
            )


def _last(facts: Facts) -> Any:
    """The self-check of the case as it now stands: one filled since it ended."""
    form = facts.case.self_checks.order_by("round").last()
    since = facts.case.stage_since
    return form if form and (since is None or form.filled_on >= since) else None


@rule(
    "G4s",
    zh="归档前须完成案卷自查",
    en="The self-check is done before the dossier is sealed",
    articles="案卷评查；处罚法47",
    gates=("archive",),
    covers=("G3", "G4"),
)
def self_check_done(facts: Facts) -> Iterator[Problem]:
    """Filled in after the case ended."""
    if _last(facts) is None:
        yield problem(
            "本案尚未完成案卷自查。",
            "The self-check of the dossier has not been done.",
            "先填写案卷自查表。",
            "Fill in the self-check form first.",
        )


@rule(
    "G4v",
    zh="案卷自查存在否决项的不得归档",
    en="No dossier is sealed while a veto stands",
    articles="案卷评查；处罚法47",
    gates=("archive",),
    covers=("G3", "G4"),
)
def no_veto_stands(facts: Facts) -> Iterator[Problem]:
    """A fatal fault is put right, or shown not to be one, before the file is closed."""
    form = _last(facts)
    if form is None or not form.vetoes:
        return
    standing = [line.code for line in form.lines.all() if line.is_veto and line.result == FAULTY]
    yield problem(
        "案卷自查存在否决项：{codes}。",
        "Vetoes stand in the self-check: {codes}.",
        "纠正后重新自查；系统判断有误的，写明理由改正结论。",
        "Put it right and check again; where the software is wrong, say why and correct its value.",
        codes="、".join(standing),
    )
