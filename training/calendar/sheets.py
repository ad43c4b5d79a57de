"""Calendar, attendance, hours and team as spreadsheets."""

from __future__ import annotations

from collections.abc import Iterable
from datetime import datetime
from io import BytesIO
from typing import Any

from django.utils.translation import gettext as _
from openpyxl import Workbook

from gongshu_enforcement.timekeeper import SHANGHAI
from training.evaluation.sheet import head
from training.models import TeamMember, TrainingEvent

from .hours import Row, StreetHours
from .reading import Seen

TYPE = "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet"


def saved(book: Workbook) -> bytes:
    """The bytes of a workbook. Text that looks like a formula stays text."""
    for sheet in book.worksheets:
        for line in sheet.iter_rows():
            for cell in line:
                if cell.data_type == "f":
                    cell.data_type = "s"
    kept = BytesIO()
    book.save(kept)
    return kept.getvalue()


def _minute(at: datetime | None) -> str:
    return f"{at.astimezone(SHANGHAI):%Y-%m-%d %H:%M}" if at else ""


def events(found: Iterable[TrainingEvent]) -> bytes:
    """One row an event; `present` has been counted."""
    book = Workbook()
    sheet = book.active
    sheet.title = _("Training calendar")
    titles = [
        _("Kind"),
        _("Title"),
        _("Topics"),
        _("Begins"),
        _("Ends"),
        _("Training hours"),
        _("Place"),
        _("Speakers"),
    ]
    head(sheet, [*titles, _("Invited"), _("State"), _("Reason"), _("Present"), _("Minutes")])
    for event in found:
        guests = [one.name for one in event.streets.all()] + [str(one) for one in event.kinds.all()]
        row = [str(event.get_kind_display()), event.title, "、".join(event.topic_labels)]
        row += [_minute(event.starts_at), _minute(event.ends_at), event.hours, event.place]
        row += ["、".join(one.name for one in event.speakers.all())]
        row += ["、".join([*guests, *(one.name for one in event.people.all())])]
        sheet.append([*row, str(event.get_state_display()), event.reason, event.present, event.minutes])
    return saved(book)


def attendance(event: TrainingEvent, present: Iterable[Seen], missing: Iterable[Seen]) -> bytes:
    """Who was there, and on a second sheet who was not."""
    book = Workbook()
    there, absent = book.active, book.create_sheet(_("Missing"))
    there.title = _("Present")
    titles = [_("Name"), _("Kind"), _("Unit")]
    head(there, [*titles, _("Signed in"), _("How"), _("Guest"), _("Reason"), _("Recorded by")])
    for seen in present:
        row = seen.attendance
        how = [_minute(row.at), str(row.get_how_display()), _("yes") if row.as_guest else "", row.reason]
        there.append([*_person(seen), *how, row.recorded_by.display_name])
    head(absent, titles)
    for seen in missing:
        absent.append(_person(seen))
    return saved(book)


def _person(seen: Seen) -> list[str]:
    return [seen.person.name, str(seen.person.get_kind_display()), seen.person.unit_name]


def hours(year: int, streets: Iterable[StreetHours], rows: Iterable[Row]) -> bytes:
    """Streets on one sheet, people on the other."""
    book = Workbook()
    by_street, by_person = book.active, book.create_sheet(_("People"))
    by_street.title = _("Streets %(year)s") % {"year": year}
    figures = [_("Hours asked"), _("Hours attended"), _("Hours missing")]
    head(by_street, [_("Street"), _("People"), *figures, _("People with hours missing")])
    for one in streets:
        by_street.append([one.street.name, len(one.rows), one.asked, one.done, one.missing, one.short])
    head(by_person, [_("Name"), _("Kind"), _("Unit"), *figures, _("State")])
    for row in rows:
        person = row.person
        who: list[Any] = [person.name, str(person.get_kind_display()), person.unit_name]
        by_person.append([*who, row.asked, row.done, row.missing, row.text])
    return saved(book)


def team(members: Iterable[TeamMember]) -> bytes:
    """The team in the columns of its template, so that it may be taken in elsewhere; then what is computed."""
    from .team_sheet import COLUMNS, values_of

    book = Workbook()
    sheet = book.active
    sheet.title = _("Training team")
    head(sheet, [*COLUMNS.values(), _("Events held"), _("Hours given")])
    for member in members:
        sheet.append([*values_of(member), member.events_held, member.hours_given])
    return saved(book)
