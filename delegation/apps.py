"""Django application of the delegation floor."""

from __future__ import annotations

from django.apps import AppConfig
from django.utils.translation import gettext_lazy as _


class DelegationConfig(AppConfig):
    """Who may do what, where and until when (委托)."""

    name = "delegation"
    verbose_name = _("Delegation")
    default_auto_field = "django.db.models.BigAutoField"

    def ready(self) -> None:
        """Announce the pages; everybody signed in may read them."""
        from gongshu_enforcement import navigation

        navigation.register("delegation", url_name="delegation")
        navigation.register("delegation", url_name="items", label=_("Catalogues"), icon="list-details")
