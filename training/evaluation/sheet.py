"""Forms as tables: one's own, the two side by side without names, and the results as a spreadsheet."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from io import BytesIO
from typing import Any

from django.utils.translation import gettext as _
from django.utils.translation import pgettext
from openpyxl import Workbook
from openpyxl.styles import Font
from openpyxl.utils import get_column_letter

from cases.guide.checks import GROUPS, Check, checks
from training.models import DrawnDossier, EvaluationRound, Mark, MarkLine, Seat


@dataclass(frozen=True)
class Line:
    """One check with what each form says of it; the arbiter only where the two differed."""

    check: Check
    first: MarkLine
    second: MarkLine
    word: MarkLine | None

    @property
    def differs(self) -> bool:
        """Whether the two evaluators said something else."""
        return self.first.verdict != self.second.verdict


def own_form(mark: Mark) -> list[tuple[Any, list[tuple[Check, MarkLine]]]]:
    """One form under the groups of the table."""
    lines = {line.code: line for line in mark.lines.all()}
    return [
        (
            label,
            [(check, lines[check.code]) for check in checks().values() if check.group == name and check.code in lines],
        )
        for name, label in GROUPS.items()
    ]


def side_by_side(dossier: DrawnDossier) -> list[Line]:
    """The checks on which at least one form found a fault or departed from the software."""
    marks = Mark.objects.filter(seat__dossier=dossier, seat__ended_on=None).select_related("seat")
    by_part = {
        mark.seat.part: {line.code: line for line in mark.lines.all()} for mark in marks.prefetch_related("lines")
    }
    first, second = by_part.get(Seat.Part.FIRST, {}), by_part.get(Seat.Part.SECOND, {})
    word = by_part.get(Seat.Part.ARBITER, {})
    found = [
        Line(check, first[code], second[code], word.get(code))
        for code, check in checks().items()
        if code in first and code in second
    ]
    return [
        line
        for line in found
        if line.differs or line.first.verdict[0] or line.first.is_overridden or line.second.is_overridden
    ]


def workbook(made: EvaluationRound, dossiers: Iterable[DrawnDossier]) -> bytes:
    """Two sheets: the dossiers with their points, and every fault with its reason. No evaluator is named."""
    seen = list(dossiers)
    book = Workbook()
    results, faults = book.active, book.create_sheet(_("Faults"))
    results.title = str(made.quarter)
    head(
        results,
        [
            pgettext("in a list", "No."),
            _("Street"),
            _("Case"),
            _("Item"),
            _("Score"),
            _("Vetoes"),
            _("Counted"),
            _("Grade"),
        ],
    )
    head(faults, [pgettext("in a list", "No."), _("Street"), _("Check"), _("Content"), _("Points off"), _("Reason")])
    for one in seen:
        case = one.drawn_case
        results.append(
            [
                *(one.position, one.street.name, case.number or case.reference, one.item_code),
                *(float(one.score), one.vetoes, float(one.counted), str(one.grade)),
            ]
        )
        for fault in one.faults.all():
            lost = _("Veto") if fault.is_veto else float(fault.deduction)
            faults.append([one.position, one.street.name, fault.code, str(fault.check_row.text), lost, fault.reason])
    kept = BytesIO()
    book.save(kept)
    return kept.getvalue()


def head(page: Any, titles: list[str]) -> None:
    """The head row of a sheet, which stays in view."""
    page.append(titles)
    for number, cell in enumerate(page[1], start=1):
        cell.font = Font(bold=True)
        page.column_dimensions[get_column_letter(number)].width = 16
    page.freeze_panes = "A2"
