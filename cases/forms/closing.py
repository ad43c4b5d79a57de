"""Payment and the sealing of the dossier (执行、归档)."""

from __future__ import annotations

from decimal import Decimal

from django import forms
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from cases import execution
from cases.models import Payment

from .base import ActionForm, DatedForm, of


def money(label: object, **options: object) -> forms.DecimalField:
    """An amount in yuan, written out in capitals beside it (大写)."""
    return forms.DecimalField(
        label=label,
        max_digits=12,
        decimal_places=2,
        min_value=0,
        widget=forms.NumberInput(attrs={"data-money": ""}),
        **options,
    )


class PaymentForm(DatedForm):
    """One payment at the bank by its voucher."""

    submit_label = gettext_lazy("Record the payment")
    places = {"paid_on": "happened_on", "note": "note_text"}

    amount = money(
        gettext_lazy("Amount in yuan"), help_text=gettext_lazy("Paid at the bank; officers never collect (CF 67).")
    )
    towards = of(Payment, "towards", widget=forms.RadioSelect)
    voucher = of(Payment, "voucher")
    note_text = of(Payment, "note", required=False)

    def prepare(self) -> None:
        super().prepare()
        self.fields["happened_on"].label = gettext_lazy("Paid on")
        fine, surcharge = execution.unpaid(self.case), execution.surcharge_owed(self.case)
        left = fine or surcharge
        self.fields["amount"].initial = format(left, "f").removesuffix(".00") if left > 0 else None
        self.fields["towards"].choices = Payment.Towards.choices
        self.fields["towards"].initial = Payment.Towards.FINE if fine or not surcharge else Payment.Towards.SURCHARGE
        if not execution.surcharge_decided(self.case):
            del self.fields["towards"]

    def clean_amount(self) -> Decimal:
        """More than nothing."""
        amount = self.cleaned_data["amount"]
        if amount <= 0:
            raise forms.ValidationError(_("The amount must be more than zero."))
        return amount


class ArchiveForm(ActionForm):
    """Nothing to type: from now on nothing of the case changes."""

    page = "cases/forms/archive.html"
    submit_label = gettext_lazy("Seal the dossier")
