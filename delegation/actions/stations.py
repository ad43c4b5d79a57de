"""What a station has (接得住), recorded with evidence and date."""

from __future__ import annotations

from datetime import date
from typing import Any

from django.utils.translation import gettext_lazy as _

from delegation.models import StationRecord, Street
from delegation.permits import STATION_KEEPER
from delegation.scans import kept
from gongshu_enforcement import door, timekeeper
from gongshu_enforcement.errors import ActionRefused
from gongshu_enforcement.models import User


@door.action(
    permission=STATION_KEEPER,
    subject=Street,
    label=_("Record a check of the station"),
    form="delegation.forms_stations.StationForm",
    group="station",
)
def record_station(
    street: Street,
    *,
    acting_user: User,
    kind: str,
    quantity: int,
    evidence: str,
    checked_on: date,
    good_until: date | None = None,
    scan: Any = None,
) -> StationRecord:
    """Record what was found at the station on a day; the newest record of a kind counts, the others are its history."""
    if checked_on > timekeeper.today():
        raise ActionRefused.because(
            "T1", _("This date lies in the future."), remedy=_("Give the day of the check."), field="checked_on"
        )
    if good_until is not None and good_until < checked_on:
        raise ActionRefused.because("T1", _("It ends before the check."), field="good_until")
    record = StationRecord(
        street=street,
        kind=kind,
        quantity=quantity,
        evidence=evidence,
        checked_on=checked_on,
        good_until=good_until,
        recorded_by=acting_user.display_name,
    )
    if scan:
        record.scan_sha256 = kept(scan)
        record.scan = scan
    record.save()
    return record
