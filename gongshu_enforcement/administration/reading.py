"""What the pages of settings and calendar show: values now and to come, history, the months of a year."""

from __future__ import annotations

import calendar
from collections.abc import Iterable
from dataclasses import dataclass, field
from datetime import date, timedelta
from typing import Any

from django.utils.formats import date_format
from django.utils.translation import get_language
from django.utils.translation import gettext as _

from gongshu_enforcement import legal_settings, timekeeper, working_days
from gongshu_enforcement.models import CalendarDay, CalendarYear, LegalSetting

from .notice_text import Day
from .setting_groups import GROUPS, ORGANS, OTHER, group_of

# --- Settings ---------------------------------------------------------------------------------------------------------


def shown(row: LegalSetting) -> str:
    """A value as people read it."""
    if row.value_type == "bool":
        return _("Yes") if legal_settings.read("bool", row.value) else _("No")
    if row.value_type == "int":
        return f"{int(row.value):,}"
    return row.value


@dataclass
class Version:
    """One dated value of a setting, with the last day on which it held (None: still, or to come)."""

    row: LegalSetting
    until: date | None = None

    @property
    def value(self) -> str:
        """As people read it."""
        return shown(self.row)

    @property
    def state(self) -> str:
        """past, now or coming."""
        today = timekeeper.today()
        if self.row.valid_from > today:
            return "coming"
        return "now" if self.until is None or self.until >= today else "past"


@dataclass
class Variant:
    """A setting for one organ, or for both: its values in the order of time."""

    organ: str
    versions: list[Version] = field(default_factory=list)

    @property
    def label(self) -> Any:
        """For whom it holds."""
        return ORGANS.get(self.organ, self.organ)

    @property
    def now(self) -> Version | None:
        """The value in force."""
        return next((version for version in reversed(self.versions) if version.state == "now"), None)

    @property
    def coming(self) -> list[Version]:
        """Values entered for a later day."""
        return [version for version in self.versions if version.state == "coming"]


@dataclass
class Setting:
    """A code with its variants."""

    code: str
    first: LegalSetting
    variants: list[Variant] = field(default_factory=list)

    @property
    def is_number(self) -> bool:
        """Whether its values are numbers."""
        return self.first.value_type in ("int", "decimal")

    @property
    def title(self) -> str:
        """In the language of the page; the organ in brackets is said by the variant."""
        chinese = (get_language() or "").startswith("zh")
        title = self.first.title_zh if chinese or not self.first.title_en else self.first.title_en
        return title.split("（区")[0]


def settings_of(rows: Iterable[LegalSetting]) -> list[Setting]:
    """Rows ordered by code, organ and day, as settings."""
    found: dict[str, Setting] = {}
    for row in rows:
        setting = found.setdefault(row.code, Setting(row.code, row))
        if not setting.variants or setting.variants[-1].organ != row.organ:
            setting.variants.append(Variant(row.organ))
        versions = setting.variants[-1].versions
        if versions:
            versions[-1].until = row.valid_from - timedelta(days=1)
        versions.append(Version(row))
    return list(found.values())


def by_topic() -> list[tuple[Any, list[Setting]]]:
    """Every setting under its topic; one query."""
    topics: dict[str, list[Setting]] = {}
    for setting in settings_of(LegalSetting.objects.order_by("code", "organ", "valid_from")):
        topics.setdefault(str(group_of(setting.code)), []).append(setting)
    order = {code: place for place, code in enumerate(code for _label, codes in GROUPS for code in codes)}
    for settings in topics.values():
        settings.sort(key=lambda setting: (order.get(setting.code, len(order)), setting.code))
    labels = [label for label, _codes in GROUPS] + [OTHER]
    return [(label, topics[str(label)]) for label in labels if str(label) in topics]


def one(code: str) -> Setting | None:
    """A single setting with its whole history."""
    found = settings_of(LegalSetting.objects.filter(code=code).order_by("organ", "valid_from"))
    return found[0] if found else None


# --- The calendar -----------------------------------------------------------------------------------------------------


@dataclass(frozen=True)
class Cell:
    """A day in a month's grid. `kind`: work, weekend, off (holiday), extra (worked weekend), unknown, or "" outside."""

    number: int
    kind: str = ""
    name: str = ""


@dataclass
class Month:
    """A month as weeks from Monday on."""

    label: str
    weeks: list[list[Cell]]
    working: int


def months(year: int, days: dict[date, Day] | None = None) -> list[Month]:
    """The twelve months of a year; `days`: a notice that is only being previewed."""
    kinds = _kinds(year, days)
    return [_month(year, number, kinds) for number in range(1, 13)]


def _kinds(year: int, days: dict[date, Day] | None) -> dict[date, tuple[str, str]]:
    first = date(year, 1, 1)
    each = [first + timedelta(days=offset) for offset in range((date(year, 12, 31) - first).days + 1)]
    known = working_days.covers(year)
    named = {} if days is not None else dict(CalendarDay.objects.filter(day__year=year).values_list("day", "name"))
    found = {}
    for day in each:
        if days is not None:
            works = days[day].works if day in days else day.weekday() < 5
            name = days[day].name if day in days else ""
        elif known:
            works, name = working_days.is_working_day(day), named.get(day, "")
        else:
            found[day] = ("unknown", "")
            continue
        found[day] = (_kind(day, works, day in (days or named)), name)
    return found


def _kind(day: date, works: bool, named: bool) -> str:
    if works:
        return "work" if day.weekday() < 5 else "extra"
    return "off" if named or day.weekday() < 5 else "weekend"


def _month(year: int, number: int, kinds: dict[date, tuple[str, str]]) -> Month:
    weeks = []
    for week in calendar.Calendar().monthdatescalendar(year, number):
        weeks.append([Cell(day.day, *kinds[day]) if day.month == number else Cell(0) for day in week])
    working = sum(cell.kind in ("work", "extra") for week in weeks for cell in week)
    return Month(date_format(date(year, number, 1), "F"), weeks, working)


@dataclass(frozen=True)
class YearLine:
    """A year in the list: how it is known."""

    year: int
    state: str  # builtin, loaded, missing
    entered: CalendarYear | None = None


def years() -> list[YearLine]:
    """This year, the one before, and those that may be entered now."""
    today = timekeeper.today()
    entered = {row.year: row for row in CalendarYear.objects.all() if row.loaded_on}
    last = max([today.year + 1, *entered]) + 1
    found = []
    for year in range(today.year - 1, last + 1):
        if year <= working_days.COVERED_UNTIL:
            found.append(YearLine(year, "builtin"))
        elif working_days.covers(year):
            found.append(YearLine(year, "loaded", entered.get(year)))
        else:
            found.append(YearLine(year, "missing"))
            break
    return found


def as_lines(year: int) -> dict[str, str]:
    """What was entered for a year, as it would be typed again."""
    rows = list(CalendarDay.objects.filter(notice__year=year).order_by("day"))
    spans: list[tuple[date, date, str]] = []
    for row in rows:
        if row.is_working:
            continue
        if spans and spans[-1][1] + timedelta(days=1) == row.day and spans[-1][2] == row.name:
            spans[-1] = (spans[-1][0], row.day, row.name)
        else:
            spans.append((row.day, row.day, row.name))
    return {
        "holidays": "\n".join(f"{first}..{last} {name}" for first, last, name in spans),
        "working": "\n".join(f"{row.day} {row.name}".strip() for row in rows if row.is_working),
        "source": rows[0].source if rows else "",
    }
