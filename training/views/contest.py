"""Contests: the list, one contest with its ranking, a round, a team's work in it, mock documents, awards."""

from __future__ import annotations

from typing import Any

from django.contrib import messages
from django.db.models import Prefetch
from django.http import Http404, HttpRequest, HttpResponse, HttpResponseRedirect
from django.shortcuts import get_object_or_404, render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_safe

from delegation.models import Organ
from gongshu_enforcement.errors import ActionRefused, NotPermitted
from training import permits
from training.actions import contest_rounds as verbs
from training.contest import results
from training.exams import certificate
from training.forms.contest import MockDocumentForm, is_writable
from training.models import Contest, ContestRound, Entry, Judge, MockDocument
from training.sandbox import papers, writing

from .acting import acts_on
from .downloads import paper as as_paper
from .downloads import sheet, staff_only, workbook

State = ContestRound.State


@require_safe
def contests(request: HttpRequest) -> HttpResponse:
    """Every contest."""
    staff_only(request)
    bureau = Organ.objects.get(code=permits.CONDUCTING_ORGAN)
    context = {
        "contests": Contest.objects.prefetch_related("teams", "rounds"),
        "acts": [one for one in acts_on(bureau, request.user) if one["code"] == "set_contest"],
    }
    return render(request, "training/contest/list.html", context)


def _contest(request: HttpRequest, pk: int) -> Contest:
    staff_only(request)
    judges = Prefetch("judges", Judge.objects.select_related("officer__street", "officer__organ"))
    found = Contest.objects.prefetch_related(judges, "rounds")
    return get_object_or_404(found, pk=pk)


@require_safe
def contest(request: HttpRequest, pk: int) -> HttpResponse:
    """One contest: teams, judges, rounds; the ranking once it is out, before that for organisers and leadership."""
    one = _contest(request, pk)
    everybody = permits.reads_everybody(request.user)
    rounds = list(one.rounds.all())
    rows = results.ranking(one) if everybody and not one.is_published else []
    teams = list(one.teams.select_related("street").prefetch_related("members__officer"))
    context = {
        "contest": one,
        "rounds": [(made, acts_on(made, request.user)) for made in rounds],
        "teams": teams,
        "mine": [team for team in teams if permits.is_member(request.user, team)],
        "judges": list(one.judges.all()),
        "interim": [(row, row.cells(rounds)) for row in rows],
        "final": [(row, [row["points"].get(made.kind) for made in rounds]) for row in one.results],
        "kinds": rounds,
        "acts": acts_on(one, request.user),
        "everybody": everybody,
        "rule": results.rule(),
    }
    return render(request, "training/contest/contest.html", context)


@require_safe
def contest_round(request: HttpRequest, pk: int) -> HttpResponse:
    """One round: the mock case where there is one, and the work of the teams the person may see."""
    staff_only(request)
    found = ContestRound.objects.select_related("contest", "exam").prefetch_related("contest__judges__officer")
    made = get_object_or_404(found, pk=pk)
    entries = [entry for entry in _entries(made) if permits.may_see_entry(request.user, entry)]
    sees_case = bool(entries) or permits.reads_everybody(request.user)
    judge = permits.judge_of(request.user, made.contest)
    context = {
        "round": made,
        "contest": made.contest,
        "facts": made.mock_facts if sees_case else {},
        "rows": [_entry_row(entry, request.user, judge) for entry in entries],
        "documents": [writing.kind_of(code) for code in made.mock_facts.get("documents", ())],
        "acts": acts_on(made, request.user),
        "missing": verbs.missing_marks(made) if made.state == State.JUDGING and permits.conducts(request.user) else [],
        "may_sit": made.exam_id and permits.may_sit(made.exam, request.user),
    }
    return render(request, "training/contest/round.html", context)


def _entries(made: ContestRound) -> list[Entry]:
    found = made.entries.select_related("team__street").prefetch_related(
        "team__members__officer", "written", "marks__judge__officer"
    )
    rows = list(found)
    for entry in rows:
        entry.round = made
    return rows


def _entry_row(entry: Entry, user: Any, judge: Any) -> dict[str, Any]:
    written = list(entry.written.all())
    return {
        "entry": entry,
        "handed_in": sum(one.handed_in_at is not None for one in written),
        "written": len(written),
        "marks": len(entry.marks.all()),
        "own_mark": next((mark for mark in entry.marks.all() if judge and mark.judge_id == judge.pk), None),
        "acts": acts_on(entry, user),
        "mine": permits.is_member(user, entry.team),
    }


def _entry(request: HttpRequest, pk: int) -> Entry:
    staff_only(request)
    found = Entry.objects.select_related("round__contest", "team__street").prefetch_related(
        "team__members__officer", "round__contest__judges__officer", "written", "marks__judge__officer__street"
    )
    one = get_object_or_404(found, pk=pk)
    if not permits.may_see_entry(request.user, one):
        raise Http404(pk)
    return one


@require_safe
def contest_entry(request: HttpRequest, pk: int) -> HttpResponse:
    """A team in a round: what it wrote, and the judges' points as far as the person may see them."""
    one = _entry(request, pk)
    judge = permits.judge_of(request.user, one.round.contest)
    settled = one.round.state == State.DONE
    marks = [
        mark
        for mark in one.marks.all()
        if permits.conducts(request.user)
        or (settled and permits.reads_everybody(request.user))
        or (judge is not None and mark.judge_id == judge.pk)
        or (one.round.contest.is_published and not judge)
    ]
    context = {
        "entry": one,
        "round": one.round,
        "documents": [_document_row(document, one, request.user) for document in one.written.all()],
        "marks": [(mark, list(mark.points.items())) for mark in marks],
        "names_judges": permits.reads_everybody(request.user),
        "shows_points": settled and (permits.reads_everybody(request.user) or one.round.contest.is_published),
        "acts": acts_on(one, request.user),
        "facts": one.round.mock_facts,
    }
    return render(request, "training/contest/entry.html", context)


def _document_row(document: MockDocument, entry: Entry, user: Any) -> dict[str, Any]:
    document.entry = entry
    member = permits.is_member(user, entry.team)
    rows = writing.fields(document.code, entry.round.mock_facts)
    written = [(field.label, document.fields.get(name, "")) for name, field, _title in rows]
    return {
        "document": document,
        "kind": writing.kind_of(document.code),
        "written": written if member or document.handed_in_at else [],
        "writes": member and is_writable(document),
        "reads": member or document.handed_in_at is not None,
    }


def _document(request: HttpRequest, pk: int) -> MockDocument:
    document = get_object_or_404(MockDocument, pk=pk)
    document.entry = _entry(request, document.entry_id)
    if document.handed_in_at is None and not permits.is_member(request.user, document.entry.team):
        raise Http404(pk)
    return document


@require_http_methods(["GET", "HEAD", "POST"])
def mock_document(request: HttpRequest, pk: int) -> HttpResponse:
    """A document on the mock case, being written: save as often as wanted, hand in once."""
    document = _document(request, pk)
    back = document.entry.get_absolute_url()
    if not is_writable(document) or not permits.is_member(request.user, document.entry.team):
        if request.method == "POST":
            messages.error(request, _("The time of this round is over, or the document has been handed in."))
        return HttpResponseRedirect(back)
    handing_in = request.method == "POST" and "draft" not in request.POST
    form = MockDocumentForm(
        request.POST if request.method == "POST" else None, document=document, handing_in=handing_in
    )
    if form.is_bound and form.is_valid():
        verb = verbs.hand_in_mock_document if handing_in else verbs.save_mock_document
        try:
            verb(document, acting_user=request.user, request_key=form.key, **form.inputs())
        except ActionRefused as refused:
            form.add_refusal(refused)
        except NotPermitted as refused:
            raise Http404(pk) from refused
        else:
            messages.success(request, _("Handed in.") if handing_in else _("Saved."))
            return HttpResponseRedirect(back if handing_in else document.get_absolute_url())
    context = {
        "document": document,
        "form": form,
        "back": back,
        "kind": writing.kind_of(document.code),
        "facts": document.entry.round.mock_facts,
        "round": document.entry.round,
    }
    return render(request, "training/contest/document.html", context)


@require_safe
def mock_document_pdf(request: HttpRequest, pk: int) -> HttpResponse:
    """The document as it would print, with 演练 across it (PDF)."""
    document = _document(request, pk)
    content = papers.pdf(document.code, document.entry.round.mock_facts, document.fields)
    return as_paper(content, f"演练-{document.code}-{document.pk}.pdf")


@require_safe
def contest_xlsx(request: HttpRequest, pk: int) -> HttpResponse:
    """The ranking as a spreadsheet: once it is out, for organisers and leadership before."""
    one = _contest(request, pk)
    if not one.is_published and not permits.reads_everybody(request.user):
        raise Http404(pk)
    rounds = list(one.rounds.all())
    rows = one.results if one.is_published else results.as_published(results.ranking(one))
    lines = (
        [
            *(row["place"], row["street"], "、".join(row["members"])),
            *(_number(row["points"].get(made.kind)) for made in rounds),
            *(_number(row["total"]), row["prize"]),
        ]
        for row in rows
    )
    kinds = [f"{made.get_kind_display()} {made.weight}%" for made in rounds]
    titles = [_("Rank"), _("Street"), _("Members"), *kinds, _("Total"), _("Prize")]
    return sheet(workbook((one.title, titles, lines)), f"contest-{one.pk}.xlsx")


def _number(value: Any) -> float | None:
    return None if value in (None, "") else float(value)


@require_safe
def contest_award(request: HttpRequest, pk: int, team: int) -> HttpResponse:
    """The award of a team that won a prize (PDF), once the ranking is out."""
    one = _contest(request, pk)
    row = next((row for row in one.results if row["team"] == team and row["prize"]), None)
    allowed = row is not None and (
        permits.reads_everybody(request.user)
        or row["street_id"] in permits.streets_in_reach(request.user)
        or any(
            permits.is_member(request.user, found) for found in one.teams.filter(pk=team).prefetch_related("members")
        )
    )
    if not one.is_published or not allowed:
        raise Http404(team)
    return as_paper(certificate.of_team(one, row), f"奖状-{row['street']}.pdf")
