"""The verbs of exams (考试): set, announce, call off; begin a paper, save, hand in, and what happens when time runs out."""

from __future__ import annotations

from datetime import datetime, timedelta
from typing import Any

from django.db import IntegrityError
from django.utils.translation import gettext_lazy as _

from delegation.models import Organ
from delegation.permits import SYSTEM, officer_of
from gongshu_enforcement import door, timekeeper
from gongshu_enforcement.errors import ActionRefused, Finding
from gongshu_enforcement.models import User
from training.exams import bank, drawing, marking, words
from training.models import Exam, Paper, PaperQuestion
from training.permits import CANDIDATE, CONDUCTOR, PAPER_OWNER

State = Exam.State
Answers = dict[str, list[int]]
CLOSED_TO_ALL = _("The time of this exam is over.")


@door.action(
    permission=CONDUCTOR,
    subject=Organ,
    label=_("Set an exam"),
    form="training.forms.exams.ExamForm",
    group="exam",
    opens=True,
)
def set_exam(organ: Organ, *, acting_user: User, **content: Any) -> Exam:
    """Prepare an exam; nobody sees it before it is announced."""
    return Exam.objects.create(made_by=acting_user, origin=timekeeper.origin(), **content)


@door.action(
    permission=CONDUCTOR,
    subject=Exam,
    label=_("Change the exam"),
    form="training.forms.exams.ExamForm",
    group="exam",
    available=lambda exam, user: exam.state == State.DRAFT,
)
def change_exam(exam: Exam, *, acting_user: User, **content: Any) -> Exam:
    """Change what is in preparation."""
    if exam.state != State.DRAFT:
        raise ActionRefused.because("T20", _("An exam that is announced is not changed any more."))
    for name, value in content.items():
        setattr(exam, name, value)
    exam.save()
    return exam


def announce(exam: Exam) -> None:
    """Fix the pool and announce the exam, within the act of the caller."""
    pool = list(bank.in_use())
    short = drawing.short_of(exam.blueprint, pool)
    if short:
        raise ActionRefused(
            [
                Finding(
                    "T20",
                    _("%(line)s: the bank has %(own)s questions, %(needed)s are needed.")
                    % {"line": words.line(line), "own": own, "needed": needed},
                    remedy=_("Ask for fewer, widen the line, or add questions."),
                )
                for line, own, needed in short
            ]
        )
    if exam.closes_at <= timekeeper.now():
        raise ActionRefused.because("T20", CLOSED_TO_ALL, remedy=_("Give a later end."))
    exam.pool, exam.state = [one.pk for one in pool], State.OPEN
    exam.save(update_fields=["pool", "state"])
    exam.ledger_notes = {"pool": len(pool), "seed": exam.seed}


@door.action(
    permission=CONDUCTOR,
    subject=Exam,
    label=_("Announce the exam"),
    form="training.forms.exams.AnnounceForm",
    group="exam",
    available=lambda exam, user: exam.state == State.DRAFT and not exam.for_contest,
)
def open_exam(exam: Exam, *, acting_user: User) -> Exam:
    """From now on those whom it is for see it; the questions it draws from are fixed."""
    if exam.state != State.DRAFT:
        raise ActionRefused.because("T20", _("This exam is announced already."))
    if exam.for_contest:
        raise ActionRefused.because("T20", _("The exam of a contest is announced with its round."))
    announce(exam)
    return exam


@door.action(
    permission=CONDUCTOR,
    subject=Exam,
    label=_("Call the exam off"),
    form="training.forms.exams.WithdrawForm",
    group="exam",
    danger=True,
    available=lambda exam, user: exam.state != State.WITHDRAWN and not exam.papers.exists(),
)
def withdraw_exam(exam: Exam, *, acting_user: User, reason: str) -> Exam:
    """Only while nobody has begun a paper."""
    if exam.papers.exists():
        raise ActionRefused.because("T20", _("Papers have been begun; the exam goes on to its end."))
    exam.state = State.WITHDRAWN
    exam.save(update_fields=["state"])
    return exam


@door.action(
    permission=CANDIDATE,
    subject=Exam,
    label=_("Begin"),
    group="exam",
    opens=True,
    available=lambda exam, user: exam.is_running(timekeeper.now()),
)
def begin_paper(exam: Exam, *, acting_user: User) -> Paper:
    """Draw the person's paper and start its time; one paper at a time."""
    now, person = timekeeper.now(), officer_of(acting_user)
    if not exam.is_running(now):
        raise ActionRefused.because("T21", _("This exam is not running now."), remedy=_("Look at its dates."))
    if Paper.objects.filter(officer=person, handed_in_at=None).exists():
        raise ActionRefused.because(
            "T21", _("You have a paper open already."), remedy=_("Hand it in first; one paper at a time.")
        )
    before = exam.papers.filter(officer=person).count()
    if before >= exam.attempts:
        raise ActionRefused.because("T21", _("You have used your attempts."))
    seed = drawing.seed_of(exam.seed, acting_user.username, before + 1)
    try:
        paper = Paper.objects.create(
            exam=exam,
            officer=person,
            attempt=before + 1,
            seed=seed,
            begun_at=now,
            due_at=min(now + timedelta(minutes=exam.minutes), exam.closes_at),
        )
    except IntegrityError as twice:  # two clicks at once on two exams
        raise ActionRefused.because("T21", _("You have a paper open already.")) from twice
    drawn = drawing.draw(exam.blueprint, bank.editions(exam.pool), seed)
    PaperQuestion.objects.bulk_create(
        PaperQuestion(paper=paper, position=place, edition=one.edition, order=one.order)
        for place, one in enumerate(drawn, start=1)
    )
    paper.ledger_notes = {"seed": seed, "questions": [one.edition.question.code for one in drawn]}
    return paper


def _still_open(paper: Paper, now: datetime) -> None:
    if not paper.is_open:
        raise ActionRefused.because("T22", _("This paper has been handed in."))
    if paper.is_late(now):
        raise ActionRefused.because(
            "T22",
            _("The time of this paper is over; what came later is not taken."),
            remedy=_("What was saved until then counts as handed in."),
        )


@door.action(permission=PAPER_OWNER, subject=Paper, label=_("Save the answers"), group="exam")
def save_answers(paper: Paper, *, acting_user: User, answers: Answers) -> Paper:
    """Keep what is answered so far; nothing is marked."""
    now = timekeeper.now()
    _still_open(paper, now)
    marking.keep(paper, answers, now)
    paper.save(update_fields=["saved_at"])
    return paper


@door.action(permission=PAPER_OWNER, subject=Paper, label=_("Hand in the paper"), group="exam")
def hand_in_paper(paper: Paper, *, acting_user: User, answers: Answers) -> Paper:
    """Hand in: the paper is marked and can't be changed any more."""
    now = timekeeper.now()
    _still_open(paper, now)
    marking.mark(paper, marking.keep(paper, answers, now), now)
    paper.ledger_notes = {"right": paper.right, "score": paper.score}
    return paper


@door.action(permission=SYSTEM, subject=Paper, label=_("Time ran out"), group="exam", system=True)
def time_out_paper(paper: Paper, *, acting_user: User | None) -> Paper:
    """Hand in what was saved, as of the moment the time ended."""
    if not paper.is_open or not paper.is_late(timekeeper.now()):
        raise ActionRefused.because("T22", _("This paper is not due."))
    marking.mark(paper, list(paper.questions.select_related("edition")), paper.due_at, timed_out=True)
    paper.ledger_notes = {"right": paper.right, "score": paper.score}
    return paper
