"""The approval queue and the review page: papers on the left, what the law says and the decision on the right."""

from __future__ import annotations

from typing import Any

from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy
from django.views.decorators.http import require_safe

from cases import clock, next_step, review, selectors
from cases.forms.review import ApproveForm, ConfirmForm, ReturnForm
from cases.models import Case, Submission
from cases.reading import actions, drafts
from cases.reading.limits import light_of
from cases.reading.papers import name_of
from cases.reading.proposals import proposals_of
from cases.reading.ribbon import end_of, ribbon
from cases.reading.rounds import rounds_of
from cases.reading.words import DESKS
from cases.stages import Stage
from cases.views import outcome
from cases.views.case_page import title_lines, who_acts
from cases.views.paging import key_from
from gongshu_enforcement.door import ACTIONS

# Rules that say no more than that the case is under review.
CLOSED_MEANWHILE = ("W1", "W2")

# What the desks write most (常用意见); typed words always go before and after them.
STOCK_OPINIONS = {
    "initial": (
        gettext_lazy("The facts are clear and the evidence is sufficient. Agreed."),
        gettext_lazy("The party and the facts are as recorded. Agreed to submit."),
    ),
    "recheck": (
        gettext_lazy("The procedure is lawful. Agreed."),
        gettext_lazy("The facts are clear, the procedure is lawful, the documents are complete. Agreed."),
    ),
    "final": (
        gettext_lazy("Agreed."),
        gettext_lazy("The law is applied correctly and the discretion is fitting. Agreed."),
    ),
}
STOCK_RETURNS = (
    gettext_lazy("The evidence is not sufficient. Add it and submit again."),
    gettext_lazy("The wording of the document is not accurate. Correct it and submit again."),
    gettext_lazy("A step of the procedure is missing. Complete it and submit again."),
)


@require_safe
def review_queue(request: HttpRequest) -> HttpResponse:
    """What waits for the desks the person sits at, longest waiting first."""
    page = selectors.queue_page(request.user, after=key_from(request, "after"))
    context = {
        "waiting": page.rows,
        "older": f"?after={page.older}" if page.older else "",
        "newer": reverse("review_queue") if "after" in request.GET else "",
        "total": review.queue(request.user).order_by().count(),
    }
    return render(request, "cases/queue.html", context)


@require_safe
def review_next(request: HttpRequest) -> HttpResponse:
    """On to the submission that waits longest; to the queue where none does."""
    following = selectors.next_in_queue(request.user, besides=key_from(request, "besides"))
    if following is None:
        messages.info(request, _("Nothing else waits for your review."))
        return redirect("review_queue")
    return redirect("review", pk=following.pk)


@require_safe
def review_page(request: HttpRequest, pk: int) -> HttpResponse:
    """One submission: the form it leads to, its content and changes, the rules, the opinions so far, the decision."""
    case, submission = selectors.submission_or_404(request.user, pk)
    submission = next(row for row in case.submissions.all() if row.pk == submission.pk)
    desk = review.desk_for(submission, request.user)
    rounds = rounds_of(case, list(case.submissions.all()))
    following = selectors.next_in_queue(request.user, besides=pk) if desk else None
    shown = next(entry for entry in rounds if entry.submission.pk == pk)
    context = {
        "case": case,
        "submission": submission,
        **title_lines(case),
        "heading": f"{_what(submission)}：{case.party.name}",
        "round_note": _("Round %(n)s") % {"n": submission.round},
        "desk": DESKS.get(desk, desk) if desk else "",
        "round": shown,
        "earlier": [entry for entry in rounds if entry.submission.pk < pk],
        "ribbon": ribbon(case, selectors.events_of(case), who_acts(case, submission)["short"]),
        "end": end_of(case),
        "now_with": who_acts(case, submission),
        "nearest": light_of(next(iter(clock.limits(case)), None)),
        "findings": _findings(case, submission),
        "proposals": proposals_of(case, submission, request.user),
        "next_url": reverse("review", args=[following.pk]) if following else "",
        **_previews(request, case, submission),
        **(_forms(request, case, submission) if desk else {}),
        **_confirming(request, case, submission),
        "others": _other_actions(request, case, submission),
    }
    return render(request, "cases/review.html", context)


def _what(submission: Submission) -> str:
    if submission.kind == Submission.Kind.STAGE:
        return submission.get_stage_display()
    return submission.get_kind_display()


def _findings(case: Case, submission: Submission) -> list[dict[str, Any]]:
    """What the rules say of the submitted content now; rules that only close editing meanwhile say nothing here."""
    if submission.kind != Submission.Kind.STAGE or not submission.is_open:
        return []
    gate = next_step.SUBMIT[Stage(submission.stage)]
    lines = outcome.checklist(ACTIONS[gate], case, submission.content)
    return [line for line in lines if line["code"] not in CLOSED_MEANWHILE]


def _previews(request: HttpRequest, case: Case, submission: Submission) -> dict[str, Any]:
    """The papers to look at: drafts of what approval issues, then what is on file. `paper` chooses one."""
    papers = []
    if submission.is_open or submission.status in (Submission.Status.RETURNED, Submission.Status.RECALLED):
        papers = [
            {
                "key": code,
                "label": drafts.label_of(code),
                "url": reverse("draft", args=[case.reference, submission.pk, code]),
                "draft": True,
            }
            for code in drafts.codes_of(submission)
        ]
    papers += [
        {
            "key": str(document.pk),
            "label": name_of(document),
            "number": document.number,
            "url": reverse("document_html", args=[case.reference, document.pk]),
            "draft": False,
        }
        for document in reversed(case.documents.all())
    ]
    wanted = request.GET.get("paper")
    shown = next((paper for paper in papers if paper["key"] == wanted), papers[0] if papers else None)
    return {"papers": papers, "paper": shown}


def _forms(request: HttpRequest, case: Case, submission: Submission) -> dict[str, Any]:
    """Both forms with ids of their own, since they stand on one page."""
    given = {"case": case, "user": request.user, "subject": submission}
    approve, give_back = ApproveForm(**given), ReturnForm(**given)
    approve.auto_id, give_back.auto_id = "approve_%s", "return_%s"
    return {
        "approve_form": approve,
        "return_form": give_back,
        "approve_url": _act_url(case, submission, "approve"),
        "return_url": _act_url(case, submission, "return_back"),
        "stock": STOCK_OPINIONS[submission.status],
        "stock_returns": STOCK_RETURNS,
    }


def _confirming(request: HttpRequest, case: Case, submission: Submission) -> dict[str, Any]:
    """The second officer's form, where it is theirs to confirm."""
    if not ACTIONS["confirm"].permitted(submission, request.user):
        return {}
    form = ConfirmForm(case=case, user=request.user, subject=submission)
    return {"confirm_form": form, "confirm_url": _act_url(case, submission, "confirm")}


def _other_actions(request: HttpRequest, case: Case, submission: Submission) -> list[actions.Choice]:
    """What else the registry permits on this submission: recall, designate a reviewer."""
    if not submission.is_open:
        return []
    groups = actions.open_actions(case, request.user, submission)
    of_submission = {code for code, entry in ACTIONS.items() if entry.subject is Submission}
    return [
        choice
        for group in groups
        for choice in group.choices
        if choice.code in of_submission and choice.code not in next_step.ON_REVIEW_PAGE
    ]


def _act_url(case: Case, submission: Submission, code: str) -> str:
    return reverse("submission_action", args=[case.reference, submission.pk, code])
