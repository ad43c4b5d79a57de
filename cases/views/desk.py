"""The desk (工作台): what a person must do now, what they have dealt with, what has ended."""

from __future__ import annotations

from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.urls import reverse
from django.utils.translation import gettext_lazy as _
from django.views.decorators.http import require_safe

from cases import access, passing, selectors
from cases.views.paging import key_from, number_from, page_links
from delegation import reminders, terms
from gongshu_enforcement.models import User

TABS = {"todo": _("To do"), "dealt": _("Dealt with"), "finished": _("Finished")}


@require_safe
def desk(request: HttpRequest) -> HttpResponse:
    """The page with its three tabs; `tab` chooses, the counts stand on all of them."""
    user = request.user
    passing.note_once_a_day()
    chosen = request.GET.get("tab", "todo")
    chosen = chosen if chosen in TABS else "todo"
    todo = selectors.todo(user)
    lists = {"dealt": selectors.dealt_with(user), "finished": selectors.finished(user)}
    counts = {"todo": len(todo.entries), **{name: cases.count() for name, cases in lists.items()}}
    context = {
        "todo": todo,
        "alerts": terms.alerts_for(user),
        "reminders": reminders.for_desk(user),
        "tab": chosen,
        "tabs": [(label, f"?tab={name}", name == chosen, counts[name]) for name, label in TABS.items()],
        "counts": counts,
        "may_open": access.holds_anywhere(user, "handle", "own"),
        "may_review": access.holds_anywhere(user, "initial", "recheck_enforcement", "recheck_legal", "final", "chief"),
        **(_tasks(request, todo) if chosen == "todo" else _cases(request, lists[chosen], user)),
    }
    return render(request, "cases/desk.html", context)


def _tasks(request: HttpRequest, todo: selectors.Todo) -> dict[str, object]:
    start = number_from(request, "from")
    tasks = selectors.tasks(todo.entries[start : start + selectors.PAGE])
    more = start + selectors.PAGE < len(todo.entries)
    url = reverse("desk")
    return {
        "tasks": tasks,
        "newer": f"{url}?from={max(start - selectors.PAGE, 0)}" if start else "",
        "older": f"{url}?from={start + selectors.PAGE}" if more else "",
    }


def _cases(request: HttpRequest, cases: object, user: User) -> dict[str, object]:
    page = selectors.page_by_key(
        selectors.with_row_facts(cases),
        after=key_from(request, "after"),
        before=key_from(request, "before"),
        size=selectors.PAGE,
    )
    return {"rows": selectors.rows(page.rows, user), **page_links(request, page)}
