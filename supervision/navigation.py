"""The pages of this floor in the left navigation."""

from __future__ import annotations

from gongshu_enforcement import navigation

from .access import is_leader


def register() -> None:
    """晾晒 → the display of the streets, 监督 → what is late and where it is stuck."""
    navigation.register("league", url_name="league", allowed=["view_*"])
    navigation.register("supervision", url_name="leader", allowed=is_leader)
