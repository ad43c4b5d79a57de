"""Rules of remedies and publication (救济、公开), and the count of repeated penalties."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date, timedelta
from decimal import Decimal
from typing import Any

from cases import execution
from cases.models import Case, Remedy
from cases.stages import Outcome
from delegation.models import Organ
from gongshu_enforcement import legal_settings

from .registry import Facts, Problem, problem, rule


@rule(
    "F10",
    zh="行政复议、行政诉讼应在法定期限内提出",
    en="A remedy is lodged within its period",
    articles="行政复议法20；行政诉讼法45、46",
    gates=("record_remedy",),
    severity="warn",
)
def lodged_in_time(facts: Facts) -> Iterator[Problem]:
    """The body decides whether it is late; the officers should know what to answer."""
    last = _last_day(facts.case, facts.inputs["kind"])
    if last is not None and facts.on > last:
        yield problem(
            "该期限已于 {day} 届满。",
            "Its period ended on {day}.",
            "在答复或者答辩中向复议机关、法院说明。",
            "Say so in the answer to the body.",
            at="happened_on",
            day=last.isoformat(),
        )


def _last_day(case: Any, kind: str) -> date | None:
    if kind == Remedy.Kind.RECONSIDERATION:
        return execution.reconsideration_until(case)
    reviews = [row for row in case.remedies.all() if row.kind == Remedy.Kind.RECONSIDERATION and row.result_on]
    decided = [row.result_on for row in reviews if not row.was_withdrawn]
    return execution.suit_until(case, max(decided, default=None))


@rule(
    "F10a",
    zh="对当场处罚决定不服的，应当先申请行政复议",
    en="Reconsideration comes before a suit against a decision made on site",
    articles="行政复议法23(1)(1)",
    gates=("record_remedy",),
    covers=("D3", "F10"),
)
def reconsideration_first(facts: Facts) -> Iterator[Problem]:
    """A court does not hear it before; a suit on file without one is a mistake of kind."""
    first = [row for row in facts.case.remedies.all() if row.kind == Remedy.Kind.RECONSIDERATION]
    if facts.case.is_summary and facts.inputs["kind"] == Remedy.Kind.SUIT and not any(row.result_on for row in first):
        yield problem(
            "本案是当场处罚决定，当事人应当先申请行政复议。",
            "This decision was made on site: reconsideration comes first.",
            "先登记行政复议及其结果；起诉被驳回的不登记为诉讼。",
            "Record the reconsideration and its result first.",
            at="kind",
        )


@rule(
    "F10b",
    zh="同类救济未终结前不得重复登记，且不早于决定送达（公告）日",
    en="One remedy of a kind at a time, after the service of the decision or its public notice",
    articles="行政复议法19、30；行政诉讼法49",
    gates=("record_remedy",),
    covers=("F10", "F11"),
)
def one_at_a_time(facts: Facts) -> Iterator[Problem]:
    """While one is pending another of its kind is not admitted. Who reads a public notice early may lodge one at once."""
    kind, known_on = facts.inputs["kind"], execution.known_on(facts.case)
    if any(row.kind == kind and row.is_pending for row in facts.case.remedies.all()):
        yield problem(
            "同类救济尚未终结。",
            "One of this kind is pending.",
            "先登记其结果。",
            "Record its result first.",
            at="kind",
        )
    if known_on is not None and facts.on < known_on:
        yield problem(
            "日期早于决定书送达（公告）日 {day}。",
            "The day lies before the service of the decision, or its public notice, {day}.",
            "核对日期。",
            "Check the day.",
            at="happened_on",
            day=known_on.isoformat(),
        )


@rule(
    "F10c",
    zh="变更决定须载明变更后的罚款；无相反请求的不得更重",
    en="A changed decision states its fine, which is heavier only where somebody of an opposed interest asked",
    articles="行政复议法63(2)；行政诉讼法77(2)",
    gates=("record_remedy_result",),
    covers=("F10",),
)
def changed_to_no_more(facts: Facts) -> Iterator[Problem]:
    """The fine is executed as changed; any other result changes no amount.

    Whoever asked for relief is never worse off for it, except where a third party (in a suit: a plaintiff of an opposed
    interest) asked for the contrary.
    """
    fine = facts.inputs.get("changed_fine")
    if facts.inputs["result"] != Remedy.Result.CHANGED:
        if fine is not None:
            yield problem(
                "处罚决定没有被变更，不填写变更后的罚款。",
                "The decision was not changed: no changed fine is given.",
                "删除变更后的罚款，或者核对结果。",
                "Leave it empty, or check the result.",
                at="changed_fine",
            )
        return
    before = execution.standing_fine(facts.case)
    if fine is None or fine < 0:
        yield problem(
            "没有填写变更后的罚款。",
            "The fine as changed is missing.",
            "按复议决定书或者判决书填写；没有罚款的填写 0。",
            "Give it as the decision or judgment states; 0 where no fine is left.",
            at="changed_fine",
        )
    elif fine > before and not facts.inputs.get("opposed_request"):
        yield problem(
            "变更后的罚款高于变更前的 {before} 元。",
            "The fine as changed is above the {before} yuan before.",
            "按复议决定书或者判决书核对；第三人提出相反请求，或者利害关系人同为原告且诉讼请求相反的，勾选该项。",
            "Check it against the decision or judgment; where a third party, or a plaintiff of an opposed interest, asked for "
            "the contrary, tick that.",
            at="changed_fine",
            before=before,
        )


@rule(
    "RO1",
    zh="重新处理须以处罚决定被撤销或者确认无效为前提，且只开始一次",
    en="A matter is dealt with anew where its decision was annulled or found void, once",
    articles="行政复议法64、67；行政诉讼法70、75",
    gates=("reopen",),
    covers=("F10", "C20"),
)
def rests_on_a_fallen_decision(facts: Facts) -> Iterator[Problem]:
    """What was changed is executed as changed, and what was found unlawful stands: neither is decided a second time."""
    remedy = facts.inputs["remedy"]
    if not remedy.leaves_nothing:
        yield problem(
            "该复议、诉讼没有撤销处罚决定，也没有确认其无效。",
            "This remedy neither annulled the decision nor found it void.",
            "变更后的决定按变更内容执行；维持、驳回的不重新处理。",
            "A changed decision is executed as changed; one that was upheld is not dealt with anew.",
            at="remedy",
        )
    elif facts.on < remedy.result_on:
        yield problem(
            "日期早于收到结果之日 {day}。",
            "The day lies before the result came, {day}.",
            "核对日期。",
            "Check the day.",
            at="happened_on",
            day=remedy.result_on.isoformat(),
        )
    if hasattr(facts.case, "reopened_as"):
        yield problem(
            "本案已经重新处理（{reference}）。",
            "This case is dealt with anew already ({reference}).",
            "在该案中继续办理。",
            "Go on in that case.",
            reference=facts.case.reopened_as.reference,
        )


@rule(
    "RO2",
    zh="重新作出的处罚不得与被撤销的处罚基本相同",
    en="What is decided anew is not essentially what was annulled",
    articles="行政复议法64(2)；行政诉讼法71",
    gates=("submit_discretion",),
    severity="warn",
    covers=("F10",),
)
def not_the_same_again(facts: Facts) -> Iterator[Problem]:
    """On the same facts and reasons; where only the procedure was at fault the same may be decided, so it is a warning."""
    before = facts.case.reopens
    if before is None:
        return
    proposed = sum((Decimal(str(row.get("fine") or 0)) for row in facts.content("violations", ())), Decimal(0))
    if proposed and proposed == before.total_fine:
        yield problem(
            "拟处罚款与原案 {reference} 被撤销的罚款相同（{fine} 元）。",
            "The proposed fine is that of the annulled decision in {reference} ({fine} yuan).",
            "除仅因违反法定程序被撤销外，应当依据新查明的事实、理由重新裁量。",
            "Unless only the procedure was at fault, decide on what was newly found.",
            at="violations",
            reference=before.reference,
            fine=proposed,
        )


@rule(
    "C19",
    zh="公开的须是已作出的处罚决定",
    en="What is published is a decision that was made and stands",
    articles="安全法78(2)；处罚法48(1)",
    gates=("publish",),
)
def only_what_stands(facts: Facts) -> Iterator[Problem]:
    """Not before the decision, and not what a remedy took away."""
    if facts.case.decided_on is None or facts.on < facts.case.decided_on:
        yield problem(
            "公开日期早于处罚决定。",
            "It lies before the decision.",
            "决定作出后再公开。",
            "Publish after the decision.",
            at="happened_on",
        )
    if any(row.takes_away for row in facts.case.remedies.all()):
        yield problem(
            "处罚决定已被变更、撤销或者确认违法、无效。",
            "The decision was changed, annulled or found unlawful.",
            "不再公开原决定。",
            "The decision is not published any more.",
        )


@rule(
    "C20",
    zh="撤回处罚信息须公开说明理由",
    en="A withdrawal is explained in public",
    articles="处罚法48(2)、85",
    gates=("withdraw_publication",),
)
def withdrawal_is_explained(facts: Facts) -> Iterator[Problem]:
    """Only where the decision fell, within three working days, with the reason."""
    if not str(facts.inputs["reason"]).strip():
        yield problem(
            "没有写明公开说明的理由。",
            "The reason made public is missing.",
            "写明撤回的理由。",
            "Give the reason.",
            at="reason",
        )
    standing = facts.case.publications.filter(withdrawn_on=None).first()
    if standing is not None and standing.withdraw_since is None:
        yield problem(
            "处罚决定没有被变更、撤销或者确认违法、无效。",
            "The decision was not changed, annulled or found unlawful.",
            "先登记复议、诉讼的结果。",
            "Record the result of the remedy first.",
        )


@rule(
    "F15",
    zh="一百八十日内三次或者一年内四次处罚且存在重大事故隐患的，提请关闭",
    en="Three penalties in 180 days or four in a year, with a major hazard: closure is proposed",
    articles="安全法113(1)",
    gates=("submit_discretion", "submit_notice", "decide_on_site"),
    severity="warn",
)
def repeated_penalties(facts: Facts) -> Iterator[Problem]:
    """Counted over every street; which cases they are is not shown here."""
    organ, code = _unit_punished(facts)
    if organ.code != Organ.Code.EMERGENCY or not code:
        return
    for setting, days in (("repeat_penalties_180_days", 180), ("repeat_penalties_year", 365)):
        count = penalties_since(organ, code, facts.on - timedelta(days=days), apart=_case_of(facts)) + 1
        if count >= legal_settings.value(setting, on=facts.on):
            yield problem(
                "加上本案，该单位 {days} 日内受到安全生产行政处罚 {count} 次。",
                "With this case the unit has been punished {count} times within {days} days.",
                "存在重大事故隐患的，报委托机关研究提请政府予以关闭。",
                "Where there is a major hazard, report to the organ: it proposes the closure to the government.",
                days=days,
                count=count,
            )
            return


def _case_of(facts: Facts) -> Case | None:
    """The case; a decision on site has none yet, its rules are asked on the street."""
    return None if facts.gate == "decide_on_site" else facts.case


def _unit_punished(facts: Facts) -> tuple[Organ, str]:
    """The organ that decides, and the unit's code; no code where the party is a person or has none."""
    case = _case_of(facts)
    if case is not None:
        return case.organ, case.party.credit_code if case.party.is_unit else ""
    party = facts.inputs["party"]
    return facts.inputs["organ"], (party.get("credit_code") or "") if party["kind"] == "unit" else ""


def penalties_since(organ: Organ, code: str, since: date, *, apart: Case | None = None) -> int:
    """How often the unit of this code was punished under the work-safety law since a day, in every street.

    `apart`: the case that is not counted.
    """
    others = Case.objects.filter(
        organ=organ,
        outcome=Outcome.PENALTY,
        decided_on__gte=since,
        party__credit_code=code,
    )
    fallen = Remedy.objects.filter(result__in=Remedy.LEAVES_NOTHING).values("case")
    return others.exclude(pk=apart and apart.pk).exclude(pk__in=fallen).count()
