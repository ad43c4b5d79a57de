"""A street objects to the result of its dossier, and the organ's legal section answers (异议与答复)."""

from __future__ import annotations

from decimal import Decimal
from typing import Any

from django.utils.translation import gettext_lazy as _

from gongshu_enforcement import door, timekeeper
from gongshu_enforcement.errors import ActionRefused
from gongshu_enforcement.models import User
from training.evaluation import comparing
from training.models import Appeal, AppealPoint, DrawnDossier
from training.permits import APPEAL_DESK, STREET_HEAD


def _may_object(dossier: DrawnDossier, user: User) -> bool:
    return dossier.round.takes_appeals(timekeeper.today()) and not hasattr(dossier, "appeal")


@door.action(
    permission=STREET_HEAD,
    subject=DrawnDossier,
    label=_("Object to the result"),
    form="training.forms.appeals.AppealForm",
    group="evaluation",
    available=_may_object,
)
def object_to_result(
    dossier: DrawnDossier, *, acting_user: User, points: list[dict[str, Any]], text: str = ""
) -> Appeal:
    """Object to single faults, each with its reason, within the days given."""
    if not _may_object(dossier, acting_user):
        raise ActionRefused.because("T7", _("The days for objections are over, or one has been raised already."))
    faults = {fault.code: fault for fault in dossier.faults.all()}
    chosen = [point for point in points if point["code"] in faults]
    if not chosen:
        raise ActionRefused.because(
            "T7", _("No fault is named."), remedy=_("Write beside each fault that does not hold why it doesn't.")
        )
    appeal = Appeal.objects.create(
        dossier=dossier,
        raised_by=acting_user,
        raised_on=timekeeper.today(),
        text=text,
        score_before=dossier.score,
        vetoes_before=dossier.vetoes,
    )
    AppealPoint.objects.bulk_create(
        AppealPoint(
            appeal=appeal,
            code=point["code"],
            is_veto=faults[point["code"]].is_veto,
            before=faults[point["code"]].deduction,
            argument=point["argument"],
        )
        for point in chosen
    )
    return appeal


@door.action(
    permission=APPEAL_DESK,
    subject=DrawnDossier,
    label=_("Answer the objection"),
    form="training.forms.appeals.AnswerForm",
    group="evaluation",
    available=lambda dossier, user: hasattr(dossier, "appeal") and dossier.appeal.is_open,
)
def answer_objection(
    dossier: DrawnDossier, *, acting_user: User, answers: list[dict[str, Any]], opinion: str
) -> Appeal:
    """Say of each fault named whether it stands and with how many points; points and vetoes follow."""
    appeal = getattr(dossier, "appeal", None)
    if appeal is None or not appeal.is_open:
        raise ActionRefused.because("T8", _("No objection is waiting."))
    given = {answer["code"]: answer for answer in answers}
    for point in appeal.points.all():
        _answer(dossier, point, given.get(point.code))
    faults = list(dossier.faults.all())
    dossier.score, dossier.vetoes = comparing.points(faults), comparing.vetoes(faults)
    dossier.save(update_fields=["score", "vetoes"])
    appeal.answered_by, appeal.answered_on, appeal.opinion = acting_user, timekeeper.today(), opinion
    appeal.save(update_fields=["answered_by", "answered_on", "opinion"])
    dossier.ledger_notes = {
        "before": [appeal.score_before, appeal.vetoes_before],
        "after": [dossier.score, dossier.vetoes],
    }
    return appeal


def _answer(dossier: DrawnDossier, point: AppealPoint, answer: dict[str, Any] | None) -> None:
    if answer is None or answer.get("stands") is None:
        raise ActionRefused.because(
            "T8",
            _("%(code)s: say whether the fault stands.") % {"code": point.code},
            field=f"point-{point.code}-stands",
        )
    stands = bool(answer["stands"])
    after = Decimal(answer.get("deduction") or 0) if stands and not point.is_veto else Decimal(0)
    if stands and not point.is_veto and not 0 < after <= point.before:
        raise ActionRefused.because(
            "T8",
            _("%(code)s: more than 0, and no more than was taken off.") % {"code": point.code},
            remedy=_("An objection never makes the result worse."),
            field=f"point-{point.code}-deduction",
        )
    fault = dossier.faults.get(code=point.code)
    if stands:
        fault.deduction = after
        fault.save(update_fields=["deduction"])
    else:
        fault.delete()
    point.upheld, point.after = stands, after
    point.save(update_fields=["upheld", "after"])
