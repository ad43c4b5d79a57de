"""Whether a station can take up what is delegated (接得住): a list of checks per street, in a few queries for all streets."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date

from django.db.models import Count
from django.utils.translation import gettext as _

from gongshu_enforcement import legal_settings

from .models import Officer, StationRecord, Street
from .register import reminder_days
from .selectors import with_valid_certificate

Kind = StationRecord.Kind
# 处罚法 21: people who know the law, and the technical conditions to examine or have examined. The rest is the bureau's own standard.
ASKED_BY_LAW = {"officers": "处罚法42(1)、21"}


@dataclass(frozen=True)
class Check:
    """One thing a station needs: what is asked, what is there, since when it is known."""

    code: str
    label: str
    wanted: str
    value: str
    met: bool
    article: str = ""
    to_confirm: bool = False
    record: StationRecord | None = None
    note: str = ""
    days_left: int | None = None
    soon: bool = False

    @property
    def legal(self) -> bool:
        """Whether the law itself asks for it; the rest is what the agreement presumes by the bureau's own standard."""
        return bool(self.article)

    @property
    def light(self) -> str:
        """Red below what the delegation presumes, amber where the check runs out soon."""
        if not self.met:
            return "red"
        return "amber" if self.soon else "none"


def readiness(streets: Iterable[Street], on: date) -> dict[int, list[Check]]:
    """The checks of each street on a day; four queries, however many streets."""
    streets = list(streets)
    ids = [street.pk for street in streets]
    people = Officer.objects.filter(street__in=ids, active=True).order_by()
    licensed = _counts(with_valid_certificate(people.filter(kind=Officer.Kind.OFFICER), on))
    auxiliaries = _counts(people.filter(kind=Officer.Kind.AUXILIARY))
    newest: dict[tuple[int, str], StationRecord] = {}
    for record in StationRecord.objects.filter(street__in=ids, checked_on__lte=on).order_by("checked_on", "pk"):
        newest[record.street_id, record.kind] = record
    values = {
        code: legal_settings.setting(code, on=on)
        for code in ("min_officers", "staffing_officers", "staffing_auxiliaries")
    }
    soon = reminder_days(on)
    return {
        street.pk: [
            _officers(licensed.get(street.pk, 0), values["min_officers"]),
            *(_thing(kind, newest.get((street.pk, kind)), on, soon) for kind in Kind.values),
            _staffing(licensed.get(street.pk, 0), auxiliaries.get(street.pk, 0), values),
        ]
        for street in streets
    }


def _counts(people: object) -> dict[int, int]:
    rows = people.order_by().values("street_id").annotate(total=Count("pk", distinct=True))
    return {row["street_id"]: row["total"] for row in rows}


def _officers(count: int, setting: dict) -> Check:
    least = legal_settings.of_row(setting)
    return Check("officers", _("Licensed officers"), f"≥ {least}", str(count), count >= least, ASKED_BY_LAW["officers"])


def _thing(kind: str, record: StationRecord | None, on: date, soon: int) -> Check:
    label = str(Kind(kind).label)
    if record is None:
        return Check(kind, label, "≥ 1", "0", False, note=_("never checked"))
    stands = record.stands_on(on)
    left = (record.good_until - on).days if stands and record.good_until else None
    near = left is not None and left <= soon
    note = "" if stands or not record.quantity else _("the check has run out")
    if near:
        note = _("to be checked again by %(day)s") % {"day": record.good_until}
    value = str(record.quantity)
    return Check(kind, label, "≥ 1", value, stands, record=record, note=note, days_left=left, soon=near)


def _staffing(officers: int, auxiliaries: int, values: dict) -> Check:
    """“3+6”: read as three officers and six auxiliaries, which the bureau has yet to confirm (待核实)."""
    rows = values["staffing_officers"], values["staffing_auxiliaries"]
    wanted = tuple(legal_settings.of_row(row) for row in rows)
    return Check(
        "staffing",
        _("Staffing “%(officers)s+%(auxiliaries)s”") % {"officers": wanted[0], "auxiliaries": wanted[1]},
        _("%(officers)s officers + %(auxiliaries)s auxiliaries") % {"officers": wanted[0], "auxiliaries": wanted[1]},
        f"{officers} + {auxiliaries}",
        officers >= wanted[0] and auxiliaries >= wanted[1],
        to_confirm=any(row["to_confirm"] for row in rows),
    )
