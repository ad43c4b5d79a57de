"""What a form must hold before it is taken: every check has a result, and whoever departs or takes points off says why."""

from __future__ import annotations

from collections.abc import Iterator
from decimal import Decimal
from typing import Any

from django.utils.translation import gettext as _

from cases.guide.scoring import Found
from cases.models import SelfCheckLine
from gongshu_enforcement.errors import Finding
from training.models import DrawnDossier, MarkLine

from . import proposals

FAULTY = SelfCheckLine.Result.FAULTY.value


def check_form(entry: Any, dossier: DrawnDossier, subject: Any, inputs: dict[str, Any]) -> Iterator[Finding]:
    """The rules of `mark_dossier`."""
    given = {answer["code"]: answer for answer in inputs["answers"]}
    for code, found in proposals.of(dossier).items():
        answer = given.get(code)
        if answer:
            yield from check_answer(found, answer)
        elif not found.result:
            yield _problem(code, "result", _("Say what you found: the software can't judge this."))


def check_answer(found: Found, answer: dict[str, Any], *, always_why: bool = False) -> Iterator[Finding]:
    """One check as an evaluator answered it; `always_why`: an arbiter gives the reason of every answer."""
    code, lost = found.check.code, Decimal(answer.get("deduction") or 0)
    faulty = answer["result"] == FAULTY
    departs = found.result and (answer["result"] != found.result or lost != found.deduction)
    if (departs or (faulty and not found.result) or always_why) and not (answer.get("reason") or "").strip():
        yield _problem(code, "reason", _("Say why, so that the street can mend it."))
    fits = (lost > 0) == (faulty and not found.check.veto) and 0 <= lost <= found.check.points
    if not fits:
        said = _("A fault takes off more than 0 and at most %(points)s points; anything else none.")
        yield _problem(code, "deduction", said % {"points": found.check.points})


def _problem(code: str, field: str, message: str) -> Finding:
    return Finding(code="T2", message=f"{code}：{message}", article="案卷评查", field=f"check-{code}-{field}")


def line(found: Found, answer: dict[str, Any] | None) -> MarkLine:
    """One line of a form: confirmed as the software found it where nothing else was answered."""
    answer = answer or {"result": found.result, "deduction": found.deduction}
    confirmed = answer["result"] == found.result and Decimal(answer.get("deduction") or 0) == found.deduction
    return MarkLine(
        code=found.check.code,
        points=found.check.points,
        is_veto=found.check.veto,
        automatic=found.result,
        automatic_deduction=found.deduction,
        given=answer["result"],
        given_deduction=Decimal(answer.get("deduction") or 0),
        reason=(answer.get("reason") or "").strip()
        or (found.reason.zh if confirmed and found.result == FAULTY else ""),
    )
