"""The app's name and place in the house."""

from __future__ import annotations

from django.apps import AppConfig
from django.utils.translation import gettext_lazy as _


class SupervisionConfig(AppConfig):
    """League table, supervision and publication (监督、晾晒)."""

    default_auto_field = "django.db.models.BigAutoField"
    name = "supervision"
    verbose_name = _("Supervision")

    def ready(self) -> None:
        """Announce the pages."""
        from cases.demo import further
        from delegation import criteria
        from delegation.lessons import use_lessons

        from . import lessons, points
        from .navigation import register

        criteria.use_figures(points.for_criteria)
        use_lessons(lessons.topics)
        further.register(lessons.for_demo, afterwards=True)
        register()
