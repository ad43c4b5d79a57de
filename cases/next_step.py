"""What to do next: the one step a case asks of the person looking at it. Desk and case page read it here.

A step names a registered action, so its label, its permission and its form are the action's own. Nothing is decided
here: the door and the rules of law decide; a step only says which door to knock at first.
"""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from datetime import date
from typing import Any

from django.urls import reverse
from django.utils.translation import gettext_lazy as _

from cases import access, clock, deliberation, ending, execution, review
from cases.ending import Ground
from cases.limit_kinds import AFTER_SEALING
from cases.models import Case, Correction, HandOver, PassedLimit, Recusal, Source, Submission
from cases.side_limits import must_be_published
from cases.stages import Outcome, Stage
from gongshu_enforcement import timekeeper
from gongshu_enforcement.door import ACTIONS
from gongshu_enforcement.errors import Text
from gongshu_enforcement.models import User

SUBMIT = {
    Stage.FILING: "submit_filing",
    Stage.INTERVIEW: "submit_interview",
    Stage.DETERMINATION: "submit_determination",
    Stage.DISCRETION: "submit_discretion",
    Stage.NOTICE: "submit_notice",
    Stage.CLOSURE: "submit_closure",
}
NEEDS_INSPECTION = (Source.INSPECTION, Source.CROSS, Source.GRID)
ON_REVIEW_PAGE = ("confirm", "approve", "return_back")
REVIEW_LABEL = _("Review")


@dataclass(frozen=True)
class Step:
    """One step: which action on what, why it is the next one, and until when it waits for somebody else."""

    action: str
    subject: Any
    reason: Text = ""
    waits_until: date | None = None

    @property
    def label(self) -> Text:
        """What the button says."""
        return REVIEW_LABEL if self.action == "approve" else ACTIONS[self.action].label

    @property
    def icon(self) -> str:
        """The sign before the words."""
        return ICONS.get(self.action, "send" if self.action.startswith("submit_") else "arrow-right")

    @property
    def url(self) -> str:
        """Where the step is taken."""
        return action_url(self.action, self.subject)


ICONS = {
    "approve": "rubber-stamp",
    "confirm": "user-check",
    "record_inspection": "clipboard-check",
    "record_interview": "message-2",
    "add_evidence": "paperclip",
    "issue_notice": "speakerphone",
    "serve": "truck-delivery",
    "record_payment": "cash",
    "remind": "speakerphone",
    "publish": "news",
    "withdraw_publication": "file-x",
    "record_remedy_result": "gavel",
    "answer_reminder": "message-reply",
    "recheck_rectification": "checklist",
    "waive_defence": "signature",
    "answer_defence": "message-reply",
    "accept_hand_over": "exchange",
    "decide_recusal": "users",
    "decide_correction": "writing",
    "archive": "archive",
    "explain_passed_limit": "message-reply",
    "fill_self_check": "checklist",
    "report_summary": "send",
    "hand_in_fine": "cash",
    "bank_fine": "cash",
    "request_hearing": "message-2",
    "announce_hearing": "speakerphone",
    "hold_hearing": "message-2",
    "report_hearing": "clipboard-check",
    "record_legal_review": "scale",
    "record_discussion": "users-group",
    "request_seizure": "lock",
    "dispose_seizure": "lock-open",
    "request_preservation": "lock",
    "dispose_preservation": "lock-open",
}


def action_url(code: str, subject: Any) -> str:
    """The address of an action's form; confirming and reviewing happen on the review page, beside what was submitted."""
    if isinstance(subject, Submission):
        if code in ON_REVIEW_PAGE:
            return reverse("review", args=[subject.pk])
        return reverse("submission_action", args=[subject.case.reference, subject.pk, code])
    return reverse("case_action", args=[subject.reference, code])


def for_person(case: Case, user: User, submission: Submission | None) -> Step | None:
    """The step this person can take now on a case; None where the case waits for others.

    `submission`: the open one, where there is one.
    """
    steps = (_on_submission(case, user, submission), _of_the_organ(case), _of_legal(case, submission))
    for step in (*steps, _of_handlers(case, user, submission)):
        if step is not None and ACTIONS[step.action].permitted(step.subject, user):
            return step
    return None


def _on_submission(case: Case, user: User, submission: Submission | None) -> Step | None:
    if submission is None:
        return None
    if submission.status == Submission.Status.CONFIRMING:
        return to_confirm(submission)
    return to_review(submission) if review.desk_for(submission, user) else None


def _of_the_organ(case: Case) -> Step | None:
    waiting = case.pending_hand_over()
    if waiting is not None:
        return to_accept(waiting)
    recusal = case.recusals.filter(status=Recusal.Status.PENDING).first()
    return to_decide(recusal) if recusal is not None else None


def _of_legal(case: Case, submission: Submission | None) -> Step | None:
    at_notice = case.stage == Stage.NOTICE and not case.is_decided and submission is None
    return to_deliberate(case) if at_notice else None


def _of_handlers(case: Case, user: User, submission: Submission | None) -> Step | None:
    if submission is not None or not access.is_handler(case, case, user):
        return None
    return for_handlers(case)


def to_confirm(submission: Submission) -> Step:
    """The second officer looks at what was submitted."""
    return Step("confirm", submission, _("%(who)s submitted it") % {"who": submission.submitted_by})


def to_review(submission: Submission) -> Step:
    """A desk speaks."""
    return Step("approve", submission, submission.get_status_display())


def to_accept(hand_over: HandOver) -> Step:
    """The organ answers a hand-over."""
    return Step("accept_hand_over", hand_over.case, hand_over.get_reason_display())


def to_decide(recusal: Recusal) -> Step:
    """The organ's director decides on a recusal."""
    return Step("decide_recusal", recusal.case, recusal.reason)


def to_explain(passed: PassedLimit) -> Step:
    """A limit has passed: the officers say why."""
    told = _("“%(limit)s” passed on %(day)s") % {
        "limit": clock.TITLES.get(passed.code, passed.code),
        "day": passed.due_on.isoformat(),
    }
    return Step("explain_passed_limit", passed.case, told)


def to_correct(asked: Correction) -> Step:
    """A clerical error in a document: the legal section decides."""
    return Step(
        "decide_correction", asked.case, _("A correction of “%(title)s” is asked for") % {"title": asked.document.title}
    )


def to_deliberate(case: Case) -> Step | None:
    """What the legal section has to see to: the hearing, the legal review, the collective discussion."""
    notice = standing_notice(case)
    if notice is None or notice.served_on is None or case.outcome != Outcome.PENALTY:
        return None
    hearing = getattr(notice, "hearing", None)
    if hearing is not None and not hearing.is_settled:
        return _of_hearing(case, hearing)
    if hearing is not None and hearing.held_on and not hearing.reported_on:
        return Step("report_hearing", case, _("The hearing has no report yet"))
    heard = deliberation.heard_on(notice)
    if heard is None or timekeeper.today() < heard:
        return None
    if deliberation.review_due(case, notice) and deliberation.passed_review(notice) is None:
        return Step("record_legal_review", case, _("A legal review comes before the decision"))
    if deliberation.discussion_due(case, notice) and deliberation.standing_discussion(notice) is None:
        return Step("record_discussion", case, _("A collective discussion comes before the decision"))
    return None


def _of_hearing(case: Case, hearing: Any) -> Step:
    session = hearing.session()
    if session is None:
        return Step("announce_hearing", case, _("The party asked for a hearing"))
    day = session.starts_at.astimezone(timekeeper.SHANGHAI).date()
    told = _("The hearing is set for %(day)s") % {"day": day.isoformat()}
    return Step("hold_hearing", case, told, waits_until=day if day > timekeeper.today() else None)


def for_handlers(case: Case) -> Step | None:
    """The next step of the handling officers while the ball is with them."""
    overdue_order = _rectification_due(case)
    if overdue_order is not None and case.is_open:
        return Step("recheck_rectification", case, overdue_order)
    if case.unserved and case.stage in ACTIONS["serve"].stages:  # read ahead, see selectors
        document = case.unserved[0]
        return Step("serve", case, _("“%(title)s” has not been served") % {"title": document.title})
    finder = _FINDERS.get(Stage(case.stage))
    return finder(case) if finder else None


def _rectification_due(case: Case) -> Text | None:
    for order in case.rectifications.all():
        if order.passed is None and order.is_over(timekeeper.today()):
            return _("The time to correct ended on %(day)s") % {"day": order.due_on.isoformat()}
    return None


def _submit(case: Case, reason: Text = "") -> Step:
    return Step(SUBMIT[Stage(case.stage)], case, reason)


def _at_filing(case: Case) -> Step:
    if case.source in NEEDS_INSPECTION and not case.inspections.all():
        return Step("record_inspection", case, _("The inspection has no record yet"))
    return _submit(case)


def _at_interview(case: Case) -> Step:
    if not case.interviews.all():
        return Step("record_interview", case, _("Nobody has been interviewed yet"))
    if not any(piece.withdrawn_at is None for piece in case.evidence.all()):
        return Step("add_evidence", case, _("There is no evidence yet"))
    return _submit(case)


def _at_notice(case: Case) -> Step | None:
    if case.is_decided:
        return None  # its service, which comes before this, opens execution
    if case.outcome != Outcome.PENALTY:
        return _submit(case)
    notice = standing_notice(case)
    if notice is None:
        return Step("issue_notice", case, _("The party has not been told yet"))
    if any(not defence.answer for defence in notice.defences.all()):
        return Step("answer_defence", case, _("The defence has not been answered"))
    if not notice.waived_on and notice.defence_due_on and notice.defence_due_on >= timekeeper.today():
        told = _("The party may speak until %(day)s") % {"day": notice.defence_due_on.isoformat()}
        return Step("waive_defence", case, told, waits_until=notice.defence_due_on)
    return _until_heard(case, notice) or _submit(case)


def _until_heard(case: Case, notice: Any) -> Step | None:
    hearing = getattr(notice, "hearing", None)
    if not notice.with_hearing or hearing is not None or notice.hearing_waived_on or notice.hearing_due_on is None:
        return None
    if notice.hearing_due_on < timekeeper.today():
        return None
    told = _("The party may ask for a hearing until %(day)s") % {"day": notice.hearing_due_on.isoformat()}
    return Step("request_hearing", case, told, waits_until=notice.hearing_due_on)


def standing_notice(case: Case) -> Any:
    """The notice that counts, from the rows read ahead."""
    standing = [notice for notice in case.notices.all() if notice.superseded_on is None]
    return max(standing, key=lambda notice: notice.pk, default=None)


def _on_site(case: Case) -> Step | None:
    made = case.on_site
    if made.reported_on is None:
        return Step("report_summary", case, _("The organ has not been told yet"))
    if made.collected and made.handed_in_on is None:
        return Step("hand_in_fine", case, _("The money is still with the officers"))
    if made.collected and made.banked_on is None:
        return Step("bank_fine", case, _("The money is not at the bank yet"))
    return None


def _publication(case: Case) -> Step | None:
    """A penalty that must be published, or whose publication must be withdrawn."""
    standing = [row for row in case.publications.all() if row.withdrawn_on is None]
    if any(row.withdraw_since for row in standing):
        return Step("withdraw_publication", case, _("The decision fell: its publication must be withdrawn"))
    if must_be_published(case) and not case.publications.all():
        return Step("publish", case, _("The penalty has not been published"))
    return None


def _unpaid(case: Case) -> Step | None:
    """What to do about money that has not come: wait, answer, remind, decide a surcharge."""
    if execution.is_settled(case) or any(row.result for row in case.court_applications.all()):
        return None
    if any(row.statement and not row.answer for row in case.reminders.all()):
        return Step("answer_reminder", case, _("The party answered the reminder"))
    due, today = execution.next_due(case), timekeeper.today()
    if ending.likely_ground(case, today) == Ground.TIME_OVER:
        return None
    if due is None or due.on >= today or case.court_applications.all():
        return Step("record_payment", case, _("The fine has not been paid in full"), waits_until=due and due.on)
    if not case.reminders.all():
        told = _("The fine is late since %(day)s") % {"day": due.on.isoformat()}
        return Step("remind", case, told)
    if _court_may_be_asked(case, today) and execution.last_reminder(case, "court") is None:
        until = execution.court_term(case)[1].isoformat()
        return Step("remind", case, _("The court can be asked until %(day)s, after a reminder") % {"day": until})
    return Step("record_payment", case, _("The fine has not been paid in full"))


def _court_may_be_asked(case: Case, today: date) -> bool:
    term = execution.court_term(case)
    return term is not None and term[0] < today <= term[1]


def _at_closure(case: Case) -> Step:
    first = _on_site(case) if case.is_summary else None
    if first is not None:
        return first
    published = _publication(case)
    if published is not None:
        return published
    unpaid = _unpaid(case) if case.total_fine else None
    if unpaid is not None:
        return unpaid
    if any(order.passed is None for order in case.rectifications.all()):
        return Step("recheck_rectification", case, _("The correction has not been re-checked"))
    return _submit(case, _("No more money will come: give ground and reason") if ending.money_is_due(case) else "")


def _at_the_end(case: Case) -> Step | None:
    published = _publication(case)
    if case.is_sealed:  # 处罚法 48(2) asks for the withdrawal whatever became of the dossier
        return published if published is not None and published.action in AFTER_SEALING else None
    if published is not None:
        return published
    form = max(case.self_checks.all(), key=lambda row: row.round, default=None)  # reads rows fetched ahead
    if form is None or form.vetoes or form.filled_on < (case.stage_since or form.filled_on):
        return Step("fill_self_check", case, _("The dossier has not passed its self-check yet"))
    return Step("archive", case, _("The dossier is not sealed yet"))


_FINDERS: dict[str, Callable[[Case], Step | None]] = {
    Stage.FILING: _at_filing,
    Stage.INTERVIEW: _at_interview,
    Stage.DETERMINATION: _submit,
    Stage.DISCRETION: _submit,
    Stage.NOTICE: _at_notice,
    Stage.CLOSURE: _at_closure,
    Stage.CLOSED: _at_the_end,
    Stage.NOT_FILED: _at_the_end,
    Stage.TERMINATED: _at_the_end,
}
