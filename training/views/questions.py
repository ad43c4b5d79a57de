"""The question bank: the list, one question with its editions, sheets out and in. For the organisers alone."""

from __future__ import annotations

from typing import Any

from django.contrib import messages
from django.core.exceptions import PermissionDenied
from django.db.models import Q, QuerySet
from django.http import HttpRequest, HttpResponse, HttpResponseRedirect
from django.shortcuts import get_object_or_404, render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_safe

from cases.legality.registry import RULES
from delegation.models import Organ
from gongshu_enforcement.errors import ActionRefused
from training import permits
from training.actions.questions import import_questions
from training.exams import sheet as questions_sheet
from training.exams import statistics
from training.forms.questions import BankFilter, SheetForm
from training.models import Question

from .acting import acts_on
from .downloads import sheet

MOST = 200


def _organisers_only(request: HttpRequest) -> Organ:
    if not permits.conducts(request.user):
        raise PermissionDenied
    return Organ.objects.get(code=permits.CONDUCTING_ORGAN)


@require_safe
def questions(request: HttpRequest) -> HttpResponse:
    """The bank with its filters, and how often each question was answered right."""
    bureau = _organisers_only(request)
    form = BankFilter(request.GET)
    found = _filtered(form)
    shares = {row.pk: row for row in statistics.by_question(statistics.counted())}
    context = {
        "rows": [(one, shares.get(one.pk)) for one in found[:MOST]],
        "count": found.count(),
        "filter": form,
        "acts": [one for one in acts_on(bureau, request.user) if one["code"] in ("add_question", "load_starter_bank")],
    }
    return render(request, "training/exams/bank.html", context)


def _filtered(form: BankFilter) -> QuerySet[Question]:
    found = Question.objects.select_related("current").filter(current__isnull=False)
    found = found.exclude(retired_on=None) if form.chosen("state") == "retired" else found.filter(retired_on=None)
    for name in ("kind", "topic"):
        if form.chosen(name):
            found = found.filter(**{f"current__{name}": form.chosen(name)})
    for word in form.chosen("q").split():
        found = found.filter(
            Q(code__icontains=word)
            | Q(current__text__contains=word)
            | Q(current__citation__contains=word)
            | Q(current__item_code__iexact=word)
        )
    return found


@require_safe
def question(request: HttpRequest, pk: int) -> HttpResponse:
    """One question: what it says now, what it said before, how it was answered."""
    _organisers_only(request)
    one = get_object_or_404(Question.objects.select_related("current"), pk=pk)
    counted = [row for row in statistics.by_question(statistics.counted()) if row.pk == one.pk]
    context = {
        "question": one,
        "now": one.current,
        "rule": RULES.get(one.current.rule_code),
        "before": one.editions.exclude(pk=one.current_id).select_related("made_by"),
        "share": counted[0] if counted else None,
        "acts": acts_on(one, request.user),
    }
    return render(request, "training/exams/question.html", context)


@require_safe
def questions_xlsx(request: HttpRequest) -> HttpResponse:
    """The questions in use as a sheet that can be taken in again."""
    _organisers_only(request)
    found = Question.objects.select_related("current").filter(retired_on=None, current__isnull=False)
    return sheet(questions_sheet.written(found), "题库.xlsx")


@require_http_methods(["GET", "HEAD", "POST"])
def questions_import(request: HttpRequest) -> HttpResponse:
    """A sheet: what is wrong row by row, or what it would change; then, confirmed, all of it."""
    bureau = _organisers_only(request)
    given: tuple[Any, ...] = (request.POST, request.FILES) if request.method == "POST" else ()
    form, checked = SheetForm(*given), None
    if form.is_bound and form.is_valid():
        checked = questions_sheet.check(form.rows)
        if not form.is_new and not checked.wrong and "draft" not in request.POST:
            try:
                count = import_questions(bureau, acting_user=request.user, request_key=form.key, rows=form.rows)
            except ActionRefused as refused:
                form.add_refusal(refused)
            else:
                messages.success(request, _("%(count)s questions were stored.") % {"count": count})
                return HttpResponseRedirect(reverse("questions"))
        form.keep()
    context = {
        "form": form,
        "checked": checked,
        "wrong": [(row, checked.wrong[row["row"]]) for row in form.rows if row["row"] in checked.wrong]
        if checked
        else [],
        "total": len(form.rows),
        "ready": checked is not None and not checked.wrong and not checked.is_empty,
    }
    return render(request, "training/exams/import.html", context)
