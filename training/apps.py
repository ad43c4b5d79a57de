"""The app's name and place in the house."""

from __future__ import annotations

from django.apps import AppConfig
from django.utils.translation import gettext_lazy as _


class TrainingConfig(AppConfig):
    """Training team, calendar and contest (培训)."""

    default_auto_field = "django.db.models.BigAutoField"
    name = "training"
    verbose_name = _("Training")

    def ready(self) -> None:
        """Register the verbs, announce the pages, add to the demonstration."""
        from cases.demo import further

        from . import actions, demo, demo_calendar, demo_learning, navigation  # noqa: F401  (registers the acts)

        navigation.register()
        further.register(demo.make)
        further.register(demo_calendar.make)
        further.register(demo_learning.make)
