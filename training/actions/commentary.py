"""The verbs of the case commentary (案件讲评): open, pick, remark, set points, hold; tasks are reported and judged."""

from __future__ import annotations

from datetime import date

from django.utils.translation import gettext_lazy as _

from cases import access
from cases.models import Case
from cases.stages import Stage
from delegation.models import Organ, Street
from gongshu_enforcement import door, timekeeper
from gongshu_enforcement.errors import ActionRefused
from gongshu_enforcement.models import User
from training.commentary import picking
from training.models import Commentary, CommentedCase, FollowUp, Remark
from training.permits import COMMENTATOR, STREET_HEAD

State = FollowUp.State


def _preparing(commentary: Commentary, user: User) -> bool:
    return not commentary.is_held


def _still_open(commentary: Commentary) -> None:
    if commentary.is_held:
        raise ActionRefused.because("T9", _("This commentary has been held; its record stays as it is."))


@door.action(
    permission=COMMENTATOR,
    subject=Organ,
    label=_("Prepare a commentary"),
    form="training.forms.commentary.OpenForm",
    group="commentary",
    opens=True,
)
def open_commentary(organ: Organ, *, acting_user: User, planned_on: date, place: str = "") -> Commentary:
    """Begin the commentary of the month in which it is planned."""
    if Commentary.objects.filter(year=planned_on.year, month=planned_on.month).exists():
        raise ActionRefused.because("T9", _("This month has its commentary already."), field="planned_on")
    return Commentary.objects.create(
        year=planned_on.year, month=planned_on.month, planned_on=planned_on, place=place, opened_by=acting_user
    )


@door.action(
    permission=COMMENTATOR,
    subject=Commentary,
    label=_("Pick cases"),
    form="training.forms.commentary.PickForm",
    group="commentary",
    available=_preparing,
)
def pick_cases(
    commentary: Commentary, *, acting_user: User, proposed: list[str], reference: str = "", why: str = ""
) -> list[CommentedCase]:
    """Take cases that a rule proposes, and one by hand with the reason."""
    _still_open(commentary)
    offered = {one.case.reference: one for one in picking.proposals(acting_user, timekeeper.today())}
    chosen = [(offered[name].case, offered[name].rule, offered[name].why) for name in proposed if name in offered]
    if reference:
        chosen.append((_by_hand(acting_user, reference.strip()), picking.BY_HAND, why.strip()))
    if not chosen:
        raise ActionRefused.because("T9", _("No case is chosen."), remedy=_("Tick one, or give a reference."))
    there = set(commentary.picked.values_list("about_case_id", flat=True))
    return [
        CommentedCase.objects.create(commentary=commentary, about_case=case, rule=rule, why=reason)
        for case, rule, reason in chosen
        if case.pk not in there
    ]


def _by_hand(user: User, reference: str) -> Case:
    case = access.readable(user).filter(reference=reference).first()
    if case is None or case.stage != Stage.CLOSED:
        raise ActionRefused.because(
            "T9",
            _("No closed case of this reference."),
            remedy=_("Only closed cases are talked about; give the reference as the case page shows it."),
            field="reference",
        )
    return case


@door.action(
    permission=COMMENTATOR,
    subject=Commentary,
    label=_("Add a remark"),
    form="training.forms.commentary.RemarkForm",
    group="commentary",
    available=lambda commentary, user: not commentary.is_held and commentary.picked.exists(),
)
def remark_on_case(
    commentary: Commentary, *, acting_user: User, picked: CommentedCase, kind: str, text: str, check: str = ""
) -> Remark:
    """Say what was done well or is to be done better, on one check or on the whole case."""
    _still_open(commentary)
    if picked.commentary_id != commentary.pk:
        raise ActionRefused.because("T9", _("This case belongs to another commentary."), field="picked")
    return Remark.objects.create(
        picked=picked, code=check, kind=kind, text=text, made_by=acting_user, made_on=timekeeper.today()
    )


@door.action(
    permission=COMMENTATOR,
    subject=Commentary,
    label=_("Set a point to follow"),
    form="training.forms.commentary.PointForm",
    group="commentary",
    available=lambda commentary, user: not commentary.is_held and commentary.picked.exists(),
)
def set_point(
    commentary: Commentary,
    *,
    acting_user: User,
    kind: str,
    text: str,
    street: Street | None = None,
    due_on: date | None = None,
    topic: str = "",
    remark: Remark | None = None,
) -> FollowUp:
    """A point becomes the task of one street with a day, or the topic of a training; never both."""
    _still_open(commentary)
    if kind == FollowUp.Kind.TASK:
        _check_task(street, due_on)
        topic = ""
    else:
        street = due_on = None
        if not topic:
            raise ActionRefused.because("T9", _("Choose the topic."), field="topic")
    if remark is not None and remark.picked.commentary_id != commentary.pk:
        raise ActionRefused.because("T9", _("This remark belongs to another commentary."), field="remark")
    return FollowUp.objects.create(
        commentary=commentary, kind=kind, text=text, street=street, due_on=due_on, topic=topic, remark=remark
    )


def _check_task(street: Street | None, due_on: date | None) -> None:
    if street is None:
        raise ActionRefused.because("T9", _("Say which street has to do it."), field="street")
    if due_on is None or due_on <= timekeeper.today():
        raise ActionRefused.because("T9", _("Give a day to come by which it is to be done."), field="due_on")


@door.action(
    permission=COMMENTATOR,
    subject=Commentary,
    label=_("Record the meeting"),
    form="training.forms.commentary.HoldForm",
    group="commentary",
    available=_preparing,
    dated=True,
)
def hold_commentary(commentary: Commentary, *, acting_user: User, happened_on: date, minutes: str) -> Commentary:
    """The meeting took place: remarks are shown to the streets, points become tasks and topics."""
    _still_open(commentary)
    bare = [one for one in commentary.picked.prefetch_related("remarks") if not one.remarks.all()]
    if bare or not commentary.picked.exists():
        raise ActionRefused.because(
            "T9", _("Every case picked has a remark before the meeting is recorded."), remedy=_("Add what was said.")
        )
    commentary.state, commentary.held_on, commentary.minutes = Commentary.State.HELD, happened_on, minutes
    commentary.save(update_fields=["state", "held_on", "minutes"])
    commentary.ledger_notes = {
        "cases": [one.about_case.reference for one in commentary.picked.select_related("about_case")],
        "points": list(commentary.points.values_list("text", flat=True)),
    }
    return commentary


@door.action(
    permission=STREET_HEAD,
    subject=FollowUp,
    label=_("Report the task as done"),
    form="training.forms.commentary.ReportForm",
    group="commentary",
    available=lambda point, user: point.is_task and point.commentary.is_held and point.state == State.OPEN,
)
def report_task(point: FollowUp, *, acting_user: User, report: str) -> FollowUp:
    """The street's head says what was done; the legal section looks at it."""
    if not point.is_task or not point.commentary.is_held or point.state != State.OPEN:
        raise ActionRefused.because("T9", _("This task is not open."))
    point.state, point.report = State.REPORTED, report
    point.reported_on, point.reported_by = timekeeper.today(), acting_user
    point.save(update_fields=["state", "report", "reported_on", "reported_by"])
    return point


@door.action(
    permission=COMMENTATOR,
    subject=FollowUp,
    label=_("Judge the report"),
    form="training.forms.commentary.JudgeForm",
    group="commentary",
    available=lambda point, user: point.state == State.REPORTED,
)
def judge_task(point: FollowUp, *, acting_user: User, verdict: str, answer: str = "") -> FollowUp:
    """Take the task as done, or give it back with what is missing."""
    if point.state != State.REPORTED:
        raise ActionRefused.because("T9", _("Nothing has been reported."))
    if verdict == State.OPEN and not answer.strip():
        raise ActionRefused.because("T9", _("Say what is missing."), field="answer")
    point.state, point.answer = verdict, answer
    point.done_on = timekeeper.today() if verdict == State.DONE else None
    point.save(update_fields=["state", "answer", "done_on"])
    return point


@door.action(
    permission=COMMENTATOR,
    subject=FollowUp,
    label=_("Training held on this topic"),
    form="training.forms.commentary.TaughtForm",
    group="commentary",
    available=lambda point, user: not point.is_task and point.commentary.is_held and point.state == State.OPEN,
    dated=True,
)
def close_topic(point: FollowUp, *, acting_user: User, happened_on: date, report: str) -> FollowUp:
    """A training took the topic up; from its day on its effect can be seen."""
    if point.is_task or point.state != State.OPEN:
        raise ActionRefused.because("T9", _("This topic is not open."))
    point.state, point.report, point.done_on = State.DONE, report, happened_on
    point.reported_on, point.reported_by = timekeeper.today(), acting_user
    point.save(update_fields=["state", "report", "done_on", "reported_on", "reported_by"])
    return point
