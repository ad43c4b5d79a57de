"""The pages of this floor in the left navigation."""

from __future__ import annotations

from typing import Any

from django.utils.translation import gettext_lazy as _

from gongshu_enforcement import navigation

from .calendar import reading as calendar
from .commentary import reading
from .evaluation import seats


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


def _waiting(user: Any) -> int:
    return seats.waiting(user).count()
