"""Asking for an extension, a termination, a transfer: submissions of their own kind."""

from __future__ import annotations

from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _

from cases import clock
from cases.models import Transfer
from gongshu_enforcement import legal_settings

from .base import ActionForm, of

REASON = {"widget": forms.Textarea, "max_length": 4000}


class AskingForm(ActionForm):
    """A proposal that was returned comes back with its text."""

    def prepare(self) -> None:
        from cases.actions._case import draft_of

        super().prepare()
        draft = draft_of(self.case, self.kind, self.case.stage)
        content: dict[str, Any] = draft.content if draft else {}
        self.initial |= {name: value for name, value in content.items() if name in self.fields}
        if content.get("opinion"):
            self.initial["reason"] = content["opinion"]


class ExtensionForm(AskingForm):
    """A later day for the decision (CF 60)."""

    kind = "extension"
    submit_label = _("Submit the extension")

    extended_to = forms.DateField(label=_("Extend to"))
    reason = forms.CharField(label=_("Reason"), **REASON)

    def prepare(self) -> None:
        super().prepare()
        case = self.case
        if case.decision_due_on and case.filed_on:
            most = legal_settings.setting("case_limit_max_days", on=case.filed_on, organ=case.organ.code)
            self.fields["extended_to"].help_text = _(
                "The limit is %(due)s now; it may reach %(days)s days from filing at most (%(source)s)."
            ) % {"due": clock.decision_deadline(case).isoformat(), "days": most["value"], "source": most["source"]}


class TerminationForm(AskingForm):
    """To end the case without a decision."""

    kind = "termination"
    submit_label = _("Submit the termination")

    reason = forms.CharField(label=_("Reason"), help_text=_("Why the case can't or need not go on."), **REASON)


class TransferForm(AskingForm):
    """To give the case to another agency, or to the police on suspicion of a crime (CF 27)."""

    kind = "transfer"
    submit_label = _("Submit the transfer")

    receiver = of(Transfer, "receiver")
    to_police = of(
        Transfer, "to_police", required=False, help_text=_("The head of the organ decides on it (CF 27, 57).")
    )
    reason = forms.CharField(label=_("Reason"), **REASON)
