"""The pages of this floor in the left navigation."""

from __future__ import annotations

from typing import Any

from django.utils.translation import gettext_lazy as _

from delegation.permits import officer_of
from gongshu_enforcement import navigation

from . import permits
from .calendar import reading as calendar
from .commentary import reading
from .evaluation import seats
from .models import Paper


def register() -> None:
    """培训 → evaluation, commentary, calendar, hours and team, with what waits for the person; weak spots."""
    navigation.register("training", url_name="evaluations", allowed=["view_*"], badge=_waiting)
    navigation.register(
        "training",
        url_name="commentaries",
        label=_("Case commentary"),
        icon="message-2",
        allowed=["view_*"],
        badge=reading.waiting,
    )
    navigation.register(
        "training",
        url_name="training_calendar",
        label=_("Training calendar"),
        icon="calendar-event",
        badge=calendar.waiting,
        prefixes=("/training/sign-in/",),
    )
    navigation.register("training", url_name="my_training", label=_("My training"), icon="user-check")
    navigation.register(
        "training", url_name="training_hours", label=_("Training hours"), icon="clock", allowed=["view_*"]
    )
    navigation.register(
        "training", url_name="training_team", label=_("Training team"), icon="users-group", allowed=["view_*"]
    )
    navigation.register("training", url_name="weak_spots", label=_("Weak spots"), icon="chart-bar", allowed=["view_*"])
    navigation.register(
        "training", url_name="training_effect", label=_("Effect"), icon="chart-line", allowed=["view_*"]
    )
    # learning path, exams, contests
    navigation.register("training", url_name="my_learning", label=_("Learning path"), icon="school", allowed=["view_*"])
    navigation.register(
        "training", url_name="exams", label=_("Exams"), icon="pencil", allowed=["view_*"], badge=_open_papers
    )
    navigation.register("training", url_name="contests", label=_("Contests"), icon="award", allowed=["view_*"])
    navigation.register(
        "training",
        url_name="questions",
        label=_("Question bank"),
        icon="list-check",
        allowed=lambda user, codenames: permits.conducts(user),
    )


def _open_papers(user: Any) -> int:
    """The paper the person is writing."""
    person = officer_of(user)
    return Paper.objects.filter(officer=person, handed_in_at=None).count() if person else 0


def _waiting(user: Any) -> int:
    return seats.waiting(user).count()
