"""Drawing the sample of a quarter: which dossiers, and who evaluates each. The same seed gives the same sample.

Nothing depends on the order or the keys of rows: cases are known by their references, people by their accounts, and a
digest over seed, quarter and name is the lot each of them draws.

- A street's dossiers are the cases it opened and closed itself in the quarter; one that deals anew with an annulled
  decision is left out, so that the first one is counted once.
- Stratified by street and item: from each street the same number, each time of the item drawn least so far.
- Two evaluators and an arbiter in reserve, certified officers of three streets, none of them the dossier's own; nobody who
  ever handled or reviewed the case; whoever has least to do comes first.
"""

from __future__ import annotations

from collections import Counter, defaultdict
from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date
from hashlib import sha256
from typing import Any

from django.db.models import Prefetch, QuerySet
from django.utils.translation import gettext_lazy as _

from cases.models import Case, HandlingUnit, ReviewDecision
from cases.stages import Stage
from delegation.models import Officer, Street
from gongshu_enforcement import timekeeper
from gongshu_enforcement.errors import ActionRefused
from training.quarters import Quarter

SEATS = 3  # two evaluators, one arbiter


@dataclass(frozen=True)
class Pick:
    """One dossier of the sample with its two evaluators and the arbiter in reserve."""

    case: Case
    item: str
    evaluators: tuple[Officer, Officer]
    arbiter: Officer

    def as_dict(self) -> dict[str, Any]:
        """The contract of `manage.py draw_dossiers --json`."""
        return {
            "case": self.case.reference,
            "number": self.case.number,
            "street": self.case.street.code,
            "street_name": self.case.street.name,
            "item": self.item,
            "evaluators": [_person(officer) for officer in self.evaluators],
            "arbiter": _person(self.arbiter),
        }


@dataclass(frozen=True)
class Sample:
    """A quarter's sample: what it was drawn from and by, the picks, and the streets that had too few dossiers."""

    quarter: Quarter
    seed: int
    per_street: int
    pool: int
    picks: list[Pick]
    short: dict[Street, int]

    def as_dict(self) -> dict[str, Any]:
        """The contract of `manage.py draw_dossiers --json`."""
        return {
            "quarter": str(self.quarter),
            "seed": self.seed,
            "per_street": self.per_street,
            "pool": self.pool,
            "sample": [pick.as_dict() for pick in self.picks],
            "short": [
                {"street": street.code, "street_name": street.name, "drawn": drawn}
                for street, drawn in self.short.items()
            ],
        }


def _person(officer: Officer) -> dict[str, str]:
    return {
        "account": officer.user.username,
        "name": officer.name,
        "street": officer.street.code,
        "street_name": officer.street.name,
    }


def pool(quarter: Quarter) -> QuerySet[Case]:
    """The dossiers a quarter's sample is drawn from."""
    return Case.objects.filter(
        stage=Stage.CLOSED,
        closed_on__range=(quarter.first, quarter.last),
        opened_by_unit=HandlingUnit.STREET,
        handling_unit=HandlingUnit.STREET,
        reopens=None,
    )


def draw(quarter: Quarter, *, per_street: int, seed: int) -> Sample:
    """The sample of a quarter. Raises ActionRefused where too few streets have officers to evaluate."""
    lot = _Lot(seed, quarter)
    found = pool(quarter).select_related("street", "organ", "party")
    found = list(
        found.prefetch_related(
            "violations__item",
            "handlers__officer",
            Prefetch("submissions__decisions", ReviewDecision.objects.only("submission_id", "reviewer_id")),
        )
    )
    drawn = _stratified(found, per_street, lot)
    counts = Counter(case.street_id for case, _item in drawn)
    short = {street: counts[street.pk] for street in Street.objects.order_by("code") if counts[street.pk] < per_street}
    return Sample(quarter, seed, per_street, len(found), _seated(drawn, evaluators(_day(quarter)), lot), short)


def evaluators(on: date) -> list[Officer]:
    """Who may evaluate: officers of streets with an account and a certificate that holds on the day."""
    people = Officer.objects.filter(
        kind=Officer.Kind.OFFICER, active=True, street__isnull=False, user__isnull=False, user__is_active=True
    )
    people = people.select_related("user", "street").prefetch_related("certificates")
    return [officer for officer in people if officer.certificate_on(on)]


def acted_on(case: Case) -> set[int]:
    """Accounts of everybody who handled or reviewed the case."""
    reviewers = {row.reviewer_id for submission in case.submissions.all() for row in submission.decisions.all()}
    return case.handler_user_ids() | reviewers


def item_of(case: Case) -> str:
    """The item a dossier stands for: the first one by its code."""
    return min((row.item.code for row in case.violations.all()), default="")


def _day(quarter: Quarter) -> date:
    """The day whose certificates count: the first one after the quarter, so that a later draw seats the same people."""
    return min(timekeeper.today(), quarter.next.first)


class _Lot:
    """The lot that a name draws: a digest over seed, quarter and name."""

    def __init__(self, seed: int, quarter: Quarter) -> None:
        self._head = f"{seed}|{quarter}"

    def of(self, *names: str) -> str:
        return sha256("|".join((self._head, *names)).encode()).hexdigest()


def _stratified(found: Iterable[Case], per_street: int, lot: _Lot) -> list[tuple[Case, str]]:
    """Street by street in the order of their lots; of each the item drawn least so far, of the item the first lot."""
    waiting: dict[str, list[tuple[Case, str]]] = defaultdict(list)
    for case in found:
        waiting[case.street.code].append((case, item_of(case)))
    drawn: list[tuple[Case, str]] = []
    items: Counter[str] = Counter()
    for code in sorted(waiting, key=lot.of):
        own: Counter[str] = Counter()
        left = waiting[code]
        for _number in range(min(per_street, len(left))):
            chosen = min(left, key=lambda one: (own[one[1]], items[one[1]], lot.of(one[0].reference)))
            left.remove(chosen)
            own[chosen[1]] += 1
            items[chosen[1]] += 1
            drawn.append(chosen)
    return sorted(drawn, key=lambda one: (one[0].street.code, one[0].reference))


def _seated(drawn: list[tuple[Case, str]], people: list[Officer], lot: _Lot) -> list[Pick]:
    load: Counter[str] = Counter()
    return [_seat(case, item, people, load, lot) for case, item in drawn]


def _seat(case: Case, item: str, people: list[Officer], load: Counter[str], lot: _Lot) -> Pick:
    """Three officers of three streets, none of them the dossier's; the arbiter's seat weighs little."""
    apart, streets = acted_on(case), {case.street_id}
    chosen: list[Officer] = []
    for _number in range(SEATS):
        fit = [one for one in people if one.street_id not in streets and one.user_id not in apart]
        if not fit:
            raise ActionRefused.because(
                "T1",
                _("Too few streets have officers who may evaluate."),
                remedy=_("Three streets other than the dossier's own need a certified officer with an account."),
            )
        arbiter = len(chosen) == SEATS - 1
        best = min(
            fit,
            key=lambda one: (
                load[f"{arbiter}|{one.user.username}"] if arbiter else load[one.user.username],
                load[one.user.username],
                lot.of(case.reference, one.user.username),
            ),
        )
        load[f"{arbiter}|{best.user.username}" if arbiter else best.user.username] += 1
        streets.add(best.street_id)
        chosen.append(best)
    return Pick(case, item, (chosen[0], chosen[1]), chosen[2])
