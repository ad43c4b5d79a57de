"""The criteria of an autonomy step, with the values a street has reached (参与办 → 指导办 → 自主办).

How many cases a street closed or had returned, and what its dossiers were found worth, is known on floors above, which
announce it by `use_figures`.
"""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import asdict, dataclass
from datetime import date
from typing import Any

from django.utils.translation import gettext as _

from gongshu_enforcement import legal_settings, timekeeper

from .models import LiaisonVisit, Street
from .readiness import readiness

Figures = dict[str, Any]
_sources: list[Callable[[Street, date], Figures]] = []


def use_figures(source: Callable[[Street, date], Figures]) -> None:
    """Let a floor above say, of a street this year: `closed`, `submitted`, `returned`; `points`, `dossiers`, `points_url`."""
    if source not in _sources:
        _sources.append(source)


def _figures(street: Street, on: date) -> Figures:
    found: Figures = {}
    for source in _sources:
        found |= source(street, on)
    return found


@dataclass(frozen=True)
class Criterion:
    """One criterion: what is asked, what is there, whether that is enough. None: shown, not judged."""

    label: str
    wanted: str
    value: str
    met: bool | None
    url: str = ""

    def as_dict(self) -> dict[str, Any]:
        """As it is kept with a proposal."""
        return asdict(self)


def of_street(street: Street, step: str, on: date | None = None) -> list[Criterion]:
    """What the step asks of a street and how it stands on the day; thresholds are dated settings (待核实)."""
    on = on or timekeeper.today()
    figures = _figures(street, on)
    closed, submitted, returned = (figures.get(name, 0) for name in ("closed", "submitted", "returned"))
    rate = round(returned * 100 / submitted) if submitted else 0
    codes = ("step_guided_closed", "step_independent_closed", "step_returns_percent")
    values = legal_settings.several(codes, on=on)
    fewest = {
        Street.AutonomyStep.GUIDED: "step_guided_closed",
        Street.AutonomyStep.INDEPENDENT: "step_independent_closed",
    }
    found = []
    if step in fewest:
        least, most = values[fewest[step]], values["step_returns_percent"]
        found = [
            Criterion(_("Cases closed this year"), f"≥ {least}", str(closed), closed >= least),
            Criterion(
                _("Submissions returned this year"),
                f"≤ {most}%",
                f"{rate}% ({returned}/{submitted})",
                submitted > 0 and rate <= most,
            ),
        ]
        licensed = next(row for row in readiness([street], on)[street.pk] if row.code == "officers")
        found.append(Criterion(_("Licensed officers"), licensed.wanted, licensed.value, licensed.met))
    visits = list(LiaisonVisit.objects.filter(street=street, on__year=on.year, on__lte=on))
    found.append(Criterion(_("Visits of the liaison this year"), "—", str(len(visits)), None))
    taught = {topic for visit in visits for topic in visit.topics}
    found.append(Criterion(_("Topics taught this year"), "—", str(len(taught)), None))
    found.append(_points(figures))
    return found


def _points(figures: Figures) -> Criterion:
    """Mean of the evaluated dossiers, by the weight of their items; shown, since nobody has set how many it takes."""
    label = _("Points in the dossier evaluation this year")
    if not figures.get("dossiers"):
        return Criterion(label, "—", _("none evaluated"), None)
    value = _("%(points)s (dossiers: %(count)s)") % {"points": figures["points"], "count": figures["dossiers"]}
    return Criterion(label, "—", value, None, figures.get("points_url", ""))
