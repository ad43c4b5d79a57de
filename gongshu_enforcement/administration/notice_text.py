"""The State Council's holiday notice: its sentences as pasted, or one line a span of days off or a make-up working day.

    二、春节：2月5日（周五）至12日（周五）放假调休，共8天。2月20日（周六）上班。
    2027-01-01..2027-01-03 元旦          1月1日（周五）至3日（周日） 元旦
    2027-02-20                          2月20日（周六）

Reading never fails: it yields the days and, line by line, what is wrong.
"""

from __future__ import annotations

import calendar
import re
from collections.abc import Iterator
from dataclasses import dataclass, field
from datetime import date, timedelta

from django.utils.translation import gettext as _

LONGEST_HOLIDAY = 12  # days; the longest so far had nine
STATUTORY = ("元旦", "春节", "清明", "劳动", "端午", "中秋", "国庆")
FIXED = ((1, 1), (5, 1), (5, 2), (10, 1), (10, 2), (10, 3))  # 全国年节及纪念日放假办法 2

_BRACKETS = re.compile(r"[（(][^）)]*[）)]|共\s*\d+\s*天")
_DAY = r"(?:(?:(\d{4})\s*[-/.年])?\s*(\d{1,2})\s*[-/.月])?\s*(\d{1,2})\s*日?"
_SPAN = re.compile(rf"^{_DAY}\s*(?:(?:\.\.+|~|～|至|到|—+|–|-)\s*{_DAY})?(?P<name>.*)$")
_ORDINAL = re.compile(r"^[（(]?[一二三四五六七八九十]+[）)]?[、.．]\s*")
_CLAUSES = re.compile(r"[。；;，,]")
_DATED = re.compile(r"\d\s*日|\d\s*[-/.]\s*\d")
_WITH_WEEKDAY = re.compile(
    r"(?:(\d{4})\s*[-/.年])?\s*(?:(\d{1,2})\s*[-/.月])?\s*(\d{1,2})\s*日?\s*[（(][^）)]*?(?:周|星期)([一二三四五六日天])"
)
_WEEKDAYS = "一二三四五六日"
_NOISE = " \t、，,。；;：:放假调休上班共"


@dataclass(frozen=True)
class Day:
    """One day that differs from its weekday, or a weekend within a holiday."""

    day: date
    works: bool
    name: str


@dataclass(frozen=True)
class Problem:
    """What is wrong with a line. `number` counts from one; 0: the whole."""

    number: int
    line: str
    text: str


@dataclass
class HolidayNotice:
    """What was read: the days in order, what is wrong (nothing is saved then), and what should be looked at again."""

    year: int
    days: dict[date, Day] = field(default_factory=dict)
    problems: dict[str, list[Problem]] = field(default_factory=lambda: {"holidays": [], "working": []})
    doubts: list[str] = field(default_factory=list)

    @property
    def is_right(self) -> bool:
        """Whether it may be saved."""
        return bool(self.days) and not any(self.problems.values())

    def in_order(self) -> list[Day]:
        """The days by date."""
        return [self.days[day] for day in sorted(self.days)]


def read(year: int, holidays: str, working: str) -> HolidayNotice:
    """Read both boxes of the form for a year."""
    found = HolidayNotice(year)
    for number, line in _lines(holidays):
        if _is_preamble(line):
            continue
        problem = _wrong_weekday(year, line) or (_add_sentence if _is_sentence(line) else _add_holiday)(found, line)
        if problem:
            found.problems["holidays"].append(Problem(number, line, problem))
    for number, line in _lines(working):
        problem = _wrong_weekday(year, line) or _add_working(found, line)
        if problem:
            found.problems["working"].append(Problem(number, line, problem))
    if not any(day.works is False for day in found.days.values()) and not found.problems["holidays"]:
        found.problems["holidays"].append(Problem(0, "", _("Enter the days off of the year.")))
    found.doubts += _doubts(found)
    return found


def _lines(text: str) -> Iterator[tuple[int, str]]:
    for number, line in enumerate(text.splitlines(), start=1):
        if line.strip():
            yield number, line.strip()


def _is_preamble(line: str) -> bool:
    """A heading or a closing sentence of the notice: it ends like one and names no day."""
    return line.endswith(("。", "：", ":")) and not _DATED.search(line)


def _is_sentence(line: str) -> bool:
    """Whether the line is a sentence of the notice itself, with the holiday's name before the colon."""
    return "上班" in line or ("放假" in line and ("：" in line or ":" in line))


def _wrong_weekday(year: int, line: str) -> str:
    """A day whose weekday in brackets is another one: the year or the day is mistyped."""
    month: str | None = None
    for given_year, given_month, number, said in _WITH_WEEKDAY.findall(line):
        month = given_month or month
        day = _date(given_year or year, month, number) if month else None
        if day is not None and day.weekday() != _WEEKDAYS.index("日" if said == "天" else said):
            right = _WEEKDAYS[day.weekday()]
            return _("%(day)s is no 周%(said)s but a 周%(right)s.") % {
                "day": day.isoformat(),
                "said": said,
                "right": right,
            }
    return ""


def _add_sentence(found: HolidayNotice, line: str) -> str:
    """Add the days off and the worked days of a sentence of the notice; what is wrong with it, if anything."""
    head, _colon, rest = _ORDINAL.sub("", line).replace(":", "：").rpartition("：")
    month = ""
    for clause in filter(_DATED.search, _CLAUSES.split(_BRACKETS.sub("", rest))):
        for part in clause.split("、"):
            part = part if "月" in part or not month else f"{month}月{part.strip()}"
            month = next(iter(re.findall(r"(\d{1,2})\s*月", part)[-1:]), month)
            problem = _add_part(found, part, head.strip(_NOISE), works="上班" in clause)
            if problem:
                return problem
    return ""


def _add_part(found: HolidayNotice, part: str, name: str, *, works: bool) -> str:
    if not works:
        return _add_holiday(found, f"{part.strip(_NOISE)} {name}")
    read_span = _span(found.year, part.strip(_NOISE))
    if isinstance(read_span, str):
        return read_span
    if read_span[0] == read_span[1] and read_span[0].weekday() < 5 and read_span[0] not in found.days:
        found.doubts.append(_("%(day)s is a working day by its weekday anyway.") % {"day": read_span[0].isoformat()})
        return ""
    return _add_working(found, part.strip(_NOISE))


def _add_holiday(found: HolidayNotice, line: str) -> str:
    """Add the days of a span; what is wrong with it, if anything."""
    read_span = _span(found.year, line)
    if isinstance(read_span, str):
        return read_span
    first, last, name = read_span
    if not name:
        return _("Name the holiday after the days, e.g. %(year)s-01-01..%(year)s-01-03 元旦.") % {"year": found.year}
    if (last - first).days >= LONGEST_HOLIDAY:
        return _("These are %(days)s days off in a row. Check both dates.") % {"days": (last - first).days + 1}
    days = [first + timedelta(days=offset) for offset in range((last - first).days + 1)]
    twice = next((day for day in days if day in found.days), None)
    if twice:
        return _("%(day)s stands in another line already.") % {"day": twice.isoformat()}
    found.days |= {day: Day(day, False, name[:40]) for day in days}
    return ""


def _add_working(found: HolidayNotice, line: str) -> str:
    read_span = _span(found.year, line)
    if isinstance(read_span, str):
        return read_span
    first, last, name = read_span
    for offset in range((last - first).days + 1):
        day = first + timedelta(days=offset)
        if day.weekday() < 5:
            return _("%(day)s is a working day by its weekday; only worked weekends stand here.") % {
                "day": day.isoformat()
            }
        if day in found.days:
            return _("%(day)s stands in another line already.") % {"day": day.isoformat()}
        found.days[day] = Day(day, True, name[:40])
    return ""


def _span(year: int, line: str) -> tuple[date, date, str] | str:
    """First day, last day and what follows them; or what is wrong."""
    match = _SPAN.match(_BRACKETS.sub("", line).strip())
    if match is None:
        return _unreadable(year)
    y1, m1, d1, y2, m2, d2 = match.groups()[:6]
    name = match["name"].strip(_NOISE)
    if m1 is None or re.search(r"\d", name):
        return _unreadable(year)
    first = _date(y1 or year, m1, d1)
    last = _date(y2 or y1 or year, m2 or m1, d2) if d2 else first
    if first is None or last is None:
        return _("There is no such day in the calendar.")
    if last < first:
        return _("The last day lies before the first.")
    earliest, latest = date(year - 1, 12, 1), date(year, 12, 31)
    if first < earliest or last > latest:
        return _("This does not lie in %(year)s (a notice may begin in the December before).") % {"year": year}
    return first, last, name


def _unreadable(year: int) -> str:
    return _("This is no day and no span of days. Write %(year)s-02-06 or %(year)s-02-06..%(year)s-02-12 春节.") % {
        "year": year
    }


def _date(year: str | int, month: str, day: str) -> date | None:
    try:
        return date(int(year), int(month), int(day))
    except ValueError:
        return None


def _doubts(found: HolidayNotice) -> Iterator[str]:
    """What every notice so far had; a person looks again and may still be right."""
    names = "".join(day.name for day in found.days.values())
    missing = [name for name in STATUTORY if name not in names]
    if missing:
        yield _("Not named: %(names)s.") % {"names": "、".join(missing)}
    for month, day in FIXED:
        fixed = date(found.year, month, day)
        if fixed not in found.days or found.days[fixed].works:
            yield _("%(day)s is a statutory holiday and not among the days off.") % {"day": fixed.isoformat()}
    if not any(day.works for day in found.days.values()):
        yield _("There is no make-up working day.")


def working_days_in(days: dict[date, Day], year: int, month: int) -> int:
    """How many days offices work in a month by this notice."""
    last = calendar.monthrange(year, month)[1]
    each = (date(year, month, number) for number in range(1, last + 1))
    return sum(days[day].works if day in days else day.weekday() < 5 for day in each)
