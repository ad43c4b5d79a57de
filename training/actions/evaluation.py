"""The verbs of the dossier evaluation (案卷评查): draw, evaluate blind, arbitrate, replace, publish, close."""

from __future__ import annotations

from datetime import date
from typing import Any

from django.utils.translation import gettext_lazy as _

from cases.guide import scoring
from cases.guide.checks import version
from delegation.models import Officer, Organ
from gongshu_enforcement import door, legal_settings, timekeeper
from gongshu_enforcement.errors import ActionRefused, Finding
from gongshu_enforcement.models import User
from gongshu_enforcement.working_days import add_working_days
from training.evaluation import comparing, draw, proposals, rules
from training.models import DrawnDossier, EvaluationRound, Fault, Mark, MarkLine, Seat
from training.permits import ARBITER, CONDUCTOR, EVALUATOR, seat_of
from training.quarters import Quarter

State, RoundState, Part = DrawnDossier.State, EvaluationRound.State, Seat.Part
Answers = list[dict[str, Any]]


@door.action(
    permission=CONDUCTOR,
    subject=Organ,
    label=_("Draw the dossiers of a quarter"),
    form="training.forms.evaluation.DrawForm",
    group="evaluation",
    opens=True,
)
def draw_round(organ: Organ, *, acting_user: User, quarter: str, per_street: int, seed: int) -> EvaluationRound:
    """Draw the sample and keep it with its seed, the software's proposals, and who evaluates what."""
    wanted = Quarter.parse(quarter)
    if timekeeper.today() <= wanted.last:
        raise ActionRefused.because("T1", _("The quarter is not over yet."), field="quarter")
    if EvaluationRound.objects.filter(year=wanted.year, number=wanted.number).exists():
        raise ActionRefused.because("T1", _("This quarter has been drawn already."), field="quarter")
    sample = draw.draw(wanted, per_street=per_street, seed=seed)
    if not sample.picks:
        raise ActionRefused.because("T1", _("No dossier was closed by a street in this quarter."), field="quarter")
    made = EvaluationRound.objects.create(
        year=wanted.year,
        number=wanted.number,
        seed=seed,
        per_street=per_street,
        pool=sample.pool,
        table_version=version(),
        drawn_on=timekeeper.today(),
        drawn_by=acting_user,
    )
    for position, pick in enumerate(sample.picks, start=1):
        _seat(made, position, pick)
    made.ledger_notes = {"sample": [pick.as_dict() for pick in sample.picks], "pool": sample.pool}
    return made


def _seat(made: EvaluationRound, position: int, pick: draw.Pick) -> None:
    dossier = DrawnDossier.objects.create(
        round=made,
        drawn_case=pick.case,
        street=pick.case.street,
        item_code=pick.item,
        position=position,
        proposals=proposals.take(pick.case),
    )
    people = zip(Part, (*pick.evaluators, pick.arbiter), strict=True)
    Seat.objects.bulk_create(
        Seat(dossier=dossier, part=part, officer=one, street=one.street, called=part != Part.ARBITER)
        for part, one in people
    )


def _may_mark(dossier: DrawnDossier, user: User) -> bool:
    seat = seat_of(user, dossier)
    return dossier.state == State.MARKING and seat is not None and not hasattr(seat, "mark")


@door.action(
    permission=EVALUATOR,
    subject=DrawnDossier,
    label=_("Evaluate the dossier"),
    form="training.forms.evaluation.MarkForm",
    group="evaluation",
    available=_may_mark,
    rules=rules.check_form,
)
def mark_dossier(dossier: DrawnDossier, *, acting_user: User, answers: Answers, opinion: str) -> Mark:
    """Hand in one's form. The second form settles the dossier, or calls the arbiter."""
    seat = seat_of(acting_user, dossier)
    if not _may_mark(dossier, acting_user):
        raise ActionRefused.because("T2", _("Your form has been handed in already, or the dossier is settled."))
    given = {answer["code"]: answer for answer in answers}
    lines = [rules.line(found, given.get(code)) for code, found in proposals.of(dossier).items()]
    mark = _hand_in(seat, lines, opinion)
    dossier.ledger_notes = {"score": mark.score, "vetoes": mark.vetoes, "lines": _in_short(lines)}
    marks = _marks(dossier)
    if len(marks) == 2:
        pairs = comparing.pair(*marks)
        if comparing.needs_arbiter(*marks, pairs):
            dossier.state = State.ARBITRATION
            dossier.seats.filter(part=Part.ARBITER, ended_on=None).update(called=True)
            dossier.save(update_fields=["state"])
        else:
            _settle(dossier, comparing.agreed(pairs))
    return mark


def _hand_in(seat: Seat, lines: list[MarkLine], opinion: str, total: scoring.Sum | None = None) -> Mark:
    total = total or scoring.add_up(lines)
    mark = Mark.objects.create(
        seat=seat,
        score=total.score,
        vetoes=total.vetoes,
        opinion=opinion,
        marked_on=timekeeper.today(),
        marked_at=timekeeper.now(),
    )
    for line in lines:
        line.mark = mark
    MarkLine.objects.bulk_create(lines)
    return mark


def _in_short(lines: list[MarkLine]) -> dict[str, list[str]]:
    return {
        "faulty": [f"{line.code} {line.deduction}" for line in lines if line.result == rules.FAULTY],
        "overridden": [line.code for line in lines if line.is_overridden],
    }


def _marks(dossier: DrawnDossier) -> list[Mark]:
    """The forms of the two evaluators who sit now, A before B."""
    found = Mark.objects.filter(seat__dossier=dossier, seat__ended_on=None).exclude(seat__part=Part.ARBITER)
    return sorted(found.select_related("seat").prefetch_related("lines"), key=lambda mark: mark.seat.part)


def _settle(dossier: DrawnDossier, faults: list[Fault], *, arbitrated: bool = False) -> None:
    for fault in faults:
        fault.dossier = dossier
    Fault.objects.bulk_create(faults)
    dossier.score, dossier.vetoes = comparing.points(faults), comparing.vetoes(faults)
    dossier.state, dossier.settled_on, dossier.arbitrated = State.SETTLED, timekeeper.today(), arbitrated
    dossier.save(update_fields=["score", "vetoes", "state", "settled_on", "arbitrated"])


def _check_words(entry: Any, dossier: DrawnDossier, subject: Any, inputs: dict[str, Any]) -> list[Finding]:
    found, given = proposals.of(dossier), {answer["code"]: answer for answer in inputs["answers"]}
    if dossier.state != State.ARBITRATION:
        return [Finding("T3", _("There is nothing to decide: the dossier is settled."))]
    problems: list[Finding] = []
    for one in comparing.pair(*_marks(dossier)):
        if one.differs and one.code in given:
            problems += rules.check_answer(found[one.code], given[one.code], always_why=True)
        elif one.differs:
            said = _("%(code)s: the two differ here; decide.") % {"code": one.code}
            problems.append(Finding("T3", said, field=f"check-{one.code}-result"))
    return problems


@door.action(
    permission=ARBITER,
    subject=DrawnDossier,
    label=_("Decide as arbiter"),
    form="training.forms.evaluation.ArbiterForm",
    group="evaluation",
    available=lambda dossier, user: dossier.state == State.ARBITRATION,
    rules=_check_words,
)
def arbitrate_dossier(dossier: DrawnDossier, *, acting_user: User, answers: Answers, opinion: str) -> Mark:
    """Decide every check on which the two differ, with reasons; what they agree on stands."""
    found, pairs = proposals.of(dossier), comparing.pair(*_marks(dossier))
    differing = {one.code for one in pairs if one.differs}
    given = {answer["code"]: answer for answer in answers if answer["code"] in differing}
    words = {code: rules.line(found[code], answer) for code, answer in given.items()}
    faults = comparing.arbitrated(pairs, words)
    total = scoring.Sum(comparing.points(faults), comparing.vetoes(faults))
    mark = _hand_in(seat_of(acting_user, dossier), list(words.values()), opinion, total)
    _settle(dossier, faults, arbitrated=True)
    dossier.ledger_notes = {"score": total.score, "vetoes": total.vetoes, "decided": sorted(differing)}
    return mark


@door.action(
    permission=CONDUCTOR,
    subject=DrawnDossier,
    label=_("Replace an evaluator"),
    form="training.forms.evaluation.ReplaceForm",
    group="evaluation",
    available=lambda dossier, user: dossier.state != State.SETTLED,
)
def replace_evaluator(dossier: DrawnDossier, *, acting_user: User, part: str, officer: Officer, reason: str) -> Seat:
    """Somebody else takes a seat whose form is not in: ill, moved, or known to the party."""
    seat = dossier.seats.filter(part=part, ended_on=None).first()
    if seat is None or hasattr(seat, "mark") or dossier.state == State.SETTLED:
        raise ActionRefused.because("T4", _("This form is in; it stays."), field="part")
    others = [one for one in dossier.seats.filter(ended_on=None) if one.pk != seat.pk]
    fit = officer.pk in {one.pk for one in draw.evaluators(timekeeper.today())}
    apart = officer.user_id in draw.acted_on(dossier.drawn_case)
    if not fit or apart or officer.street_id in {dossier.street_id, *(one.street_id for one in others)}:
        raise ActionRefused.because(
            "T4",
            _("This person may not evaluate the dossier."),
            remedy=_("Choose a certified officer of another street, different from the other evaluators'."),
            field="officer",
        )
    seat.ended_on, seat.end_reason = timekeeper.today(), reason
    seat.save(update_fields=["ended_on", "end_reason"])
    return Seat.objects.create(dossier=dossier, part=part, officer=officer, street=officer.street, called=seat.called)


@door.action(
    permission=CONDUCTOR,
    subject=EvaluationRound,
    label=_("Publish the results"),
    form="training.forms.evaluation.PublishForm",
    group="evaluation",
    available=lambda made, user: made.state == RoundState.MARKING,
)
def publish_round(made: EvaluationRound, *, acting_user: User) -> EvaluationRound:
    """Show each street its results; from now on it may object for some working days."""
    if made.state != RoundState.MARKING:
        raise ActionRefused.because("T5", _("The results are out already."))
    waiting = made.dossiers.exclude(state=State.SETTLED).count()
    if waiting:
        raise ActionRefused.because(
            "T5",
            _("%(count)s dossiers are not settled yet.") % {"count": waiting},
            remedy=_("Wait for the forms, or replace an evaluator who cannot do it."),
        )
    today = timekeeper.today()
    made.state, made.published_on = RoundState.PUBLISHED, today
    made.appeals_until = add_working_days(today, legal_settings.value("evaluation_appeal_days"))
    made.save(update_fields=["state", "published_on", "appeals_until"])
    return made


def _may_close(made: EvaluationRound, today: date) -> None:
    if made.state != RoundState.PUBLISHED:
        raise ActionRefused.because("T6", _("Only published results become final."))
    if made.takes_appeals(today):
        raise ActionRefused.because(
            "T6", _("Streets may object until %(day)s.") % {"day": made.appeals_until.isoformat()}
        )
    waiting = made.dossiers.filter(appeal__answered_on=None, appeal__isnull=False).count()
    if waiting:
        raise ActionRefused.because("T6", _("%(count)s appeals are not answered yet.") % {"count": waiting})


@door.action(
    permission=CONDUCTOR,
    subject=EvaluationRound,
    label=_("Make the results final"),
    form="training.forms.evaluation.CloseForm",
    group="evaluation",
    available=lambda made, user: made.state == RoundState.PUBLISHED,
)
def close_round(made: EvaluationRound, *, acting_user: User, summary: str) -> EvaluationRound:
    """After the appeals: the report is final, and the results count on the display of the streets."""
    _may_close(made, timekeeper.today())
    made.state, made.closed_on, made.summary = RoundState.CLOSED, timekeeper.today(), summary
    made.save(update_fields=["state", "closed_on", "summary"])
    results = made.dossiers.values_list("position", "score", "vetoes")
    made.ledger_notes = {"results": [f"{position}: {score} {vetoes}" for position, score, vetoes in results]}
    return made
