"""The ground floor as a Django app: it loads the Celery app, the start-up checks and the session clock."""

from __future__ import annotations

from django.apps import AppConfig
from django.utils.translation import gettext_lazy as _


class GongshuEnforcementConfig(AppConfig):
    """What every floor stands on: users, ledger, outbox, settings, calendar."""

    default_auto_field = "django.db.models.BigAutoField"
    name = "gongshu_enforcement"
    verbose_name = _("System")

    def ready(self) -> None:
        """Register the checks and the sign-in clock; Celery's app must exist before a task is called."""
        from . import celery, checks, sessions  # noqa: F401
        from .administration import actions, pages  # noqa: F401  (registers acts and navigation)
