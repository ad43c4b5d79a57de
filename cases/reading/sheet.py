"""The list of cases as an XLSX workbook."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from io import BytesIO
from typing import Any

from django.utils.translation import gettext as _
from openpyxl import Workbook
from openpyxl.cell import WriteOnlyCell
from openpyxl.cell.cell import ILLEGAL_CHARACTERS_RE
from openpyxl.styles import Alignment, Font, PatternFill
from openpyxl.utils import get_column_letter
from openpyxl.worksheet._write_only import WriteOnlyWorksheet

MOST_ROWS = 5000
WIDTHS = (12, 36, 22, 14, 44, 14, 14, 24, 12, 12, 12, 14, 14, 20, 12)
# What a spreadsheet would take for a formula if the sheet were saved as text and opened again.
LEADS_TO_FORMULA = ("=", "+", "-", "@", "\t", "\r")


def workbook(rows: Iterable[Any]) -> bytes:
    """The rows of the list (selectors.Row) with a frozen, filterable head."""
    book = Workbook(write_only=True)
    sheet = book.create_sheet(_("Cases"))
    sheet.freeze_panes = "B2"
    for index, width in enumerate(WIDTHS, start=1):
        sheet.column_dimensions[get_column_letter(index)].width = width
    count = 1
    sheet.append(list(_head(sheet)))
    for row in rows:
        sheet.append([_cell(sheet, value) for value in _values(row)])
        count += 1
    sheet.auto_filter.ref = f"A1:{get_column_letter(len(WIDTHS))}{count}"
    stream = BytesIO()
    book.save(stream)
    return stream.getvalue()


def _head(sheet: WriteOnlyWorksheet) -> Iterator[WriteOnlyCell]:
    labels = (
        _("Reference"),
        _("Party"),
        _("Credit code or ID number"),
        _("Street"),
        _("Items violated"),
        _("Organ"),
        _("Handled by"),
        _("Filing number"),
        _("Opened on"),
        _("Filed on"),
        _("Decided on"),
        _("Stage"),
        _("Outcome"),
        _("Officers"),
        _("Next limit"),
    )
    for label in labels:
        cell = WriteOnlyCell(sheet, value=label)
        cell.font = Font(bold=True)
        cell.fill = PatternFill("solid", fgColor="EEF1F5")
        cell.alignment = Alignment(vertical="center")
        yield cell


def _values(row: Any) -> tuple[Any, ...]:
    case = row.case
    return (
        case.reference,
        case.party.name,
        case.party.code,
        case.street.name,
        "；".join(f"{violation.item.code} {violation.item.title}" for violation in row.items),
        case.organ.short_name,
        case.get_handling_unit_display(),
        case.number,
        case.opened_on,
        case.filed_on,
        case.decided_on,
        case.get_stage_display(),
        case.get_outcome_display(),
        "、".join(row.officers),
        case.next_limit_on,
    )


def _cell(sheet: WriteOnlyWorksheet, value: Any) -> WriteOnlyCell:
    """A cell that holds what it shows: text stays text, whatever it begins with."""
    if not isinstance(value, str):
        cell = WriteOnlyCell(sheet, value=value)
        if value is not None:
            cell.number_format = "yyyy-mm-dd"
        return cell
    cell = WriteOnlyCell(sheet, value=ILLEGAL_CHARACTERS_RE.sub("", value))
    cell.data_type = "s"
    if value.startswith(LEADS_TO_FORMULA):
        cell.quotePrefix = True
    return cell
