"""The pages of this floor in the left navigation."""

from __future__ import annotations

from django.utils.translation import gettext_lazy as _

from gongshu_enforcement import navigation

from . import permits, waiting


def register() -> None:
    """培训 → evaluation, commentary, calendar, hours and team, with what waits for the person; weak spots."""
    navigation.register("training", url_name="evaluations", allowed=["view_*"], badge=waiting.badge(waiting.SEATS))
    navigation.register(
        "training",
        url_name="commentaries",
        label=_("Case commentary"),
        icon="message-2",
        allowed=["view_*"],
        badge=waiting.badge(waiting.TASKS),
    )
    navigation.register(
        "training",
        url_name="training_calendar",
        label=_("Training calendar"),
        icon="calendar-event",
        badge=waiting.badge(waiting.EVENTS),
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
        "training",
        url_name="exams",
        label=_("Exams"),
        icon="pencil",
        allowed=["view_*"],
        badge=waiting.badge(waiting.PAPERS),
    )
    navigation.register("training", url_name="contests", label=_("Contests"), icon="award", allowed=["view_*"])
    navigation.register(
        "training",
        url_name="questions",
        label=_("Question bank"),
        icon="list-check",
        allowed=lambda user, codenames: permits.conducts(user),
    )
