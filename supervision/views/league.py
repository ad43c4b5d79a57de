"""The monthly display of the streets (月度晾晒): table, charts, spreadsheet, paper."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Any
from urllib.parse import urlencode

from django import forms
from django.core.exceptions import PermissionDenied
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import render
from django.urls import reverse
from django.utils.dates import MONTHS_3
from django.utils.formats import date_format
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy
from django.views.decorators.http import require_safe

from delegation.models import Street
from gongshu_enforcement import timekeeper
from gongshu_enforcement.models import User
from supervision import drill, export, points
from supervision.access import may_see_league, readable_streets
from supervision.league import (
    COLUMNS,
    LABELS,
    BadPeriod,
    Figures,
    League,
    Period,
    course,
    last_month,
    league,
    organs,
    years,
)
from training.evaluation import results

SMALL = {"median_days": "few_decided", "median_days_to_closing": "few_closed"}


class OrganFilter(forms.Form):
    """Whose cases are counted; both organs' without a choice."""

    organ = forms.ChoiceField(label=gettext_lazy("Organ"), required=False)

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["organ"].choices = [("", gettext_lazy("Both organs")), *organs()]

    def chosen(self) -> str:
        """The organ's code; empty for both, and for one that doesn't exist."""
        self.is_valid()
        return self.cleaned_data.get("organ", "")


@dataclass
class Cell:
    """One figure as shown: `few` marks a median of very few cases."""

    name: str
    value: int | float | None
    url: str = ""
    few: bool = False


@dataclass
class Line:
    """One row of the table."""

    name: str
    url: str
    cells: list[Cell]


@require_safe
def league_page(request: HttpRequest) -> HttpResponse:
    """The page: any signed-in person who may read cases of some street sees the counts of all streets."""
    found, organ, form = _asked(request)
    months = course(found.period.year, organ=organ)
    context = {
        **_context(request, found, organ),
        "form": form,
        "months": months,
        "tabs": _tabs(found.period, organ),
        "chart": _chart(found, months),
        "links": {
            "print": reverse("league_print") + _query(found.period, organ),
            "both": _query(found.period, ""),
            "xlsx": reverse("league_xlsx") + _query(found.period, organ),
        },
    }
    return render(request, "supervision/league.html", context)


@require_safe
def league_print(request: HttpRequest) -> HttpResponse:
    """The table alone, for paper."""
    found, organ, _form = _asked(request)
    context = _context(request, found, organ) | {"back": reverse("league") + _query(found.period, organ)}
    return render(request, "supervision/league_print.html", context)


@require_safe
def league_xlsx(request: HttpRequest) -> HttpResponse:
    """The table as a spreadsheet."""
    found, organ, _form = _asked(request)
    content = export.workbook(found, title(found.period, organ), notes(), evaluated(found, organ))
    response = HttpResponse(content, content_type="application/vnd.openxmlformats-officedocument.spreadsheetml.sheet")
    response["Content-Disposition"] = f'attachment; filename="league-{found.period}.xlsx"'
    return response


def _asked(request: HttpRequest) -> tuple[League, str, OrganFilter]:
    """The figures asked for: this month, or the period and organ of the address. 404 for a period that is none."""
    if not may_see_league(request.user):
        raise PermissionDenied
    today = timekeeper.today()
    try:
        period = Period.parse(request.GET.get("period", "") or str(Period(today.year, today.month)))
    except BadPeriod as error:
        raise Http404(str(error)) from error
    form = OrganFilter(request.GET)
    return league(period, organ=form.chosen()), form.chosen(), form


def _context(request: HttpRequest, found: League, organ: str) -> dict[str, Any]:
    return {
        "league": found,
        "title": title(found.period, organ),
        "columns": [(name, LABELS[name]) for name in COLUMNS],
        "lines": _lines(found, organ, request.user),
        "sums": _sums(found),
        "notes": notes(),
        "evaluated": evaluated(found, organ),
    }


def evaluated(found: League, organ: str) -> list[tuple[Street, results.Tally, points.Points]]:
    """Dossier evaluations that became final in the period, street by street; beside the counts, never added to them."""
    span = found.period.first, found.period.last
    tallies = results.for_display(*span, organ=organ)
    weighed = points.by_street(*span, organ=organ) if tallies else {}
    streets = (row.street for row in found.rows if row.street.pk in tallies)
    return [(street, tallies[street.pk], weighed[street.pk]) for street in streets]


def title(period: Period, organ: str = "") -> str:
    """The page's name with its period, and the organ where only one is counted."""
    name = _("Display of the streets: %(period)s") % {"period": period_name(period)}
    return f"{name} · {dict(organs())[organ]}" if organ else name


def period_name(period: Period) -> str:
    """“October 2026”, “2026”, in the person's language."""
    if period.month is None:
        return _("year %(year)s") % {"year": period.year}
    return date_format(period.first, "YEAR_MONTH_FORMAT")


def notes() -> list[str]:
    """What the table is and isn't, with the law behind it; on the page, on paper and in the spreadsheet."""
    return [
        _(
            "For display only: the streets stand in the order of their codes and are not ranked or scored, no number of "
            "cases is expected of anybody, and no amount of fines is shown (处罚法第七十四条第三款；国发〔2021〕26号；"
            "国办发〔2024〕54号)."
        ),
        _(
            "Counted by the date of the act. A case counts for the unit that opened it, also after a hand-over. Days are "
            "calendar days from filing, as the median; few days are no aim in themselves, evidence comes first."
        ),
    ]


def _lines(found: League, organ: str, user: User) -> list[Line]:
    readable = readable_streets(user)
    return [
        Line(
            row.street.name,
            reverse("street", args=[row.street.code]) if row.street.pk in readable else "",
            _cells(row.figures, found, {"street": row.street.code, "organ": organ})
            if row.street.pk in readable
            else _cells(row.figures),
        )
        for row in found.rows
    ]


def _sums(found: League) -> list[Line]:
    named = (
        (_("All streets"), found.streets),
        (_("The organs' own"), found.own),
        (_("Total"), found.total),
    )
    return [Line(name, "", _cells(figures)) for name, figures in named]


def _cells(figures: Figures, found: League | None = None, filters: dict[str, str] | None = None) -> list[Cell]:
    """The figures of one row; with filters, each count leads to the cases it counts."""
    return [
        Cell(
            name,
            value,
            drill.figure(name, found.period, **filters) if found and filters and value and name not in SMALL else "",
            bool(name in SMALL and getattr(figures, SMALL[name])),
        )
        for name, value in figures.as_dict().items()
    ]


def _query(period: Period, organ: str) -> str:
    chosen = {"period": str(period), "organ": organ}
    return "?" + urlencode({name: value for name, value in chosen.items() if value})


def _tabs(period: Period, organ: str) -> list[tuple[str, str, bool]]:
    """The whole year, its months so far, and the neighbouring years that have figures: label, address, chosen."""
    last = last_month(period.year)
    known = years()
    wanted = [Period(period.year), *(Period(period.year, month) for month in range(1, last + 1))]
    drawn = [(_tab_label(one), _query(one, organ), one == period) for one in wanted]
    before = [(f"← {year}", _query(Period(year), organ), False) for year in known if year == period.year - 1]
    after = [(f"{year} →", _query(Period(year), organ), False) for year in known if year == period.year + 1]
    return [*before, *drawn, *after]


def _tab_label(period: Period) -> str:
    return str(MONTHS_3[period.month]) if period.month else _("Whole year %(year)s") % {"year": period.year}


def _chart(found: League, months: list) -> dict[str, Any]:
    """What static/js/league.js draws: counts per street, median days per month. No amounts, no order by size."""
    return {
        "streets": [row.street.short_name for row in found.rows],
        "bars": [
            {"name": str(LABELS[name]), "values": [getattr(row.figures, name) for row in found.rows]}
            for name in ("filed", "closed")
        ],
        "months": [str(MONTHS_3[point.period.month]) for point in months],
        "lines": [
            {"name": _("Filing to decision"), "values": [point.figures.median_days for point in months]},
            {"name": _("Filing to closing"), "values": [point.figures.median_days_to_closing for point in months]},
        ],
        "days": _("days"),
    }
