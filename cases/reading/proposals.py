"""What discretion proposes, violation by violation, as every reviewer reads it: the fine beside the recommendation.

Amounts, circumstances and whether it departs are those kept with the submission; the chain of reasons and the like cases
are read now, by the law of the case's day.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field
from decimal import Decimal
from functools import cached_property
from typing import Any

from cases import access, discretion
from cases.discretion.similar import SHOWN
from cases.models import Case, Submission, Violation
from cases.reading.words import answers, plain
from cases.stages import Stage
from gongshu_enforcement.models import User

Rows = dict[int, dict[str, Any]]


@dataclass
class Proposal:
    """The proposal on one violation; amounts in yuan. `decided`: the fine of the decision under review, if any."""

    violation: Violation
    row: Mapping[str, Any]
    decided: Decimal | None = None
    chain: list[discretion.Step] = field(default_factory=list)
    likes: list[discretion.Like] = field(default_factory=list)

    @property
    def title(self) -> str:
        """The item by code and name."""
        return f"{self.violation.item.code} {self.violation.item.title}"

    @property
    def advice(self) -> Mapping[str, Any]:
        """What the calculator said when it was submitted."""
        return self.row.get("advice") or {}

    @property
    def punished(self) -> bool:
        """Whether a penalty is proposed."""
        return self.row.get("proposal") == Violation.Proposal.PENALTY

    @property
    def ground(self) -> str:
        """Why there is no penalty."""
        return plain("no_penalty_reason", self.row.get("no_penalty_reason") or "")

    @property
    def answers(self) -> list[tuple[str, str]]:
        """The questions on the grounds for no penalty, with their answers."""
        return answers(self.row.get("questions"))

    @property
    def fine(self) -> Decimal:
        """The fine proposed."""
        return Decimal(str(self.row.get("fine") or 0))

    @property
    def recommended(self) -> Decimal | None:
        """The fine the calculator recommended, by the circumstances."""
        return self._amount("recommended")

    @property
    def law(self) -> tuple[Decimal, Decimal] | None:
        """The statutory range."""
        return self._span("minimum", "maximum")

    @property
    def tier_span(self) -> tuple[Decimal, Decimal] | None:
        """The range of the tier chosen."""
        return self._span("tier_minimum", "tier_maximum")

    @property
    def tier(self) -> str:
        """The tier chosen, by its name."""
        return plain("tier", self.row.get("tier") or "")

    @property
    def leads_to(self) -> str:
        """The tier the circumstances lead to, where another one was chosen."""
        leads = self.advice.get("leads_to") or ""
        return plain("tier", leads) if leads != self.row.get("tier") else ""

    @property
    def departs(self) -> bool:
        """Whether tier or fine depart from the recommendation, so that everybody must see the reason."""
        return bool(self.advice.get("departs"))

    @property
    def circumstances(self) -> list[Mapping[str, Any]]:
        """The circumstances with their evidence, as they read then."""
        return list(self.advice.get("circumstances") or ())

    @cached_property
    def spread(self) -> discretion.Spread | None:
        """How the fines of like cases are spread."""
        return discretion.spread_of(self.likes)

    @property
    def likes_shown(self) -> list[discretion.Like]:
        """The few that the page names."""
        return self.likes[:SHOWN]

    def _span(self, low: str, high: str) -> tuple[Decimal, Decimal] | None:
        least, most = self._amount(low), self._amount(high)
        return None if least is None or most is None else (least, most)

    def _amount(self, name: str) -> Decimal | None:
        kept = self.advice.get(name)
        return None if kept is None else Decimal(str(kept))


def proposals_of(case: Case, submission: Submission, user: User) -> list[Proposal]:
    """What a round of discretion proposes; for a decision under review what discretion settled, beside its fines."""
    if submission.kind != Submission.Kind.STAGE or submission.stage not in (Stage.DISCRETION, Stage.NOTICE):
        return []
    rows, decided = _rows(submission), {}
    if submission.stage == Stage.NOTICE:
        decided = {pk: Decimal(str(row.get("fine") or 0)) for pk, row in rows.items()}
        rows = _settled(case.submissions.all())
    return _drawn(case, rows, decided, user) if rows else []


def _rows(submission: Submission) -> Rows:
    return {int(row["id"]): row for row in submission.content.get("violations", ())}


def _settled(submissions: Iterable[Submission]) -> Rows:
    """The rows of the discretion approved last."""
    approved = [
        row
        for row in submissions
        if (row.kind, row.stage, row.status) == (Submission.Kind.STAGE, Stage.DISCRETION, Submission.Status.APPROVED)
    ]
    return _rows(max(approved, key=lambda row: row.pk)) if approved else {}


def _drawn(case: Case, rows: Rows, decided: Mapping[int, Decimal], user: User) -> list[Proposal]:
    violations = list(case.violations.select_related("item").prefetch_related("item__tiers").filter(pk__in=rows))
    for violation in violations:
        violation.case = case
    held = discretion.known(case)
    likes = discretion.like_cases(violations, access.streets(user, f"view_{case.organ.code}"))
    units = discretion.units_beside(case)
    found = []
    for violation in violations:
        row, tier = rows[violation.pk], str(rows[violation.pk].get("tier") or "")
        shown = Proposal(violation, row, decided.get(violation.pk))
        if shown.punished:
            picked = discretion.chosen(row, held)
            codes = [one.factor.code for one in picked]
            others = sum((_fine(other) for pk, other in rows.items() if pk != violation.pk), Decimal(0))
            shown.chain = discretion.recommend(violation, picked, units).chain(tier, others)
            shown.likes = discretion.of_tier(likes[violation.pk], tier, codes)
        found.append(shown)
    return found


def _fine(row: Mapping[str, Any]) -> Decimal:
    return Decimal(str(row.get("fine") or 0)) if row.get("proposal") == Violation.Proposal.PENALTY else Decimal(0)
