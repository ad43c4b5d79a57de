"""Exams: the list, one exam, a paper while it is written and after, its certificate, the results as a spreadsheet."""

from __future__ import annotations

from collections.abc import Iterable
from typing import Any

from django.contrib import messages
from django.core.exceptions import PermissionDenied
from django.db.models import QuerySet
from django.http import Http404, HttpRequest, HttpResponse, HttpResponseRedirect, JsonResponse
from django.shortcuts import get_object_or_404, render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from delegation.models import Organ
from delegation.permits import officer_of
from gongshu_enforcement import timekeeper
from gongshu_enforcement.errors import ActionRefused, NotPermitted
from training import permits
from training.actions import exams as verbs
from training.exams import certificate, statistics, timing, words
from training.forms.exams import PaperForm, answers_in, remaining
from training.models import Contestant, Exam, Paper

from .acting import acts_on
from .downloads import paper as as_paper
from .downloads import sheet, staff_only, workbook


@require_safe
def exams(request: HttpRequest) -> HttpResponse:
    """What the person may sit, has open, and has written; for the organisers, what is in preparation."""
    staff_only(request)
    person, now = officer_of(request.user), timekeeper.now()
    if person is not None:
        timing.hand_in_due(officer=person)
    bureau = Organ.objects.get(code=permits.CONDUCTING_ORGAN)
    own = list(Paper.objects.filter(officer=person).select_related("exam")) if person else []
    context = {
        "rows": [_row(one, own, now) for one in _visible(request.user)],
        "open_paper": next((one for one in own if one.is_open), None),
        "own": [one for one in own if not one.is_open],
        "organises": permits.conducts(request.user),
        "acts": [one for one in acts_on(bureau, request.user) if one["code"] == "set_exam"],
    }
    return render(request, "training/exams/list.html", context)


def _row(exam: Exam, own: list[Paper], now: Any) -> dict[str, Any]:
    papers = [one for one in own if one.exam_id == exam.pk]
    done = [one.score for one in papers if one.score is not None]
    return {
        "exam": exam,
        "running": exam.is_running(now),
        "over": exam.is_over(now),
        "used": len(papers),
        "best": max(done, default=None),
        "passed": any(one.passed for one in papers),
    }


def _visible(user: Any) -> list[Exam]:
    """Exams that exist for the person: none in preparation but for the organisers, a contest's for its teams."""
    found = Exam.objects.all()
    if not permits.conducts(user):
        found = found.exclude(state=Exam.State.DRAFT)
    if permits.reads_everybody(user):
        return list(found)
    person = officer_of(user)
    mine = Contestant.objects.filter(officer=person).values("contest__rounds__exam") if person else ()
    return list(found.exclude(for_contest=True) | found.filter(for_contest=True, pk__in=mine))


def _exam(request: HttpRequest, pk: int) -> Exam:
    staff_only(request)
    one = get_object_or_404(Exam, pk=pk)
    drafted = one.state == Exam.State.DRAFT and not permits.conducts(request.user)
    closed = one.for_contest and not permits.reads_everybody(request.user) and not permits.may_sit(one, request.user)
    if drafted or closed:
        raise Http404(pk)
    return one


@require_safe
def exam(request: HttpRequest, pk: int) -> HttpResponse:
    """One exam: what it asks, one's own papers, the results of those whom the person reads, and what they say."""
    one = _exam(request, pk)
    timing.hand_in_due(exam=one)
    now, person, everybody = timekeeper.now(), officer_of(request.user), permits.reads_everybody(request.user)
    own = list(one.papers.filter(officer=person).select_related("exam")) if person else []
    answers = statistics.counted(exam=one) if everybody else []
    context = {
        "exam": one,
        "lines": [(words.line(line), line["count"]) for line in one.blueprint],
        "running": one.is_running(now),
        "may_begin": permits.may_sit(one, request.user) and one.is_running(now) and len(own) < one.attempts,
        "sits": permits.may_sit(one, request.user),
        "left": one.attempts - len(own),
        "own": own,
        "open_paper": next((paper for paper in own if paper.is_open), None),
        "papers": list(_results(one, request.user)),
        "tally": _tally(one, everybody),
        "weakest": statistics.by_question(answers)[:10],
        "topics": statistics.by_topic(answers),
        "everybody": everybody,
        "acts": acts_on(one, request.user),
    }
    return render(request, "training/exams/exam.html", context)


def _results(one: Exam, user: Any) -> QuerySet[Paper]:
    """Papers handed in, of the people whose results the person reads."""
    found = one.papers.exclude(handed_in_at=None).select_related("officer__street", "officer__organ", "exam")
    found = found.order_by("officer__street__code", "officer_id", "attempt")
    if permits.reads_everybody(user):
        return found
    return found.filter(officer__street_id__in=permits.streets_in_reach(user))


def _tally(one: Exam, everybody: bool) -> dict[str, int]:
    if not everybody:
        return {}
    rows = list(one.papers.values_list("officer", "handed_in_at", "passed"))
    return {
        "people": len({officer for officer, _at, _passed in rows}),
        "writing": sum(at is None for _officer, at, _passed in rows),
        "passed": len({officer for officer, _at, passed in rows if passed}),
    }


@require_POST
def exam_begin(request: HttpRequest, pk: int) -> HttpResponse:
    """Draw the paper and start its time."""
    one = _exam(request, pk)
    person = officer_of(request.user)
    if person is not None:
        timing.hand_in_due(officer=person)
        begun = one.papers.filter(officer=person, handed_in_at=None).first()
        if begun is not None:  # a second click
            return HttpResponseRedirect(begun.get_absolute_url())
    try:
        made = verbs.begin_paper(one, acting_user=request.user)
    except ActionRefused as refused:
        _say(request, refused)
        return HttpResponseRedirect(one.get_absolute_url())
    except NotPermitted as refused:
        raise PermissionDenied from refused
    return HttpResponseRedirect(made.get_absolute_url())


def _say(request: HttpRequest, refused: ActionRefused) -> None:
    for finding in refused.findings:
        messages.error(request, " ".join(str(part) for part in (finding.message, finding.remedy) if part))


def _paper(request: HttpRequest, pk: int, *, owner: bool = False) -> Paper:
    """A paper that exists for the person: their own; once handed in, for organisers and leadership. Time is up: handed in."""
    staff_only(request)
    found = Paper.objects.select_related("exam", "officer__street", "officer__organ")
    one = get_object_or_404(found, pk=pk)
    person = officer_of(request.user)
    mine = person is not None and one.officer_id == person.pk
    if one.is_open and one.is_late(timekeeper.now()):
        timing.hand_in_due(officer=one.officer)
        one = found.get(pk=pk)
    if not mine and (owner or one.is_open or not permits.reads_everybody(request.user)):
        raise Http404(pk)
    return one


@require_http_methods(["GET", "HEAD", "POST"])
def paper(request: HttpRequest, pk: int) -> HttpResponse:
    """A paper: its questions while time runs, afterwards the result with the right answers explained."""
    one = _paper(request, pk, owner=request.method == "POST")
    if request.method == "POST":
        verb = verbs.save_answers if "draft" in request.POST else verbs.hand_in_paper
        try:
            verb(one, acting_user=request.user, answers=answers_in(request.POST, one))
        except ActionRefused as refused:
            _say(request, refused)
        return HttpResponseRedirect(one.get_absolute_url())
    if one.is_open:
        form = PaperForm(paper=one)
        context = {"paper": one, "form": form, "seconds": remaining(one), "count": len(form.questions)}
        return render(request, "training/exams/paper.html", context)
    shown = one.shows_answers(timekeeper.now())
    context = {
        "paper": one,
        "shown": shown,
        "questions": list(one.questions.select_related("edition__question")) if shown else [],
        "own": one.officer.user_id == request.user.pk,
        "total": one.questions.count(),
    }
    return render(request, "training/exams/result.html", context)


@require_POST
def paper_save(request: HttpRequest, pk: int) -> JsonResponse:
    """Keep what is answered so far; the page calls it by itself. 409 with the reason where time is over."""
    one = _paper(request, pk, owner=True)
    try:
        kept = verbs.save_answers(one, acting_user=request.user, answers=answers_in(request.POST, one))
    except ActionRefused as refused:
        return JsonResponse({"refused": " ".join(str(part.message) for part in refused.findings)}, status=409)
    at = kept.saved_at.astimezone(timekeeper.SHANGHAI)
    return JsonResponse({"saved": f"{at:%H:%M:%S}", "left": remaining(one)})


@require_safe
def paper_certificate(request: HttpRequest, pk: int) -> HttpResponse:
    """The certificate of a paper that was passed (PDF)."""
    one = _paper(request, pk)
    if not one.passed:
        raise Http404(pk)
    return as_paper(certificate.of_paper(one), f"考试合格证明-{one.officer.name}.pdf")


@require_safe
def exam_xlsx(request: HttpRequest, pk: int) -> HttpResponse:
    """The results of those whom the person reads; for organisers and leadership also the questions."""
    one = _exam(request, pk)
    papers = _results(one, request.user)
    sheets = [(_("Results"), [*_titles()], _lines(papers))]
    if permits.reads_everybody(request.user):
        shares = statistics.by_question(statistics.counted(exam=one))
        titles = [_("Code"), _("Topic"), _("Question"), _("Citation"), _("Answers"), _("Right"), _("Right (%)")]
        rows = ([row.code, str(row.label), row.text, row.citation, row.asked, row.right, row.percent] for row in shares)
        sheets.append((_("Questions"), titles, rows))
    return sheet(workbook(*sheets), f"exam-{one.pk}.xlsx")


def _titles() -> list[str]:
    return [
        _("Street"),
        _("Name"),
        _("Attempt"),
        _("Handed in at"),
        _("Score"),
        _("Passed the exam"),
        _("Time ran out"),
    ]


def _lines(papers: Iterable[Paper]) -> Iterable[list[Any]]:
    for one in papers:
        at = one.handed_in_at.astimezone(timekeeper.SHANGHAI).replace(tzinfo=None)
        words_of = [_("Yes") if value else _("No") for value in (one.passed, one.timed_out)]
        yield [one.officer.unit_name, one.officer.name, one.attempt, at, float(one.score), *words_of]
