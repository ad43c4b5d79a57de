"""The side ways: hand-over, recusal, taking a case back, replacing an officer."""

from __future__ import annotations

from typing import Any

from django import forms
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from cases import settling
from cases.models import HandOver, Recusal, TermDecision
from gongshu_enforcement import timekeeper

from .base import ActionForm, of
from .officers import OfficerField, certified, handlers_of, officers_for, with_labels


def area(label: Any, **options: Any) -> forms.CharField:
    """A text of some length."""
    return forms.CharField(label=label, widget=forms.Textarea, max_length=2000, **options)


class HandOverForm(ActionForm):
    """A street gives the case to the organ."""

    submit_label = gettext_lazy("Hand over")
    from_query = ("reason",)

    reason = of(HandOver, "reason", widget=forms.RadioSelect)
    text = of(
        HandOver,
        "text",
        help_text=gettext_lazy("What has been done, and why the street can't go on. The street keeps reading."),
    )

    def prepare(self) -> None:
        super().prepare()
        self.fields["reason"].choices = HandOver.Reason.choices
        self.fields["reason"].help_text = gettext_lazy(
            "The organ may refuse a hand-over for complexity only; the others it must accept."
        )


class SettleForm(ActionForm):
    """The delegation ends: finish, or hand over."""

    submit_label = gettext_lazy("Decide")

    choice = forms.ChoiceField(
        label=gettext_lazy("What becomes of the case"),
        choices=TermDecision.Choice.choices,
        widget=forms.RadioSelect,
        help_text=gettext_lazy("Only a case filed before the power ended can be finished by the street (CF 20)."),
    )
    reason = area(gettext_lazy("Reason"))

    def prepare(self) -> None:
        super().prepare()
        self.fields["choice"].initial = settling.proposed(self.case)


class AcceptHandOverForm(ActionForm):
    """The organ takes the case and names its officers."""

    submit_label = gettext_lazy("Accept the case")
    places = {"officers": "second_officer"}

    first_officer = OfficerField(label=gettext_lazy("Lead officer"))
    second_officer = OfficerField(label=gettext_lazy("Second officer"))
    text = area(gettext_lazy("Remark"), required=False)

    def prepare(self) -> None:
        super().prepare()
        choice = with_labels(certified(None, self.case.organ, timekeeper.today()))
        for name in ("first_officer", "second_officer"):
            self.fields[name].queryset = choice

    def finish(self, data: dict[str, Any]) -> dict[str, Any]:
        data = super().finish(data)
        data["officers"] = [data.pop("first_officer"), data.pop("second_officer")]
        return data


class RefuseHandOverForm(ActionForm):
    """Given back; only where the reason was complexity."""

    submit_label = gettext_lazy("Refuse the hand-over")
    text = area(gettext_lazy("Reason for refusing"))


class TakeBackForm(ActionForm):
    """The receiver of a transfer declined."""

    submit_label = gettext_lazy("Take the case back")
    reason = area(
        gettext_lazy("Why the receiver declined"), help_text=gettext_lazy("The case goes on at determination.")
    )


class RecusalForm(ActionForm):
    """Somebody asks that an officer withdraw (回避)."""

    submit_label = gettext_lazy("Record the request")

    officer = OfficerField(label=gettext_lazy("Officer who should withdraw"))
    asked_by = of(Recusal, "asked_by", widget=forms.RadioSelect)
    reason = of(Recusal, "reason", help_text=gettext_lazy("The investigation goes on until it is decided (CF 43)."))

    def prepare(self) -> None:
        super().prepare()
        self.fields["asked_by"].choices = Recusal._meta.get_field("asked_by").choices
        self.fields["officer"].queryset = with_labels({officer.pk for officer in handlers_of(self.case)})


class RecusalField(forms.ModelChoiceField):
    """Requests waiting for a decision."""

    def label_from_instance(self, recusal: Recusal) -> str:
        """Officer and reason."""
        return f"{recusal.officer.name} · {recusal.reason[:60]}"


class DecideRecusalForm(ActionForm):
    """The organ's deputy director decides."""

    submit_label = gettext_lazy("Decide")

    recusal = RecusalField(queryset=Recusal.objects.none(), label=gettext_lazy("Request"))
    granted = forms.TypedChoiceField(
        label=gettext_lazy("Decision"),
        choices=[("yes", gettext_lazy("Granted")), ("no", gettext_lazy("Refused"))],
        coerce=lambda value: value == "yes",
        widget=forms.RadioSelect,
    )
    decision = area(gettext_lazy("Reason for the decision"))
    officer = OfficerField(
        label=gettext_lazy("Officer who takes over"),
        required=False,
        help_text=gettext_lazy("Needed where it is granted and the officer still handles the case."),
    )

    def prepare(self) -> None:
        super().prepare()
        waiting = self.case.recusals.filter(status="pending").select_related("officer")
        self.fields["recusal"].queryset = waiting
        self.fields["recusal"].initial = waiting[0].pk if len(waiting) == 1 else None
        self.fields["officer"].queryset = replacements(self.case)

    def clean(self) -> dict[str, Any]:
        data = super().clean() or self.cleaned_data
        recusal = data.get("recusal")
        leaves = data.get("granted") and recusal is not None and recusal.officer in handlers_of(self.case)
        if leaves and "officer" in data and data["officer"] is None:
            self.add_error("officer", _("Name the officer who takes over."))
        return data


def replacements(case: Any) -> Any:
    """Certified officers of the handling unit who neither handle the case now nor have withdrawn from it."""
    now = {officer.pk for officer in handlers_of(case)}
    withdrawn = case.recusals.filter(status=Recusal.Status.GRANTED).values("officer")
    return officers_for(case, timekeeper.today()).exclude(pk__in=now).exclude(pk__in=withdrawn)


class ReplaceOfficerForm(ActionForm):
    """A handling officer leaves; past acts stay valid."""

    submit_label = gettext_lazy("Replace the officer")
    places = {"officers": "officer"}

    leaving = OfficerField(label=gettext_lazy("Officer who leaves"))
    officer = OfficerField(label=gettext_lazy("Officer who takes over"))
    reason = forms.CharField(label=gettext_lazy("Reason"), max_length=200)

    def prepare(self) -> None:
        super().prepare()
        self.fields["leaving"].queryset = with_labels({officer.pk for officer in handlers_of(self.case)})
        self.fields["officer"].queryset = replacements(self.case)
