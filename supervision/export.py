"""The display of the streets as a spreadsheet (XLSX): the same table as the page, with its notes."""

from __future__ import annotations

from io import BytesIO

from django.utils.translation import gettext as _
from openpyxl import Workbook
from openpyxl.styles import Alignment, Border, Font, PatternFill, Side
from openpyxl.utils import get_column_letter
from openpyxl.worksheet.worksheet import Worksheet

from delegation.models import Street
from training.evaluation.results import Tally

from .league import COLUMNS, LABELS, Figures, League
from .points import Points

HEAD_ROW = 4
_LINE = Side(style="thin", color="C3CBD5")


def workbook(
    league: League, title: str, notes: list[str], evaluated: list[tuple[Street, Tally, Points]] | None = None
) -> bytes:
    """Title, period, 18 streets, sums, notes; dossiers evaluated on a sheet of their own. Nothing is ranked or coloured."""
    book = Workbook()
    sheet = book.active
    sheet.title = str(league.period)
    sheet["A1"], sheet["A2"] = title, _("As of %(day)s") % {"day": league.as_of.isoformat()}
    sheet["A1"].font = Font(bold=True, size=14)
    _write_head(sheet)
    for number, row in enumerate(league.rows, start=HEAD_ROW + 1):
        _write_row(sheet, number, [row.street.code, row.street.name], row.figures)
    number = HEAD_ROW + len(league.rows)
    sums = ((_("All streets"), league.streets), (_("The organs' own"), league.own), (_("Total"), league.total))
    for offset, (name, figures) in enumerate(sums, start=1):
        _write_row(sheet, number + offset, ["", name], figures, bold=True)
    number += len(sums) + 2
    if league.street_share is not None:
        sheet.cell(number, 2, _("Share of the cases filed by streets (%)"))
        sheet.cell(number, 3, float(league.street_share)).number_format = "0.0"
        number += 1
    for offset, note in enumerate(notes, start=1):
        sheet.cell(number + offset, 1, note)
    _dress(sheet)
    if evaluated:
        _write_evaluated(book.create_sheet(_("Dossier evaluation")), evaluated)
    kept = BytesIO()
    book.save(kept)
    return kept.getvalue()


def _write_evaluated(sheet: Worksheet, evaluated: list[tuple[Street, Tally, Points]]) -> None:
    titles = (_("Dossiers evaluated"), _("Points, mean"), _("Unfit"), _("Points, by weight of the items"))
    sheet.append([_("Division code"), _("Street"), *titles])
    for cell in sheet[1]:
        cell.font = Font(bold=True)
    for street, tally, weighed in evaluated:
        means = float(tally.mean or 0), tally.unfit, float(weighed.mean or 0)
        sheet.append([street.code, street.name, tally.dossiers, *means])
    sheet.column_dimensions["A"].width, sheet.column_dimensions["B"].width = 15, 22


def _write_head(sheet: Worksheet) -> None:
    titles = [_("Division code"), _("Street"), *(str(LABELS[name]) for name in COLUMNS)]
    for column, text in enumerate(titles, start=1):
        cell = sheet.cell(HEAD_ROW, column, text)
        cell.font, cell.fill = Font(bold=True), PatternFill("solid", fgColor="EEF1F5")
        cell.alignment = Alignment(wrap_text=True, vertical="center", horizontal="left" if column < 3 else "right")
        cell.border = Border(bottom=_LINE)


def _write_row(sheet: Worksheet, number: int, names: list[str], figures: Figures, bold: bool = False) -> None:
    for column, value in enumerate([*names, *figures.as_dict().values()], start=1):
        cell = sheet.cell(number, column, value)
        if bold:
            cell.font = Font(bold=True)


def _dress(sheet: Worksheet) -> None:
    sheet.column_dimensions["A"].width = 15
    sheet.column_dimensions["B"].width = 22
    for column in range(3, 3 + len(COLUMNS)):
        sheet.column_dimensions[get_column_letter(column)].width = 13
    sheet.freeze_panes = sheet.cell(HEAD_ROW + 1, 3)
    sheet.page_setup.orientation, sheet.page_setup.paperSize = "landscape", sheet.PAPERSIZE_A4
    sheet.page_setup.fitToHeight = 0
    sheet.sheet_properties.pageSetUpPr.fitToPage = True
