"""Every act of training has the same page: the form, the refusal, back to where it belongs."""

from __future__ import annotations

from typing import Any

from django.contrib import messages
from django.core.exceptions import PermissionDenied
from django.db.models import Model
from django.http import Http404, HttpRequest, HttpResponse, HttpResponseRedirect
from django.shortcuts import get_object_or_404, render
from django.urls import reverse
from django.utils.module_loading import import_string
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods

from delegation.models import Officer, Organ
from gongshu_enforcement import door
from gongshu_enforcement.door import ACTIONS, Action
from gongshu_enforcement.errors import ActionRefused, NotPermitted
from training import permits
from training.calendar import invited
from training.evaluation import results
from training.models import DrawnDossier, Entry, Exam, FollowUp, Question, TeamMember, TrainingEvent

GROUPS = ("evaluation", "commentary", "team", "calendar", "learning", "question", "exam", "contest")
HOMES = {  # where an act on the bureau itself belongs
    "commentary": "commentaries",
    "team": "training_team",
    "calendar": "training_calendar",
    "learning": "learning",
    "question": "questions",
    "exam": "exams",
    "contest": "contests",
}


@require_http_methods(["GET", "HEAD", "POST"])
def training_act(request: HttpRequest, code: str, pk: int) -> HttpResponse:
    """One act: its form, then through the door."""
    entry = ACTIONS.get(code)
    if entry is None or entry.group not in GROUPS or not entry.form:
        raise Http404(code)
    subject = _subject(entry, pk, request.user)
    if not entry.permission.allows(subject, subject, request.user):
        raise PermissionDenied
    if entry.available is not None and not entry.available(subject, request.user):
        messages.info(
            request,
            _("“%(act)s” is not possible now: it has been done, or something comes before it.") % {"act": entry.label},
        )
        return HttpResponseRedirect(back_to(subject, entry.group))
    given = (request.POST, request.FILES) if request.method == "POST" else (None, None)
    form = import_string(entry.form)(*given, subject=subject, user=request.user)
    if form.is_bound and form.is_valid():
        try:
            result = door.perform(entry.code, subject, acting_user=request.user, request_key=form.key, **form.inputs())
        except ActionRefused as refused:
            form.add_refusal(refused)
        except NotPermitted as refused:
            raise PermissionDenied from refused
        else:
            messages.success(request, _("%(action)s: done.") % {"action": entry.label})
            return HttpResponseRedirect(
                back_to(result if entry.opens and isinstance(result, Model) else subject, entry.group)
            )
    context = {
        "entry": entry,
        "form": form,
        "subject": subject,
        "title": entry.label,
        "back": back_to(subject, entry.group),
        "kicker": "" if isinstance(subject, Organ) else str(subject),
        "file_url": file_url(subject, request.user),
    }
    return render(request, form.page, context)


def _subject(entry: Action, pk: int, user: Any) -> Any:
    """What the act is on; a dossier that isn't the person's to see does not exist for them."""
    if entry.subject is DrawnDossier:
        dossier = get_object_or_404(results.full(DrawnDossier.objects.all()), pk=pk)
        if not permits.may_open(user, dossier) and not entry.permission.allows(dossier, dossier, user):
            raise Http404(pk)
        return dossier
    if entry.subject is TrainingEvent:
        event = get_object_or_404(invited.full(TrainingEvent.objects.all()), pk=pk)
        if not permits.may_see_event(user, event):
            raise Http404(pk)
        return event
    if entry.subject is TeamMember:
        return get_object_or_404(TeamMember.objects.select_related("officer__street", "officer__organ"), pk=pk)
    if entry.subject is FollowUp:
        return get_object_or_404(FollowUp.objects.select_related("commentary", "street"), pk=pk)
    subject = get_object_or_404(entry.subject, pk=pk)
    if not _may_know(subject, user) and not entry.permission.allows(subject, subject, user):
        raise Http404(pk)
    return subject


def _may_know(subject: Any, user: Any) -> bool:
    """Somebody's learning, an exam in preparation and a team's papers do not exist for those who may not see them."""
    if isinstance(subject, Officer):
        return permits.may_see_officer(user, subject)
    if isinstance(subject, Exam):
        return permits.conducts(user) or subject.state != Exam.State.DRAFT
    if isinstance(subject, Entry):
        return permits.may_see_entry(user, subject)
    return not isinstance(subject, Question) or permits.conducts(user)


def file_url(subject: Any, user: Any) -> str:
    """Where an evaluator reads the dossier; empty for everybody else."""
    if isinstance(subject, DrawnDossier) and permits.may_read_file(user, subject):
        return reverse("drawn_dossier_file", args=[subject.pk])
    return ""


def back_to(subject: Any, group: str = "") -> str:
    """The page an act belongs to."""
    if isinstance(subject, Officer):
        return reverse("officer_learning", args=[subject.pk])
    found = getattr(subject, "get_absolute_url", None)
    return found() if found else reverse(HOMES.get(group, "evaluations"))


def acts_on(subject: Any, user: Any) -> list[dict[str, Any]]:
    """The acts open to the person on this subject, as buttons."""
    return [
        {"label": entry.label, "url": reverse("training_act", args=[entry.code, subject.pk]), "code": entry.code}
        for entry in ACTIONS.values()
        if entry.group in GROUPS and entry.form and entry.subject is type(subject) and entry.permitted(subject, user)
    ]
