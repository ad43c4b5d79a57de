"""Circumstances of discretion (裁量情节): known, fitting, proved, and given effect where the law says “must”."""

from __future__ import annotations

from collections.abc import Iterator

from cases import discretion

from .discretion import Proposed, factors_of, proposed, yuan
from .registry import Facts, Problem, problem, rule

GATE = ("submit_discretion",)
MITIGATED = "mitigated"
MILDER = {"lenient", MITIGATED}
OF_MINORS = "M30"  # 处罚法 30: fourteen to eighteen


@rule(
    "C13",
    zh="裁量情节须属现行规定、适用于当事人，并有本案证据",
    en="Each circumstance is one of the law in force, fits the party and has evidence in the case",
    articles="处罚法5(2)、30至32、34、40、49",
    gates=GATE,
)
def circumstances_proved(facts: Facts) -> Iterator[Problem]:
    """A circumstance nobody can show is none; one of another party's kind does not count."""
    given = [one for one in proposed(facts) if discretion.rows_of(one.row)]
    named = {reference for one in given for chosen in one.picked for reference in chosen.evidence}
    missing = discretion.unfounded(facts.case, named)
    for one in given:
        yield from _strange(one, facts)
        for chosen in one.picked:
            at, told = one.at(f"factor_{chosen.factor.code}"), {"code": one.code, "title": chosen.factor.title}
            if not chosen.factor.fits(facts.case.target):
                yield problem(
                    "{code} 情节“{title}”不适用于本案当事人。",
                    "{code}: “{title}” does not apply to this kind of party.",
                    "取消该情节。",
                    "Take it out.",
                    at=at,
                    **told,
                )
            elif missing.intersection(chosen.evidence):
                yield problem(
                    "{code} 情节“{title}”所引证据不在本案中，或已撤回。",
                    "{code}: the evidence named for “{title}” is not in this case, or was withdrawn.",
                    "选择本案现有的证据。",
                    "Choose evidence that is in the case.",
                    at=at,
                    **told,
                )
            elif chosen.factor.needs_evidence and not chosen.evidence:
                yield problem(
                    "{code} 情节“{title}”没有证据。",
                    "{code}: no evidence for “{title}”.",
                    "选择证明该情节的证据，或取消该情节。",
                    "Choose the evidence that shows it, or take it out.",
                    at=at,
                    **told,
                )


def _strange(one: Proposed, facts: Facts) -> Iterator[Problem]:
    """Codes that the law of the case's day does not know, and grounds that are asked for before any fine."""
    held = factors_of(facts)
    for row in discretion.rows_of(one.row):
        factor = held.get(str(row.get("code")))
        if factor is None or factor.kind not in factor.ON_THE_FINE:
            yield problem(
                "{code} 所选情节 {factor} 不是现行的裁量情节。",
                "{code}: {factor} is no circumstance of discretion now in force.",
                "刷新页面后从列出的情节中选择。",
                "Reload the page and choose from the list.",
                code=one.code,
                factor=row.get("code") or "—",
            )


@rule(
    "C13b",
    zh="减轻处罚只在法定最低罚款以下，法律没有下限的没有减轻",
    en="Mitigating means below the statutory minimum; where there is none, nothing can be mitigated",
    articles="处罚法30至32；裁量基准（推导，待核实）",
    gates=GATE,
    covers=("C13",),
)
def mitigated_below_a_minimum(facts: Facts) -> Iterator[Problem]:
    """“Up to fifty thousand” has no minimum: the lenient tier is the mildest there."""
    for one in proposed(facts):
        if not one.punished or one.tier != MITIGATED:
            continue
        law = discretion.law_of(one.violation)
        if law is None or not law.minimum:
            yield problem(
                "{code} 法定罚款没有下限，不存在减轻处罚。",
                "{code}: the law sets no minimum here, so nothing can be mitigated below one.",
                "改选从轻阶次；符合不予处罚情形的，不予处罚。",
                "Choose the lenient tier, or propose no penalty where a ground for it is made out.",
                at=one.at("tier"),
                code=one.code,
            )
        elif one.fine >= law.minimum:
            yield problem(
                "{code} 选择减轻处罚，但罚款 {fine} 元不低于法定下限 {least} 元。",
                "{code}: mitigated, but {fine} yuan is not below the minimum of {least} yuan.",
                "改选从轻阶次，或在法定下限以下确定罚款。",
                "Choose the lenient tier, or a fine below the minimum.",
                at=one.at("fine"),
                code=one.code,
                fine=yuan(one.fine),
                least=yuan(law.minimum),
            )


@rule(
    "C13a",
    zh="应当从轻或者减轻的，须从轻或者减轻",
    en="Where the law says “must be lenient”, the tier is lenient or mitigated",
    articles="处罚法30、32",
    gates=GATE,
    covers=("C13",),
)
def leniency_given(facts: Facts) -> Iterator[Problem]:
    """A circumstance of 处罚法 30 or 32 outweighs the normal tier, unless a heavy one stands against it."""
    for one in proposed(facts):
        if not one.punished:
            continue
        if one.answers.capacity == "minor" and OF_MINORS not in {chosen.factor.code for chosen in one.picked}:
            yield problem(
                "{code} 当事人已满十四周岁不满十八周岁，未列入应当从轻或者减轻的情节。",
                "{code}: the party is between fourteen and eighteen; the circumstance of CF 30 is not chosen.",
                "勾选该情节并选择证据。",
                "Choose it with its evidence.",
                at=one.at(f"factor_{OF_MINORS}"),
                code=one.code,
            )
            continue
        must = [chosen.factor for chosen in one.picked if chosen.factor.mandatory and chosen.factor.lightens]
        against = any(not chosen.factor.lightens and chosen.factor.effect == "tier" for chosen in one.picked)
        milder = {tier.tier for tier in discretion.tiers_of(one.violation)} & MILDER
        if must and not against and milder and one.tier not in MILDER:
            yield problem(
                "{code} 具有“{title}”情节，应当从轻或者减轻，所选阶次不是从轻或者减轻。",
                "{code}: “{title}” must make it lenient or mitigated; the tier chosen is neither.",
                "改选从轻（法律有下限的，也可减轻）阶次；有从重情节的，一并列入并附证据。",
                "Choose the lenient tier (or mitigated, where the law has a minimum); name a heavy circumstance if there is one.",
                at=one.at("tier"),
                code=one.code,
                title=must[0].title,
            )
