"""The six stages as a django-fsm machine: states, transitions, nothing else.

Only the one door calls these methods; what has to be true before is in `legality/` and `review.py`.
"""

from __future__ import annotations

from collections.abc import Iterable
from typing import Any

from django.db import models
from django.utils.translation import gettext_lazy as _
from django_fsm import FSMField, transition


class Stage(models.TextChoices):
    """Where a case stands: six stages, then the ends."""

    FILING = "filing", _("Filing")
    INTERVIEW = "interview", _("Interview")
    DETERMINATION = "determination", _("Determination")
    DISCRETION = "discretion", _("Discretion")
    NOTICE = "notice", _("Notice")
    CLOSURE = "closure", _("Closure")
    CLOSED = "closed", _("Closed")
    NOT_FILED = "not_filed", _("Not filed")
    TERMINATED = "terminated", _("Terminated")
    TRANSFERRED = "transferred", _("Transferred")


SIX_STAGES = (
    Stage.FILING,
    Stage.INTERVIEW,
    Stage.DETERMINATION,
    Stage.DISCRETION,
    Stage.NOTICE,
    Stage.CLOSURE,
)
ENDS = (Stage.CLOSED, Stage.NOT_FILED, Stage.TERMINATED, Stage.TRANSFERRED)
BEFORE_DECISION = SIX_STAGES[:5]
UNDER_INVESTIGATION = SIX_STAGES[1:5]


class Outcome(models.TextChoices):
    """How a case ends in substance (处罚法 57(1))."""

    PENALTY = "penalty", _("Penalty")
    NO_PENALTY = "no_penalty", _("No penalty")
    NOT_ESTABLISHED = "not_established", _("Violation not established")
    TRANSFERRED = "transferred", _("Transferred")
    TERMINATED = "terminated", _("Terminated")


def forget_state(row: models.Model, name: str, fields: Iterable[str] | None) -> None:
    """Let `refresh_from_db` read a protected state anew; nothing else may set it."""
    if fields is None or name in fields:
        row.__dict__.pop(name, None)


class StageMachine(models.Model):
    """The stage of a case and every lawful change of it."""

    stage = FSMField(_("stage"), max_length=20, choices=Stage, default=Stage.FILING, protected=True, db_index=True)

    class Meta:
        abstract = True

    def refresh_from_db(self, using: str | None = None, fields: Iterable[str] | None = None, **options: Any) -> None:
        forget_state(self, "stage", fields)
        super().refresh_from_db(using=using, fields=fields, **options)

    @transition(stage, source=Stage.FILING, target=Stage.INTERVIEW)
    def file(self) -> None:
        """Filing approved (准予立案)."""

    @transition(stage, source=Stage.FILING, target=Stage.NOT_FILED)
    def decline_filing(self) -> None:
        """Approved not to file (不予立案)."""

    @transition(stage, source=Stage.INTERVIEW, target=Stage.DETERMINATION)
    def complete_evidence(self) -> None:
        """Interviews and evidence approved (笔录证据批准)."""

    @transition(stage, source=Stage.DETERMINATION, target=Stage.DISCRETION)
    def determine(self) -> None:
        """Findings approved (案由批准)."""

    @transition(stage, source=Stage.DISCRETION, target=Stage.NOTICE)
    def settle_discretion(self) -> None:
        """Proposal approved (裁量批准)."""

    @transition(stage, source=Stage.NOTICE, target=Stage.CLOSURE)
    def begin_execution(self) -> None:
        """The decision has been served (决定送达)."""

    @transition(stage, source=Stage.FILING, target=Stage.CLOSURE)
    def decide_at_once(self) -> None:
        """Decided and delivered on the spot: no other stage is passed (当场处罚)."""

    @transition(stage, source=Stage.CLOSURE, target=Stage.CLOSED)
    def close(self) -> None:
        """Closing approved (批准结案)."""

    @transition(stage, source=BEFORE_DECISION, target=Stage.TERMINATED)
    def terminate(self) -> None:
        """Termination approved (批准终止、撤案)."""

    @transition(stage, source=BEFORE_DECISION, target=Stage.TRANSFERRED)
    def transfer(self) -> None:
        """Transfer approved (批准移送)."""

    @transition(stage, source=Stage.TRANSFERRED, target=Stage.DETERMINATION)
    def take_back(self) -> None:
        """The receiver declined (退回移送)."""

    @transition(stage, source=(Stage.INTERVIEW, *SIX_STAGES[2:5]), target=Stage.INTERVIEW)
    def back_to_interview(self) -> None:
        """Returned for more evidence (退回补充调查)."""

    @transition(stage, source=(Stage.DETERMINATION, *SIX_STAGES[3:5]), target=Stage.DETERMINATION)
    def back_to_determination(self) -> None:
        """Returned for a new finding (退回重新认定)."""

    @transition(stage, source=(Stage.DISCRETION, Stage.NOTICE), target=Stage.DISCRETION)
    def back_to_discretion(self) -> None:
        """Returned for a new proposal; a served notice is superseded (退回重新裁量)."""


BACK_TO = {
    Stage.INTERVIEW: "back_to_interview",
    Stage.DETERMINATION: "back_to_determination",
    Stage.DISCRETION: "back_to_discretion",
}
