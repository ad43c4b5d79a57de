"""Choosing officers: certified ones of the handling unit, the two current handlers first (处罚法 42)."""

from __future__ import annotations

from datetime import date
from typing import Any

from django import forms
from django.db.models import QuerySet
from django.utils.dateparse import parse_date
from django.utils.translation import gettext_lazy as _

from delegation.models import Officer, Organ, Street
from delegation.selectors import liaison_of, officers_of, officers_of_organ
from gongshu_enforcement import timekeeper

from .base import ActionForm


class OfficerField(forms.ModelChoiceField):
    """A choice of officers, each with unit and certificate."""

    def __init__(self, **options: Any) -> None:
        super().__init__(queryset=Officer.objects.none(), **options)

    def label_from_instance(self, officer: Officer) -> str:
        """Name, post, certificate number of today."""
        certificate = officer.certificate_on(timekeeper.today())
        return " · ".join(filter(None, (officer.name, officer.position, certificate.number if certificate else "")))


def with_labels(pks: set[int]) -> QuerySet[Officer]:
    """Officers by id, with what their labels show."""
    return Officer.objects.filter(pk__in=pks).select_related("street", "organ").prefetch_related("certificates")


def certified(street: Street | None, organ: Organ | None, *days: date) -> set[int]:
    """Ids of the officers of a street (with its liaison while it only takes part, 参与办) or an organ, on any of the days."""
    found: set[int] = set()
    for day in set(days):
        people = officers_of(street, day) if street else officers_of_organ(organ, day)
        found |= set(people.values_list("pk", flat=True))
    if street and street.step_on(timekeeper.today()) == Street.AutonomyStep.PARTICIPATE:
        liaison = liaison_of(street)
        if liaison and any(liaison.certificate_on(day) for day in days):
            found.add(liaison.pk)
    return found


def seconds(street: Street, day: date) -> set[int]:
    """Ids of those who may be the second officer of a new case: the liaison alone while the street only takes part (1+1)."""
    ids = certified(street, None, day)
    if street.step_on(day) != Street.AutonomyStep.PARTICIPATE:
        return ids
    liaison = liaison_of(street)
    return ids & {liaison.pk} if liaison else set()


def handlers_of(case: Any) -> list[Officer]:
    """The officers who handle the case now, lead first."""
    rows = sorted(case.handlers.select_related("officer"), key=lambda row: (not row.is_lead, row.pk))
    return [row.officer for row in rows if row.until is None]


def officers_for(case: Any, *days: date) -> QuerySet[Officer]:
    """Who may act in a case: certified officers of its handling unit, and its present handlers."""
    street = case.street if case.handling_unit == "street" else None
    ids = certified(street, None if street else case.organ, *days)
    return with_labels(ids | {officer.pk for officer in handlers_of(case)})


class OfficersForm(ActionForm):
    """For acts of two officers. The choice holds whoever is certified today or on the day given; A8 checks the day."""

    officers_label: tuple[Any, Any] = (_("First officer"), _("Second officer"))
    places = {"officers": "second_officer"}
    last_fields = ("first_officer", "second_officer", "late_reason")

    first_officer = OfficerField()
    second_officer = OfficerField(help_text=_("Two officers with valid certificates act together (CF 42(1))."))

    def prepare(self) -> None:
        super().prepare()
        days = {timekeeper.today(), self._day_given() or timekeeper.today()}
        choice, now = officers_for(self.case, *days), handlers_of(self.case)
        for position, name in enumerate(("first_officer", "second_officer")):
            field = self.fields[name]
            field.queryset, field.label = choice, self.officers_label[position]
            field.initial = now[position].pk if len(now) > position else None

    def _day_given(self) -> date | None:
        try:
            return parse_date(self.data.get("happened_on") or "") if self.is_bound else None
        except ValueError:
            return None

    def finish(self, data: dict[str, Any]) -> dict[str, Any]:
        data = super().finish(data)
        data["officers"] = [data.pop("first_officer"), data.pop("second_officer")]
        return data
