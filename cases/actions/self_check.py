"""The self-check before the dossier is sealed (案卷自查)."""

from __future__ import annotations

from typing import Any

from django.utils.translation import gettext_lazy as _

from cases import access
from cases.guide import checks, scoring
from cases.models import Case, SelfCheck, SelfCheckLine
from cases.stages import Stage
from gongshu_enforcement import timekeeper
from gongshu_enforcement.models import User

from ._case import case_action, note, save_new


@case_action(
    permission=access.HANDLER,
    label=_("Self-check of the dossier"),
    stages=[Stage.CLOSED, Stage.NOT_FILED, Stage.TERMINATED],
    form="cases.forms.self_check.SelfCheckForm",
    group="archive",
    available=lambda case, user: not case.is_sealed,
)
def fill_self_check(case: Case, *, acting_user: User, answers: list[dict[str, Any]]) -> SelfCheck:
    """Fill in the form of checks: the software's value and the person's, both kept; a new round each time.

    `answers`: code, result, deduction, reason of each check a person answered; the others stand as the software found them.
    """
    given = {answer["code"]: answer for answer in answers}
    found = scoring.prescore(case)
    lines = [scoring.line(one, given.get(code)) for code, one in found.items()]
    total = scoring.add_up(lines)
    form = save_new(
        SelfCheck(
            case=case,
            round=case.self_checks.count() + 1,
            filled_by=acting_user,
            filled_on=timekeeper.today(),
            filled_at=timekeeper.now(),
            score=total.score,
            vetoes=total.vetoes,
            table_version=checks.version(),
        )
    )
    for line in lines:
        line.self_check = form
    SelfCheckLine.objects.bulk_create(lines)
    note(case, score=total.score, vetoes=total.vetoes, round=form.round, found=_in_short(lines))
    return form


def _in_short(lines: list[SelfCheckLine]) -> dict[str, list[str]]:
    """What counts against the dossier, for the ledger: the rest follows from the table."""
    return {
        "faulty": [line.code for line in lines if line.result == SelfCheckLine.Result.FAULTY],
        "overridden": [line.code for line in lines if line.is_overridden],
    }
