"""The pages under 系统 in the left navigation."""

from __future__ import annotations

from django.utils.translation import gettext_lazy as _

from gongshu_enforcement import navigation

from .permits import keeps_law

navigation.register(
    "system",
    url_name="legal_settings",
    label=_("Legal settings"),
    icon="scale",
    allowed=lambda user, codenames: keeps_law(user),
)
navigation.register(
    "system",
    url_name="calendar",
    label=_("Working-day calendar"),
    icon="calendar",
    allowed=lambda user, codenames: keeps_law(user),
)
