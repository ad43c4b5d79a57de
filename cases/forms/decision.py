"""Submitting the decision: outcome, and fines never above those noticed (告知后处理呈批)."""

from __future__ import annotations

from decimal import Decimal
from typing import Any

from django import forms
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from cases.models import Violation
from cases.stages import Outcome

from .base import of
from .closing import money
from .discretion import yuan
from .drafts import SubmitForm, ViolationForm


class FineRow(ViolationForm):
    """The fine on one violation, as noticed or lower."""

    fine = money(gettext_lazy("Fine to be decided"))
    with_warning = of(Violation, "with_warning", required=False)
    further_penalty = of(Violation, "further_penalty", required=False)

    def prepare(self) -> None:
        noticed = self.violation.noticed
        amount = noticed.fine if noticed else (self.violation.proposed_fine or Decimal(0))
        self.fields["fine"].initial = format(amount, "f").removesuffix(".00")
        self.fields["fine"].help_text = _("Noticed: %(fine)s. It may be lower, never higher (CF 45(2)).") % {
            "fine": yuan(amount)
        }
        self.fields["with_warning"].initial = noticed.with_warning if noticed else self.violation.with_warning
        if not self.violation.item.may_warn(self.violation.case.target, self.violation.is_overdue):
            del self.fields["with_warning"]
        self._prepare_further(noticed)

    def _prepare_further(self, noticed: Any) -> None:
        if noticed is None or not noticed.further_penalty:
            del self.fields["further_penalty"]
            return
        field = self.fields["further_penalty"]
        field.choices = [("", _("— none —")), (noticed.further_penalty, noticed.get_further_penalty_display())]
        field.initial = noticed.further_penalty
        field.help_text = noticed.further_penalty_text


class SubmitNoticeForm(SubmitForm):
    """The draft of the decision, after notice and defence."""

    page = "cases/forms/submit_notice.html"
    submit_label = gettext_lazy("Submit for review")
    row_class = FineRow

    outcome = forms.ChoiceField(
        label=gettext_lazy("Decision"),
        widget=forms.RadioSelect,
        help_text=gettext_lazy(
            "CF 57(1); a defence that convinces may end in no penalty: the desk then returns the case to discretion, where "
            "the ground and the education are settled first."
        ),
    )
    hearing_basis = forms.CharField(
        label=gettext_lazy("How the decision rests on the hearing"),
        required=False,
        widget=forms.Textarea(attrs={"rows": 3}),
        help_text=gettext_lazy(
            "Facts and evidence that the record bears out, and what of the party's words is accepted (CF 65)."
        ),
    )

    def prepare(self) -> None:
        super().prepare()
        self.notice = self.case.standing_notice()
        self.defences = list(self.notice.defences.all()) if self.notice else []
        hearing = getattr(self.notice, "hearing", None) if self.notice else None
        if hearing is None or hearing.held_on is None:
            del self.fields["hearing_basis"]
        penal = self.case.outcome == Outcome.PENALTY
        possible = [Outcome.PENALTY] if penal else []
        possible += [Outcome.NO_PENALTY, Outcome.NOT_ESTABLISHED]
        self.fields["outcome"].choices = [(one.value, one.label) for one in possible]
        self.fields["outcome"].initial = self.content.get("outcome") or self.case.outcome or None

    def violations(self) -> list[Violation]:
        if self.case.outcome != Outcome.PENALTY:
            return []
        noticed = {row.violation_id: row for row in self.notice.items.all()} if self.notice else {}
        rows = [row for row in super().violations() if row.to_be_punished]
        for row in rows:
            row.noticed = noticed.get(row.pk)
        return rows

    def finish(self, data: dict[str, Any]) -> dict[str, Any]:
        data = super().finish(data)
        if data["outcome"] != Outcome.PENALTY:
            data["violations"] = []
        return data
