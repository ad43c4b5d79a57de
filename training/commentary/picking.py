"""Rules that propose closed cases for a commentary; each says why. People choose among them, or pick by hand."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from dataclasses import dataclass
from datetime import date, timedelta
from typing import Any

from django.db.models import Count, Min, Q, QuerySet
from django.utils import translation
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from cases import access
from cases.models import Case, ReviewDecision, Violation
from cases.stages import Stage
from training.models import CommentedCase, DrawnDossier, EvaluationRound

BY_HAND = "hand"
MOST = 3  # proposals of one rule
SPAN = 62  # days before the meeting that the rules look at: last month and this one


@dataclass(frozen=True)
class Proposal:
    """A case with the rule that proposes it and its reason."""

    case: Case
    rule: str
    why: str


@dataclass(frozen=True)
class Rule:
    """A way to find cases worth talking about."""

    code: str
    label: Any
    find: Callable[[QuerySet[Case], date], Iterator[tuple[Case, str]]]


def _returned(cases: QuerySet[Case], on: date) -> Iterator[tuple[Case, str]]:
    back = Count(
        "submissions__decisions", filter=Q(submissions__decisions__verdict=ReviewDecision.Verdict.RETURN), distinct=True
    )
    found = _recent(cases, on).annotate(back=back).filter(back__gt=0)
    for case in found.order_by("-back", "reference")[:MOST]:
        yield case, _("returned %(count)s times in review") % {"count": case.back}


def _weakest(cases: QuerySet[Case], on: date) -> Iterator[tuple[Case, str]]:
    for dossier in _evaluated(cases, on).order_by("-vetoes", "score", "position")[:MOST]:
        yield dossier.drawn_case, _("evaluated with %(points)s points") % {"points": dossier.counted}


def _exemplary(cases: QuerySet[Case], on: date) -> Iterator[tuple[Case, str]]:
    for dossier in _evaluated(cases, on).filter(vetoes=0).order_by("-score", "position")[:MOST]:
        yield dossier.drawn_case, _("evaluated with %(points)s points") % {"points": dossier.counted}


def _first_of_item(cases: QuerySet[Case], on: date) -> Iterator[tuple[Case, str]]:
    """Cases of an item that nobody in the district had closed before."""
    first = dict(
        Violation.objects.filter(case__stage=Stage.CLOSED)
        .values_list("item__code")
        .annotate(day=Min("case__closed_on"))
        .filter(day__gt=on - timedelta(days=SPAN), day__lte=on)
    )
    recent = _recent(cases, on).filter(violations__item__code__in=first).distinct().order_by("closed_on", "reference")
    yielded = 0
    for case in recent.prefetch_related("violations__item"):
        codes = [row.item.code for row in case.violations.all() if first.get(row.item.code) == case.closed_on]
        if codes and yielded < MOST:
            yielded += 1
            yield case, _("the district's first case of %(item)s") % {"item": codes[0]}


def _contested(cases: QuerySet[Case], on: date) -> Iterator[tuple[Case, str]]:
    found = _recent(cases, on).filter(notices__defences__isnull=False).distinct()
    for case in found.order_by("-closed_on", "reference")[:MOST]:
        yield case, _("the party made a defence")


RULES = (
    Rule("returned", gettext_lazy("Most returned in review"), _returned),
    Rule("weakest", gettext_lazy("Lowest in the last evaluation"), _weakest),
    Rule("exemplary", gettext_lazy("Highest in the last evaluation"), _exemplary),
    Rule("first_of_item", gettext_lazy("First case of an item"), _first_of_item),
    Rule("contested", gettext_lazy("With a defence"), _contested),
)
LABELS = {rule.code: rule.label for rule in RULES} | {BY_HAND: gettext_lazy("By hand")}


def proposals(user: Any, on: date) -> list[Proposal]:
    """What the rules find among the cases the person may read; no case twice, none that was talked about before.

    The reasons are Chinese, as everything that is kept.
    """
    done = set(CommentedCase.objects.values_list("about_case_id", flat=True))
    cases = access.readable(user).filter(stage=Stage.CLOSED).exclude(pk__in=done)
    found: dict[int, Proposal] = {}
    with translation.override("zh-hans"):
        for rule in RULES:
            for case, why in rule.find(cases.exclude(pk__in=found), on):
                found.setdefault(case.pk, Proposal(case, rule.code, why))
    return list(found.values())


def _recent(cases: QuerySet[Case], on: date) -> QuerySet[Case]:
    found = cases.filter(closed_on__gt=on - timedelta(days=SPAN), closed_on__lte=on)
    return found.select_related("party", "street", "organ")


def _evaluated(cases: QuerySet[Case], on: date) -> QuerySet[DrawnDossier]:
    """The dossiers of the newest final round."""
    last = EvaluationRound.objects.filter(state=EvaluationRound.State.CLOSED, closed_on__lte=on).first()
    found = DrawnDossier.objects.filter(round=last, drawn_case__in=cases)
    return found.select_related("drawn_case__party", "drawn_case__street", "drawn_case__organ")
