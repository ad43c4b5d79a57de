"""Remedies and publication (救济、公开)."""

from __future__ import annotations

from django import forms
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from cases import execution
from cases.models import Publication, Remedy

from .base import DatedForm, of


class RemedyForm(DatedForm):
    """A reconsideration or a suit was lodged."""

    submit_label = gettext_lazy("Record the remedy")

    kind = of(Remedy, "kind", widget=forms.RadioSelect)
    body = of(Remedy, "body")
    reference = of(Remedy, "reference", required=False)
    suspended = of(Remedy, "suspended", required=False)

    def prepare(self) -> None:
        super().prepare()
        self.fields["kind"].choices = Remedy.Kind.choices
        self.fields["happened_on"].label = gettext_lazy("Lodged on")
        if self.case.decision_served_on is not None:  # periods run from service; before it the act is refused
            self.fields["happened_on"].help_text = self._periods()
        self.initial.setdefault("body", self.case.organ.review_body)

    def _periods(self) -> str:
        return _(
            "Reconsideration until %(review)s, a suit until %(suit)s; surcharge stops while it is pending (CF 73(3))."
        ) % {
            "review": execution.reconsideration_until(self.case).isoformat(),
            "suit": execution.suit_until(self.case).isoformat(),
        }


class RemedyField(forms.ModelChoiceField):
    """A remedy by kind, body and day."""

    def label_from_instance(self, remedy: Remedy) -> str:
        """Kind, body, day."""
        return f"{remedy.get_kind_display()} · {remedy.body} · {remedy.lodged_on.isoformat()}"


class RemedyResultForm(DatedForm):
    """How a remedy ended."""

    submit_label = gettext_lazy("Record the result")

    remedy = RemedyField(queryset=Remedy.objects.none(), label=gettext_lazy("Remedy"))
    result = of(Remedy, "result", required=True, widget=forms.RadioSelect)
    result_text = of(Remedy, "result_text", required=True)
    changed_fine = of(
        Remedy,
        "changed_fine",
        required=False,
        help_text=gettext_lazy("Only where the decision was changed; the fine is then executed as changed."),
    )
    opposed_request = forms.BooleanField(
        label=gettext_lazy("A third party or an opposed plaintiff asked for the contrary"),
        required=False,
        help_text=gettext_lazy(
            "As the decision or judgment states; only then may the fine become heavier (Administrative Reconsideration "
            "Law 63(2), Administrative Litigation Law 77(2))."
        ),
    )

    def prepare(self) -> None:
        super().prepare()
        pending = self.case.remedies.filter(result_on=None)
        self.fields["remedy"].queryset = pending
        self.initial.setdefault("remedy", pending.values_list("pk", flat=True).first())
        self.fields["result"].choices = Remedy.Result.choices
        for name in ("result", "result_text"):
            self.fields[name].required = True
        self.fields["happened_on"].label = gettext_lazy("Result received on")


class PublicationForm(DatedForm):
    """The penalty was made public."""

    submit_label = gettext_lazy("Record the publication")

    place = of(
        Publication,
        "place",
        help_text=gettext_lazy("The regulator's own system, within seven working days (Work Safety Law 78(2))."),
    )

    def prepare(self) -> None:
        super().prepare()
        self.fields["happened_on"].label = gettext_lazy("Published on")


class WithdrawalForm(DatedForm):
    """The publication was withdrawn."""

    submit_label = gettext_lazy("Record the withdrawal")
    places = {"withdrawn_reason": "reason"}

    reason = of(Publication, "withdrawn_reason", required=True)

    def prepare(self) -> None:
        super().prepare()
        self.fields["reason"].required = True
        self.fields["reason"].help_text = gettext_lazy("It is made public with the withdrawal (CF 48(2)).")
        self.fields["happened_on"].label = gettext_lazy("Withdrawn on")
