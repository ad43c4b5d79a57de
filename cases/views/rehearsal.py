"""What an act would issue, shown while its form is still being filled in.

The act is done by the one door with all its checks, its papers are drawn as drafts, and everything is undone: the
transaction never commits, so no number is taken and the ledger says nothing. What is shown is what would be issued.
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import Any

from django.db import transaction
from django.http import HttpRequest, HttpResponse
from django.shortcuts import render

from cases.documents import render as rendering
from cases.forms.base import ActionForm
from cases.models import Document, Submission
from cases.reading import drafts
from gongshu_enforcement.door import Action
from gongshu_enforcement.errors import ActionRefused, Finding, NotPermitted, StaleContent, Text

from . import outcome

# Acts that put something on paper by themselves, or ask for what approval puts on paper.
ON_PAPER = frozenset(
    {
        "answer_defence", "announce_hearing", "apply_court", "begin_appraisal", "confirm_address", "decide_on_site",
        "decide_surcharge", "dispose_preservation", "dispose_seizure", "hold_hearing", "issue_notice",
        "order_on_site_measures", "order_rectification", "recheck_rectification", "record_absence", "record_defence",
        "record_discussion", "record_inquest", "record_inspection", "record_interview", "record_legal_review",
        "record_sampling", "remind", "report_hearing", "request_deferral", "request_extension", "request_preservation",
        "request_seizure", "request_seizure_extension", "request_supply_stop", "request_termination",
        "request_transfer", "reschedule_hearing", "restore_supply", "submit_closure", "submit_determination",
        "submit_filing", "submit_interview", "submit_notice", "summon_interview", "waive_defence",
    }
)  # fmt: skip
NUMBER_COMES = "（签发时编号）"


@dataclass(frozen=True)
class Page:
    """One paper as a draft: its name in the reader's language, and the whole page."""

    label: Text
    html: str


def preview(request: HttpRequest, entry: Action, form: ActionForm) -> HttpResponse:
    """The papers as a piece of page for htmx, as a page of its own without; what is missing is said instead."""
    pages: list[Page] = []
    refused: list[Finding] = []
    if form.is_valid():
        try:
            pages = _rehearse(entry, form)
        except ActionRefused as refusal:
            refused = refusal.findings
        except (StaleContent, NotPermitted, LookupError):
            pages = []
    missing = [form.fields[name].label or name for name in form.errors if name in form.fields]
    context = {"pages": pages, "refused": refused, "missing": missing, "case": form.case, "title": entry.label}
    whole = not getattr(request, "htmx", False)
    return render(request, "cases/preview_page.html" if whole else "cases/preview.html", context)


def _rehearse(entry: Action, form: ActionForm) -> list[Page]:
    with transaction.atomic():
        last = Document.objects.filter(case=form.case).order_by("-pk").values_list("pk", flat=True).first() or 0
        result = outcome.perform(form, entry, form.subject)
        pages = [_issued(paper) for paper in Document.objects.filter(case=form.case, pk__gt=last).order_by("pk")]
        pages += _asked_for(result)
        transaction.set_rollback(True)
    return pages


def _issued(paper: Document) -> Page:
    html = rendering.render_html(paper.code, paper.data, draft=True, for_screen=True)
    return Page(drafts.label_of(paper.code), html.replace(paper.number, NUMBER_COMES) if paper.number else html)


def _asked_for(result: Any) -> list[Page]:
    """What approval of the submission, if the act makes one, would issue."""
    if not isinstance(result, Submission):
        return []
    codes = drafts.codes_of(result)
    return [Page(drafts.label_of(code), drafts.draft_html(result, code)) for code in codes]
