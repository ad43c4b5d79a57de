"""The form of any action on a case or a submission, and the saving of drafts."""

from __future__ import annotations

from typing import Any

from django.contrib import messages
from django.db.models import prefetch_related_objects
from django.http import Http404, HttpRequest, HttpResponse, HttpResponseRedirect
from django.shortcuts import get_object_or_404, render
from django.urls import reverse
from django.utils.module_loading import import_string
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_POST

from cases import access
from cases.forms.base import ActionForm
from cases.forms.drafts import SubmitForm, last_words
from cases.models import Case, Submission
from gongshu_enforcement import door
from gongshu_enforcement.door import ACTIONS, Action
from gongshu_enforcement.errors import ActionRefused, NotPermitted, StaleContent

from . import outcome, rehearsal

HAND_OVER_RULES = {
    "A7": "over_cap",
    "C3": "suspension",
    "C3a": "suspension",
    "A1": "not_delegated",
    "W3": "not_delegated",
}


@require_http_methods(["GET", "HEAD", "POST"])
def act(request: HttpRequest, ref: str, code: str, pk: int | None = None) -> HttpResponse:
    """Show the form of an action; on POST do it, once, and go back to the case."""
    case = access.case_or_404(request.user, ref)
    entry = _entry(code)
    subject = _subject(entry, case, pk)
    if subject is None:
        return _nothing_there(request, entry, case)
    if not entry.permission.allows(case, subject, request.user):
        return _done_or_denied(request, entry, case)
    form = _form(request, entry, case, subject)
    if request.method != "POST":
        form.prefill(request.GET)
        refusal = _why_not(entry, case, subject, request)
        return _page(request, entry, form, refusal=refusal, status=409 if refusal else 200)
    if "preview" in request.POST and code in rehearsal.ON_PAPER:
        return rehearsal.preview(request, entry, form)
    if outcome.already_done(form, code):
        return _back(request, entry, case)
    if isinstance(form, SubmitForm) and "take_theirs" in request.POST:
        return _page(request, entry, type(form)(case=case, user=request.user, subject=subject))
    if isinstance(form, SubmitForm) and "draft" in request.POST:
        return _keep_draft(request, entry, form)
    return _post(request, entry, form)


@require_POST
def save_draft(request: HttpRequest, ref: str) -> HttpResponse:
    """Keep what was typed so far of the present stage's submission; htmx gets the new version, others the form again."""
    case = access.case_or_404(request.user, ref)
    entry = ACTIONS.get(f"submit_{case.stage}")
    if entry is None or not entry.form:
        raise Http404(case.stage)
    if not entry.permission.allows(case, case, request.user):
        return outcome.denied(request, entry, case)
    return _keep_draft(request, entry, _form(request, entry, case, case))


def _entry(code: str) -> Action:
    entry = ACTIONS.get(code)
    if entry is None or entry.system or not entry.form or entry.subject not in (Case, Submission):
        raise Http404(code)
    return entry


def _subject(entry: Action, case: Case, pk: int | None) -> Any:
    """The case itself, or one of its submissions: the one named, else the open one."""
    if entry.subject is Case:
        if pk is not None:
            raise Http404(pk)
        return case
    if pk is None:
        submission = case.open_submission()
    else:
        submission = get_object_or_404(case.submissions, pk=pk)
    if submission is not None:
        submission.case = case
    return submission


def _form(request: HttpRequest, entry: Action, case: Case, subject: Any) -> ActionForm:
    form_class = import_string(entry.form)
    if request.method == "POST":
        return form_class(request.POST, request.FILES, case=case, user=request.user, subject=subject)
    return form_class(case=case, user=request.user, subject=subject)


def _why_not(entry: Action, case: Case, subject: Any, request: HttpRequest) -> ActionRefused | None:
    moved = outcome.stage_refusal(entry, case)
    if moved is None and entry.available is not None and not entry.available(subject, request.user):
        return outcome.not_available(entry)
    return moved


def _post(request: HttpRequest, entry: Action, form: ActionForm) -> HttpResponse:
    refusal = _why_not(entry, form.case, form.subject, request)
    if not form.is_valid() or refusal:
        if outcome.already_done(form, entry.code):  # the twin of this request was faster
            return _back(request, entry, form.case)
        if refusal:
            form.add_refusal(refusal)
        return _page(request, entry, form, status=409 if refusal else 200)
    try:
        outcome.perform(form, entry, form.subject)
    except ActionRefused as refused:
        form.add_refusal(refused)
        return _page(request, entry, form)
    except StaleContent as stale:
        return _conflict(request, entry, form, stale.current)
    except NotPermitted:
        return outcome.denied(request, entry, form.case)
    return _back(request, entry, form.case)


def _back(request: HttpRequest, entry: Action, case: Case) -> HttpResponse:
    messages.success(request, _("%(action)s: done.") % {"action": entry.label})
    return HttpResponseRedirect(outcome.back_to(request, case.get_absolute_url()))


def _keep_draft(request: HttpRequest, entry: Action, form: ActionForm) -> HttpResponse:
    try:
        draft = door.perform(
            "save_draft",
            form.case,
            acting_user=request.user,
            content=form.draft_content(),
            base_version=form.base(),
        )
    except ActionRefused as refused:
        form.is_valid()
        form.add_refusal(refused)
        return _page(request, entry, form, status=409)
    except StaleContent as stale:
        return _conflict(request, entry, form, stale.current)
    except NotPermitted:
        return outcome.denied(request, entry, form.case)
    if getattr(request, "htmx", False):
        return render(request, "cases/forms/draft_saved.html", {"draft": draft})
    messages.success(request, _("The draft is saved; your colleague sees it too."))
    return HttpResponseRedirect(reverse("case_action", args=[form.case.reference, entry.code]))


def _conflict(request: HttpRequest, entry: Action, form: ActionForm, current: Any) -> HttpResponse:
    """Both texts side by side. What was typed stays in the form; sending it again is the decision to keep it."""
    rows = form.conflict_rows(current)
    form.rebase(current)
    who = getattr(current, "content_saved_by", None)
    return _page(request, entry, form, conflict={"rows": rows, "who": who or ""}, status=409)


def _nothing_there(request: HttpRequest, entry: Action, case: Case) -> HttpResponse:
    """An action on an open submission, but none is open (any more)."""
    context = {"action": entry, "case": case, "title": entry.label, "refusal": outcome.not_available(entry)}
    return render(request, "cases/act_denied.html", context, status=409)


def _done_or_denied(request: HttpRequest, entry: Action, case: Case) -> HttpResponse:
    """A replayed request whose first effect took the permission away (one speaks once) goes back to the case."""
    key = (request.POST.get("request_key") or "")[:64]
    done = bool(key) and outcome.key_used(key, entry.code, request.user)
    return _back(request, entry, case) if done else outcome.denied(request, entry, case)


def _page(
    request: HttpRequest,
    entry: Action,
    form: ActionForm,
    *,
    refusal: ActionRefused | None = None,
    conflict: dict[str, Any] | None = None,
    status: int = 200,
) -> HttpResponse:
    case = form.case
    prefetch_related_objects([case], "violations__item")
    refused = (refusal.findings if refusal else []) + form.refused
    context = {
        "action": entry,
        "title": entry.label,
        "case": case,
        "form": form,
        "refused": refused,
        "hand_over_url": _hand_over_url(request, case, refused),
        "checklist": outcome.checklist(entry, case, form.checklist_inputs()),
        "returned": last_words(case, form.kind) if form.kind else None,
        "draft_label": _("Save the draft") if form.keeps_drafts else "",
        "previews": entry.code in rehearsal.ON_PAPER,
        "conflict": conflict,
        "closed": refusal is not None,
        "next": outcome.back_to(request, ""),
        "signs_as": door.name_for(entry, case, form.subject, request.user),
    }
    return render(request, form.page, context, status=status)


def _hand_over_url(request: HttpRequest, case: Case, refused: list[Any]) -> str:
    """Where a rule says that the organ must decide: the way there, if the person may hand over."""
    reason = next((HAND_OVER_RULES[one.code] for one in refused if one.code in HAND_OVER_RULES), "")
    if not reason or not ACTIONS["hand_over"].permitted(case, request.user):
        return ""
    return reverse("case_action", args=[case.reference, "hand_over"]) + f"?reason={reason}"
