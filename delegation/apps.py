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
        from gongshu_enforcement import citations, navigation

        from . import (
            actions,  # noqa: F401  (registers the acts of the register)
            statutes,
            terms,
        )

        citations.use_library(statutes.library)

        navigation.register("delegation", url_name="delegation")
        navigation.register(
            "delegation",
            url_name="agreements",
            label=_("Agreements"),
            icon="certificate",
            badge=lambda user: len(terms.alerts_for(user)),
        )
        navigation.register(
            "delegation",
            url_name="items",
            label=_("Catalogues"),
            icon="list-details",
            prefixes=("/delegation/catalogues/",),
        )
        navigation.register("delegation", url_name="statutes", label=_("Statutes"), icon="book")
        navigation.register("delegation", url_name="people", label=_("People"), icon="id-badge-2")
        navigation.register("delegation", url_name="stations", label=_("Stations"), icon="building")
        navigation.register("delegation", url_name="organisation", label=_("Organisation “1+18+N”"), icon="sitemap")
        navigation.register("delegation", url_name="mentoring", label=_("Mentoring"), icon="users-group")
