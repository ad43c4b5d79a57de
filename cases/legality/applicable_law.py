"""Which law applies: competing items (处罚法 29) and a newer, lighter range (处罚法 37). Both are warnings for people."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date

from cases.models import Violation
from delegation.models import CatalogueVersion, FineRange, Item
from delegation.selectors import items_in_force
from gongshu_enforcement import legal_settings

from .discretion import established
from .registry import Facts, Problem, problem, rule

GATES = ("submit_determination", "submit_discretion")


def _standing(facts: Facts) -> list[Violation]:
    """The violations that are, or would be, found established."""
    if facts.gate == "submit_discretion":
        return established(facts)
    kept = facts.__dict__.get("standing")
    if kept is None:
        rows = facts.case.violations.select_related("item__version")
        kept = facts.__dict__["standing"] = [row for row in rows if row.finding != Violation.Finding.NOT_ESTABLISHED]
    return kept


def _yuan(span: FineRange | None) -> str:
    return "—" if span is None else f"{span.minimum.normalize():f}–{span.maximum.normalize():f}"


def _lighter(one: FineRange | None, other: FineRange | None) -> bool:
    """Whether the first range is lighter: no fine at all, a lower maximum, or the same with a lower minimum."""
    if one is None or other is None:
        return one is None and other is not None
    return (one.maximum, one.minimum) < (other.maximum, other.minimum)


@rule(
    "C14c",
    zh="同一行为违反多个规定的，按罚款数额高的规定处罚",
    en="One act against several provisions: the one with the higher fine applies",
    articles="处罚法29",
    gates=GATES,
    severity="warn",
    covers=("C14",),
)
def competing_items(facts: Facts) -> Iterator[Problem]:
    """Blocked exits break work safety law and fire law at once; the pairs are a setting."""
    told = legal_settings.value("competing_items", on=facts.case.statutory_day(), organ=facts.case.organ.code)
    pairs = [set(pair.split()) for pair in told.replace(";", "；").split("；")]
    rows = _standing(facts)
    rivals = [(row, code) for row in rows for pair in pairs if row.item.code in pair for code in pair - {row.item.code}]
    if not rivals:
        return
    held = items_in_force(facts.case.statutory_day()).filter(code__in=[code for _row, code in rivals])
    others = {item.code: item for item in held}
    for row, code in rivals:
        if code not in others:
            continue
        own = row.fine_range()
        other = others[code].fine_range(facts.case.target, row.is_overdue)
        yield problem(
            "{code}（{own} 元）与 {rival}（{other} 元）可能是同一行为，只罚一次，按数额高的规定处罚。",
            "{code} ({own} yuan) and {rival} ({other} yuan) may be one act: one fine only, by the provision with the higher one.",
            "核对是否同一行为；另一规定罚款更高且属其他机关的，移送该机关。",
            "Check whether it is one act; where the other organ's provision is higher, transfer the case to it.",
            code=row.item.code,
            own=_yuan(own),
            rival=code,
            other=_yuan(other),
        )


@rule(
    "C15",
    zh="行为时与决定时规定不同的，从旧兼从轻",
    en="Where the law has changed since the act, the lighter one applies",
    articles="处罚法37",
    gates=GATES,
    severity="warn",
)
def lighter_law(facts: Facts) -> Iterator[Problem]:
    """The range on the day of the act against today's; the case must not stand on the heavier of the two."""
    rows = _standing(facts)
    if not rows:
        return
    acted = facts.case.act_ended_on or facts.case.found_on
    versions = list(CatalogueVersion.objects.filter(catalogue=rows[0].item.version.catalogue_id))
    of_days = {day: _in_force(versions, day) for day in (acted, facts.on)}
    if all(version is None or version.pk == rows[0].item.version_id for version in of_days.values()):
        return
    found = Item.objects.filter(
        version__in=[v for v in of_days.values() if v], code__in={row.item.code for row in rows}
    )
    items = {(item.version_id, item.code): item for item in found}
    for row in rows:
        for day, version in of_days.items():
            if version is None or version.pk == row.item.version_id:
                continue
            item, own = items.get((version.pk, row.item.code)), row.fine_range()
            other = item and item.fine_range(facts.case.target, row.is_overdue, alternative=row.alternative_range)
            if item is None or _lighter(other, own):
                yield problem(
                    "{code} 本案依据的幅度为 {own} 元；{day} 有效的目录（{label}）为 {other} 元，较轻。",
                    "{code}: the case rests on {own} yuan; the catalogue in force on {day} ({label}) has {other} yuan, lighter.",
                    "适用较轻的规定；目录已不列该案由的，核对是否仍属违法。",
                    "Apply the lighter one; where the catalogue no longer lists the item, check whether it is still an offence.",
                    code=row.item.code,
                    own=_yuan(own),
                    other=_yuan(other),
                    day=day.isoformat(),
                    label=version.label,
                )


def _in_force(versions: list[CatalogueVersion], day: date) -> CatalogueVersion | None:
    """The newest version in force on a day."""
    held = [version for version in versions if version.in_force_on(day)]
    return max(held, key=lambda version: version.valid_from, default=None)
