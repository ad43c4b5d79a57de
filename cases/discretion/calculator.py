"""From a violation, a tier and circumstances to the recommended fine, with the chain of reasons (处罚法 5(2), 34)."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field
from decimal import Decimal

from django.db.models import Q
from django.utils.translation import gettext as _

from cases.models import Case, Violation

from .amounts import HUNDRED, MITIGATED, Judgement, Span, nearest
from .factors import Chosen, weigh
from .thresholds import (
    discussion_threshold,
    hearing_threshold,
    needs_discussion,
    needs_hearing,
    street_cap,
    within_street_cap,
)

HALF = Decimal("0.5")
NOTHING = Decimal(0)


@dataclass(frozen=True, kw_only=True)
class TierRange(Span):
    """The span of one tier, in yuan, as far as it lies within the law; a bound may belong to the tier next to it."""

    tier: str
    label: str
    condition: str
    source: str
    derived: bool

    @property
    def recommended(self) -> Decimal:
        """The middle of the tier, rounded to a hundred yuan: what it comes to without circumstances."""
        return self.at(HALF)


@dataclass(frozen=True)
class Step:
    """One link of the chain: what it is about, what it says, the article it rests on."""

    key: str
    text: str
    article: str
    to_confirm: bool = False


@dataclass(frozen=True)
class Linked:
    """What the unit of a linked case gets, as a share of its range, and what that comes to here (裁量规则第四节)."""

    reference: str
    share: Decimal
    fine: Decimal

    @property
    def percent(self) -> str:
        """The share in hundredths, 80 or 23.5."""
        return percent(self.share)


@dataclass(frozen=True)
class Person:
    """The responsible person beside the unit: role and statutory range at the same stage (裁量规则第四节)."""

    role: str
    law: Span


@dataclass
class Advice:
    """What the calculator says for one violation with the circumstances chosen on it."""

    violation: Violation
    law: Span | None
    tiers: list[TierRange]
    judgement: Judgement
    chosen: list[Chosen] = field(default_factory=list)
    linked: Linked | Person | None = None

    @property
    def case(self) -> Case:
        """The case of the violation."""
        return self.violation.case

    def tier(self, code: str) -> TierRange | None:
        """One tier of the table that applies; None where it has no amounts."""
        return next((one for one in self.tiers if one.tier == code), None)

    @property
    def suggested(self) -> str:
        """The tier the circumstances lead to; “” where no tier has amounts. Never mitigated: that is for people to say."""
        return nearest(self.judgement.tier, [one.tier for one in self.tiers if one.tier != MITIGATED])

    @property
    def open_tiers(self) -> set[str]:
        """The tiers that may be chosen without a reason."""
        return {self.suggested, *(code for code in self.judgement.open_tiers if code == MITIGATED and self.tier(code))}

    @property
    def any_derived(self) -> bool:
        """Whether a tier is derived from the statutory range, not published."""
        return any(one.derived for one in self.tiers)

    def recommended_in(self, code: str) -> Decimal | None:
        """The recommended fine within a tier; None where there is no such tier."""
        span = self.tier(code)
        return None if span is None else span.at(self.judgement.place / HUNDRED)

    @property
    def recommended(self) -> Decimal | None:
        """The recommended fine in the tier the circumstances lead to."""
        return self.recommended_in(self.suggested)

    def departs(self, code: str, fine: Decimal) -> bool:
        """Whether tier or fine leave what the circumstances lead to, so that a reason is needed."""
        span = self.tier(code)
        return bool(self.tiers) and (span is None or code not in self.open_tiers or not span.contains(fine))

    def chain(self, code: str = "", others: Decimal = NOTHING) -> list[Step]:
        """Statutory range → stage → tier → circumstances → cap → hearing → discussion; `others`: the case's other fines."""
        if self.law is None:
            return [_no_fine(self.violation)]
        span = self.tier(code or self.suggested)
        steps = [_statute(self), _stage(self.violation)]
        if span is not None:
            steps += [_tier(self, span), *_circumstances(self), _place(self, span)]
        fine = self.recommended_in(span.tier) if span is not None else None
        if isinstance(self.linked, Linked):
            steps.append(_share(self.linked))
        elif isinstance(self.linked, Person) and fine is not None:
            steps.append(_person(self, fine))
        return steps + _limits(self.case, (fine or NOTHING) + others)


def law_of(violation: Violation) -> Span | None:
    """The statutory range at the violation's stage; a range from 0 means “up to”. None where no fine is possible."""
    found = violation.fine_range()
    return None if found is None else Span(found.minimum, found.maximum, includes_minimum=found.minimum > 0)


def tiers_of(violation: Violation) -> list[TierRange]:
    """The tiers with amounts that apply to the violation's stage and target, as far as they lie within the law."""
    law = law_of(violation)
    if law is None:
        return []
    case = violation.case
    rows = violation.item.tiers_for(
        case.target, violation.is_overdue, on=case.statutory_day(), alternative=violation.alternative_range
    )
    below = Span(NOTHING, law.minimum, includes_minimum=False, includes_maximum=False)
    found = []
    for row in rows:
        if row.fine_max is None:
            continue
        mitigated = row.tier == MITIGATED
        span = Span(row.fine_min, row.fine_max, row.min_inclusive, not mitigated).within(below if mitigated else law)
        if span.at(HALF) is not None:
            ends = (span.minimum, span.maximum, span.includes_minimum, span.includes_maximum)
            about = {"tier": row.tier, "label": str(row.get_tier_display()), "condition": row.condition}
            found.append(TierRange(*ends, **about, source=row.source, derived=row.derived))
    return found


def tier_range(violation: Violation, tier: str) -> TierRange | None:
    """The span of one tier of a violation; None where no amounts are recorded for it."""
    return next((found for found in tiers_of(violation) if found.tier == tier), None)


def recommend(
    violation: Violation, picked: Iterable[Chosen] = (), units: Mapping[str, Violation] | None = None
) -> Advice:
    """The advice on a violation with these circumstances; `units`: the unit's violations in linked cases, by item code."""
    held = list(picked)
    linked = _from_unit(violation, units) if units else _to_person(violation)
    return Advice(violation, law_of(violation), tiers_of(violation), weigh(held), held, linked)


def units_beside(case: Case) -> dict[str, Violation]:
    """What the unit is fined for in the cases linked with a person's, by item code: proposed or decided, the newest."""
    if case.target != "individual":
        return {}
    together = Q(case=case.linked_to_id) | Q(case__linked_to=case.pk)
    if case.linked_to_id:
        together |= Q(case__linked_to=case.linked_to_id)
    rows = Violation.objects.filter(together, case__party__kind="unit", proposal=Violation.Proposal.PENALTY)
    return {
        row.item.code: row for row in rows.exclude(case=case.pk).select_related("case__party", "item").order_by("pk")
    }


def _from_unit(violation: Violation, units: Mapping[str, Violation]) -> Linked | None:
    """The unit's share of its range, carried over to the person's; None where there is none to carry."""
    law, other = law_of(violation), units.get(violation.item.code)
    of_unit = law_of(other) if other else None
    if law is None or other is None or of_unit is None:
        return None
    fine = other.proposed_fine if other.decided_fine is None else other.decided_fine
    if fine is None or not of_unit.contains(fine):
        return None
    share = of_unit.share(fine)
    return Linked(other.case.reference, share, law.at(share))


def _to_person(violation: Violation) -> Person | None:
    """The responsible person's range, where the item has one beside the unit's: it is fined in a linked case."""
    if violation.case.target != "unit":
        return None
    found = violation.item.fine_range("individual", violation.is_overdue)
    if found is None or violation.item.individual_role in ("", "个人"):
        return None
    span = Span(found.minimum, found.maximum, includes_minimum=found.minimum > 0)
    return Person(violation.item.individual_role, span)


# --- The chain, link by link ------------------------------------------------------------------------------------------


def percent(share: Decimal) -> str:
    """A share in hundredths: 80, 23.5"""
    return f"{(share * HUNDRED).quantize(Decimal('0.1')).normalize():f}"


def yuan(amount: Decimal) -> str:
    """¥20,000"""
    return f"¥{amount:,.2f}".removesuffix(".00")


def _no_fine(violation: Violation) -> Step:
    text = _("No fine is possible at this stage: order the correction first.")
    return Step("statute", text, violation.item.penalty_provision_for(violation.case.target))


def _statute(advice: Advice) -> Step:
    law, item = advice.law, advice.violation.item
    if law.minimum:
        text = _("The law allows %(low)s to %(high)s.") % {"low": yuan(law.minimum), "high": yuan(law.maximum)}
    else:
        text = _("The law allows up to %(high)s; it sets no minimum, so nothing can be mitigated below one.") % {
            "high": yuan(law.maximum)
        }
    return Step("statute", text, item.penalty_provision_for(advice.case.target), item.unconfirmed)


def _stage(violation: Violation) -> Step:
    if violation.is_overdue:
        text = _("Stage: not corrected in time, as the re-check found.")
    else:
        text = _("Stage: first finding, fined together with the order to correct.")
    if violation.alternative_range:
        text += " " + _("The range for: %(whom)s.") % {"whom": violation.item.alt_basis}
    return Step("stage", text, violation.item.precondition or "处罚法28(1)")


def _tier(advice: Advice, span: TierRange) -> Step:
    text = _("Tier “%(tier)s”: %(low)s to %(high)s.") % {
        "tier": span.label,
        "low": yuan(span.minimum),
        "high": yuan(span.maximum),
    }
    if span.tier not in advice.open_tiers:
        leads = advice.tier(advice.suggested)
        text += " " + _("The circumstances lead to “%(tier)s”; another tier needs a reason.") % {
            "tier": leads.label if leads else advice.suggested
        }
    return Step("tier", text, f"处罚法34；{span.source}", span.derived)


def _circumstances(advice: Advice) -> list[Step]:
    moves = dict(advice.judgement.moves)
    steps = []
    for one in advice.chosen:
        code = one.factor.code
        if code in advice.judgement.deciding:
            effect = _("one tier milder") if one.factor.lightens else _("one tier graver")
        elif code in moves:
            effect = _("%(step)s hundredths of the tier") % {"step": f"{moves[code]:+d}"}
        else:
            continue
        text = _("%(circumstance)s: %(effect)s") % {"circumstance": one.factor.title, "effect": effect}
        steps.append(Step("factor", text, one.factor.article, one.factor.to_confirm))
    return steps or [Step("factor", _("No circumstance chosen: the normal tier, at its middle."), "处罚法5(2)")]


def _place(advice: Advice, span: TierRange) -> Step:
    text = _("At %(place)s %% of the tier: %(fine)s recommended, rounded to a hundred yuan.") % {
        "place": f"{advice.judgement.place:f}",
        "fine": yuan(advice.recommended_in(span.tier)),
    }
    return Step("place", text, "处罚法5(2)", to_confirm=True)


def _share(linked: Linked) -> Step:
    text = _("The unit of the linked case is at %(percent)s %% of its range; the same share here: %(fine)s.") % {
        "percent": linked.percent,
        "fine": yuan(linked.fine),
    }
    return Step("linked", text, "处罚法5(2)")


def _person(advice: Advice, fine: Decimal) -> Step:
    share, person = advice.law.share(fine), advice.linked
    text = _(
        "%(role)s: %(low)s to %(high)s in a linked case; the same share of the range, %(percent)s %%, is %(fine)s."
    ) % {
        "role": person.role,
        "low": yuan(person.law.minimum),
        "high": yuan(person.law.maximum),
        "percent": percent(share),
        "fine": yuan(person.law.at(share)),
    }
    return Step("person", text, advice.violation.item.penalty_provision_for("individual"), to_confirm=True)


def _limits(case: Case, total: Decimal) -> list[Step]:
    cap, steps = street_cap(case), []
    if cap is not None:
        says = _("within the cap") if within_street_cap(case, total) else _("above the cap: hand over to the organ")
        text = _("The street may decide up to %(cap)s in all: %(total)s is %(says)s.")
        told = {"cap": yuan(cap), "total": yuan(total), "says": says}
        steps.append(Step("cap", text % told, "处罚法20(1)；委托协议限额"))
    for key, threshold, reached, article in (
        ("hearing", hearing_threshold(case), needs_hearing(case, total), "处罚法63(1)"),
        ("discussion", discussion_threshold(case), needs_discussion(case, total), "处罚法57(2)"),
    ):
        names = {"hearing": _("A hearing"), "discussion": _("A collective discussion")}
        says = _("reached") if reached else _("not reached")
        text = _("%(what)s is due from %(amount)s: %(says)s.")
        told = {"what": names[key], "amount": yuan(threshold), "says": says}
        steps.append(Step(key, text % told, article, to_confirm=True))
    return steps
