"""The app's name and place in the house."""

from __future__ import annotations

from django.apps import AppConfig
from django.utils.translation import gettext_lazy as _


class TrainingConfig(AppConfig):
    """Training team, calendar and contest (培训)."""

    default_auto_field = "django.db.models.BigAutoField"
    name = "training"
    verbose_name = _("Training")
