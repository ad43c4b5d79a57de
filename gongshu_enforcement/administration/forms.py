"""The forms of what the law changed: a dated value; the working days of a year."""

from __future__ import annotations

import uuid
from datetime import date, timedelta
from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _

from gongshu_enforcement import ledger, timekeeper
from gongshu_enforcement.errors import ActionRefused
from gongshu_enforcement.models import LegalSetting, User

from . import notice_text
from .permits import COMMON, is_administrator, organs_of
from .setting_groups import ORGANS

FARTHEST = 20 * 366  # days ahead; a later year is a slip of the pen
YES_NO = [("true", _("Yes")), ("false", _("No"))]


class DoorForm(forms.Form):
    """A form whose act may be refused: each refusal goes beside its field, the others to the top."""

    request_key = forms.CharField(max_length=64, required=False, widget=forms.HiddenInput)

    def __init__(self, data: Any = None, **options: Any) -> None:
        super().__init__(data, **options)
        self.fields["request_key"].initial = uuid.uuid4().hex
        self.refused: list[Any] = []

    def add_refusal(self, refusal: ActionRefused) -> None:
        """Show every finding where it can be mended."""
        for finding in refusal.findings:
            if finding.field in self.fields:
                words = " ".join(str(part) for part in (finding.message, finding.remedy) if part)
                self.add_error(finding.field, f"{words} ({finding.article})" if finding.article else words)
            else:
                self.refused.append(finding)

    def inputs(self) -> dict[str, Any]:
        """What the verb takes."""
        return {name: value for name, value in self.cleaned_data.items() if name != "request_key"}

    @property
    def key(self) -> str:
        """The request key that came with the form."""
        return self.cleaned_data.get("request_key") or ""


class SettingForm(DoorForm):
    """A value, the day from which it holds, and its source."""

    value = forms.CharField(label=_("New value"), max_length=1000)
    valid_from = forms.DateField(
        label=_("In force from"),
        help_text=_("Today or a later day. Cases keep the value of their own day; nothing is changed afterwards."),
    )
    organ = forms.ChoiceField(label=_("For"), required=False)
    source = forms.CharField(
        label=_("Source"),
        max_length=300,
        widget=forms.Textarea(attrs={"rows": 2}),
        help_text=_("The law with its article, or the notice with its number."),
    )
    to_confirm = forms.BooleanField(
        label=_("Still to be confirmed"),
        required=False,
        help_text=_("Tick it while nobody has read the official text; pages and papers then mark the value."),
    )

    def __init__(self, data: Any = None, *, setting: LegalSetting, user: User, **options: Any) -> None:
        super().__init__(data, **options)
        codes = [code for code in ORGANS if code == COMMON or code in organs_of(user) or is_administrator(user)]
        codes = [code for code in codes if is_administrator(user) or code != COMMON]
        self.fields["organ"].choices = [(code, ORGANS[code]) for code in codes]
        if setting.value_type == "bool":
            self.fields["value"] = forms.ChoiceField(label=_("New value"), choices=YES_NO, widget=forms.RadioSelect)
        elif setting.value_type in ("int", "decimal"):
            self.fields["value"].widget.attrs["inputmode"] = "decimal"
        self.order_fields(["value", "valid_from", "organ", "source", "to_confirm"])

    def clean_valid_from(self) -> date:
        """A day that makes sense."""
        day = self.cleaned_data["valid_from"]
        if day > timekeeper.today() + timedelta(days=FARTHEST):
            raise forms.ValidationError(_("This day lies too far ahead. Check the year."))
        return day


class WithdrawForm(DoorForm):
    """Why a coming value is taken back."""

    pk = forms.IntegerField(widget=forms.HiddenInput)
    reason = forms.CharField(label=_("Reason"), max_length=300)


class YearForm(DoorForm):
    """The State Council's notice for one year, in two boxes."""

    holidays = forms.CharField(
        label=_("Days off"),
        max_length=4000,
        widget=forms.Textarea(attrs={"rows": 9}),
        help_text=_(
            "Paste the notice's own paragraphs, or write one holiday a line: first day..last day and its name."
        ),
    )
    working = forms.CharField(
        label=_("Make-up working days"),
        max_length=2000,
        required=False,
        widget=forms.Textarea(attrs={"rows": 6}),
        help_text=_("Only those the paragraphs above don't name: one worked Saturday or Sunday a line."),
    )
    source = forms.CharField(
        label=_("Title of the notice"),
        max_length=200,
        help_text=_("With its number, as published by the State Council."),
    )
    reason = forms.CharField(
        label=_("Reason for entering it again"),
        max_length=300,
        required=False,
        help_text=_("Only where the year has been entered before. Limits already computed keep their day."),
    )

    def __init__(self, data: Any = None, *, year: int, loaded: bool = False, **options: Any) -> None:
        super().__init__(data, **options)
        self.year, self.notice = year, notice_text.HolidayNotice(year)
        if not loaded:
            del self.fields["reason"]
        for name, example in self._examples().items():
            self.fields[name].widget.attrs["placeholder"] = example

    def _examples(self) -> dict[str, str]:
        return {
            "holidays": f"{self.year}-01-01..{self.year}-01-03 元旦",
            "working": f"{self.year}-02-06",
            "source": f"国务院办公厅关于{self.year}年部分节假日安排的通知",
        }

    def clean(self) -> dict[str, Any]:
        """Read both boxes; each line at fault is named under its box."""
        data = super().clean() or self.cleaned_data
        self.notice = notice_text.read(self.year, data.get("holidays", ""), data.get("working", ""))
        for name, problems in self.notice.problems.items():
            for problem in problems:
                if name in self.errors and not problem.number:
                    continue
                self.add_error(name, self._said(problem))
        return data

    @staticmethod
    def _said(problem: notice_text.Problem) -> str:
        if not problem.number:
            return problem.text
        return _("Line %(number)s “%(line)s”: %(text)s") % {
            "number": problem.number,
            "line": problem.line[:60],
            "text": problem.text,
        }

    def fingerprint(self) -> str:
        """Stands for the days as read, so that nothing is saved that was not seen in the preview."""
        return ledger.digest([(day.day, day.works, day.name) for day in self.notice.in_order()])

    def inputs(self) -> dict[str, Any]:
        """The days in order, with the notice."""
        return {
            "days": [(day.day, day.works, day.name) for day in self.notice.in_order()],
            "source": self.cleaned_data["source"].strip(),
            "reason": self.cleaned_data.get("reason", ""),
        }
