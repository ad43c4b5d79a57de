"""The entries of cases in the left navigation, with the counts beside them."""

from __future__ import annotations

from django.utils.translation import gettext_lazy as _

from cases import access, review, selectors
from delegation.permits import officer_of
from gongshu_enforcement import navigation
from gongshu_enforcement.models import User

REVIEWERS = ("initial_*", "recheck_*", "final_*", "chief_*")


def _grants(user: User) -> frozenset[str]:
    return frozenset(access.grants(user))


def _unit(user: User) -> str:
    person = officer_of(user)
    if person is None:
        return ""
    return person.street.name if person.street else person.organ.short_name if person.organ else ""


def _tasks(user: User) -> int:
    return len(selectors.todo(user).entries)


def _waiting_reviews(user: User) -> int:
    kept = getattr(user, "_todo", None)  # the desk has counted already
    if kept is not None:
        return sum(entry.kind == "review" for entry in kept.entries)
    return review.queue(user).order_by().count()


def register() -> None:
    """Announce desk, cases and reviews; called once the apps are ready."""
    navigation.use_sources(grants=_grants, unit=_unit)
    navigation.register("desk", url_name="desk", badge=_tasks)
    navigation.register("cases", url_name="case_list", allowed=["view_*"])
    navigation.register(
        "cases", url_name="case_new", label=_("Open a case"), icon="file-plus", allowed=["handle_*", "own_*"]
    )
    navigation.register(
        "cases",
        url_name="case_new_on_site",
        label=_("Decide on site"),
        icon="gavel",
        allowed=["handle_*", "own_*"],
    )
    navigation.register(
        "cases",
        url_name="exchange",
        label=_("Data exchange"),
        icon="exchange",
        allowed=["accept_*", "recheck_legal_*"],
    )
    navigation.register("reviews", url_name="review_queue", allowed=REVIEWERS, badge=_waiting_reviews)
    navigation.register("guide", url_name="manual")
    navigation.register("guide", url_name="flowchart", label=_("Flowchart"), icon="route")
