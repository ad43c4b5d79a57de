"""Execution when the party does not simply pay: deferral, reminder, its answer, surcharge, court (执行)."""

from __future__ import annotations

from collections.abc import Iterable
from datetime import timedelta
from typing import Any

from django import forms
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from cases import execution
from cases.models import CourtApplication, Deferral, Reminder
from gongshu_enforcement import timekeeper

from .base import ActionForm, DatedForm, RowForm, RowSection, of
from .closing import money
from .drafts import opinion_field
from .rows import section

USUAL_TERM = timedelta(days=15)


class InstalmentRow(RowForm):
    """One part."""

    due_on = forms.DateField(label=gettext_lazy("To be paid by"))
    amount = money(gettext_lazy("Amount in yuan"))

    def clean_amount(self) -> Any:
        """More than nothing."""
        amount = self.cleaned_data["amount"]
        if amount is not None and amount <= 0:
            raise forms.ValidationError(_("The amount must be more than zero."))
        return amount


class DeferralForm(ActionForm):
    """The party's application to pay later, or in parts; it goes through the reviews."""

    kind = "deferral"
    submit_label = gettext_lazy("Submit the application")
    tail = ("opinion",)

    applied_on = of(Deferral, "applied_on")
    hardship = of(Deferral, "hardship", help_text=gettext_lazy("What the party wrote, and what proves it (CF 66(2))."))
    until = forms.DateField(
        label=gettext_lazy("Deferred until"),
        required=False,
        help_text=gettext_lazy("Leave it blank where the fine is paid in parts."),
    )
    opinion = opinion_field()

    def prepare(self) -> None:
        super().prepare()
        self.fields["applied_on"].initial = timekeeper.today()

    def build_sections(self) -> Iterable[RowSection]:
        left = f"¥{execution.unpaid(self.case):,.2f}"
        hint = _("Parts make up the unpaid %(left)s; leave them blank for one later day.") % {"left": left}
        parts = (gettext_lazy("Instalments"), gettext_lazy("Add an instalment"))
        yield section(self, "instalments", InstalmentRow, *parts, hint=hint, needed=False)


class ReminderForm(ActionForm):
    """A written reminder; its document is issued and must be served."""

    submit_label = gettext_lazy("Issue the reminder")

    kind = of(Reminder, "kind", widget=forms.RadioSelect)
    pay_by = of(Reminder, "pay_by", help_text=gettext_lazy("A reasonable term; the amount is calculated and printed."))

    def prepare(self) -> None:
        super().prepare()
        self.fields["kind"].choices = Reminder.Kind.choices
        self.fields["pay_by"].initial = timekeeper.today() + USUAL_TERM
        window = execution.court_window(self.case)
        if window.closes:
            self.fields["kind"].help_text = _("The court can be asked until %(day)s.") % {
                "day": window.closes.isoformat()
            }


class ReminderField(forms.ModelChoiceField):
    """A reminder by its number."""

    def label_from_instance(self, reminder: Reminder) -> str:
        """Kind, number, day."""
        number = reminder.document.number if reminder.document else ""
        return f"{reminder.get_kind_display()} · {number} · {reminder.issued_on.isoformat()}"


class StatementForm(DatedForm):
    """What the party says to a reminder."""

    submit_label = gettext_lazy("Record the statement")

    reminder = ReminderField(queryset=Reminder.objects.none(), label=gettext_lazy("Reminder"))
    statement = of(Reminder, "statement", required=True)

    def prepare(self) -> None:
        super().prepare()
        waiting = self.case.reminders.exclude(served_on=None).filter(statement="").select_related("document")
        self.fields["reminder"].queryset = waiting
        self.fields["statement"].required = True
        self.initial.setdefault("reminder", waiting.order_by("-pk").values_list("pk", flat=True).first())


class AnswerForm(ActionForm):
    """The answer to what the party said; what holds is accepted."""

    submit_label = gettext_lazy("Record the answer")

    reminder = ReminderField(queryset=Reminder.objects.none(), label=gettext_lazy("Reminder"))
    answer = of(Reminder, "answer", required=True)
    accepted = forms.TypedChoiceField(
        label=gettext_lazy("The reasons"),
        choices=(("no", gettext_lazy("do not hold")), ("yes", gettext_lazy("hold and are accepted"))),
        coerce=lambda value: value == "yes",
        widget=forms.RadioSelect,
    )

    def prepare(self) -> None:
        super().prepare()
        waiting = self.case.reminders.exclude(statement="").filter(answer="").select_related("document")
        self.fields["reminder"].queryset = waiting
        self.fields["answer"].required = True
        first = waiting.first()
        if first is not None:
            self.initial.setdefault("reminder", first.pk)
            self.fields["reminder"].help_text = first.statement


class SurchargeForm(ActionForm):
    """Nothing to type: the surcharge is calculated."""

    page = "cases/forms/surcharge.html"
    submit_label = gettext_lazy("Decide on the surcharge")

    def prepare(self) -> None:
        super().prepare()
        self.counted = execution.surcharge(self.case, timekeeper.today())


class CourtForm(ActionForm):
    """The application to the court; decision, reminder and receipts are on file already."""

    submit_label = gettext_lazy("Issue the application")

    views = of(CourtApplication, "views", help_text=gettext_lazy("Defence, statements to the reminder, or none."))
    assets = of(
        CourtApplication, "assets", help_text=gettext_lazy("Known accounts, property, whereabouts of the party.")
    )

    def prepare(self) -> None:
        super().prepare()
        said = [row.statement for row in self.case.reminders.all() if row.statement]
        self.initial.setdefault("views", "\n".join(said) or "当事人收到催告书后未提出意见。")


class CourtResultForm(DatedForm):
    """How the court ended it."""

    submit_label = gettext_lazy("Record the result")

    result = of(CourtApplication, "result", required=True, widget=forms.RadioSelect)
    result_text = of(CourtApplication, "result_text", required=True)

    def prepare(self) -> None:
        super().prepare()
        self.fields["result"].choices = CourtApplication.Result.choices
        for name in ("result", "result_text"):
            self.fields[name].required = True
