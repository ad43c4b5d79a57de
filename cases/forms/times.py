"""A day and two times become two moments, so that the day is typed once."""

from __future__ import annotations

from datetime import datetime
from typing import Any

from django import forms
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from gongshu_enforcement.timekeeper import SHANGHAI

from .base import DatedForm
from .officers import OfficersForm


class DayAndTimes(DatedForm):
    """An act with a beginning and an end, to the minute."""

    places = {"started_at": "start_time", "ended_at": "end_time"}

    start_time = forms.TimeField(
        label=gettext_lazy("Start"), help_text=gettext_lazy("To the minute, as on the record.")
    )
    end_time = forms.TimeField(label=gettext_lazy("End"))

    def prepare(self) -> None:
        super().prepare()
        order = ["happened_on", "start_time", "end_time"]
        self.order_fields(order + [name for name in self.fields if name not in order])

    def clean(self) -> dict[str, Any]:
        data = super().clean() or self.cleaned_data
        start, end = data.get("start_time"), data.get("end_time")
        if start and end and end <= start:
            self.add_error("end_time", _("The end must lie after the beginning."))
        return data

    def finish(self, data: dict[str, Any]) -> dict[str, Any]:
        data = super().finish(data)
        day = data["happened_on"]
        data["started_at"] = datetime.combine(day, data.pop("start_time"), SHANGHAI)
        data["ended_at"] = datetime.combine(day, data.pop("end_time"), SHANGHAI)
        return data


class TimedForm(OfficersForm, DayAndTimes):
    """An act of two officers with a beginning and an end, to the minute."""

    places = {**OfficersForm.places, **DayAndTimes.places}
