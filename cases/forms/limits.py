"""The clocks of a case: an appraisal commissioned, its result, the explanation of a limit that passed."""

from __future__ import annotations

from collections.abc import Iterable

from django import forms
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from cases import clock, suspending
from cases.models import Evidence, EvidenceKind, LimitSuspension, PassedLimit

from .base import ActionForm, DatedForm, RowForm, RowSection, of
from .rows import section


class CommissionedRow(RowForm):
    """One thing handed over to be examined."""

    name = forms.CharField(label=gettext_lazy("name of the thing"), max_length=80)
    model = forms.CharField(label=gettext_lazy("type or specification"), max_length=60, required=False)
    quantity = forms.CharField(label=gettext_lazy("quantity and unit"), max_length=30)
    remark = forms.CharField(label=gettext_lazy("remark"), max_length=100, required=False)


class BeginAppraisalForm(DatedForm):
    """Something is given to an institution to examine."""

    submit_label = gettext_lazy("Record the commission")

    institution = of(LimitSuspension, "institution", required=True)
    letter = of(
        LimitSuspension,
        "letter",
        required=False,
        help_text=gettext_lazy(
            "Only where it was written elsewhere: its title or number. Otherwise it is issued here."
        ),
    )
    report_by = of(LimitSuspension, "report_by", required=False)
    basis = of(LimitSuspension, "basis", required=True, widget=forms.Textarea(attrs={"rows": 3}))

    def prepare(self) -> None:
        super().prepare()
        for name in ("institution", "basis"):
            self.fields[name].required = True
        self.fields["happened_on"].label = gettext_lazy("Commissioned on")
        setting = suspending.setting_of(self.case, LimitSuspension.Reason.APPRAISAL)
        self.fields["happened_on"].help_text = _(
            "From this day on the limit for the decision stands still until the result is there (%(source)s)."
        ) % {"source": setting["source"]}

    def build_sections(self) -> Iterable[RowSection]:
        legend, add = gettext_lazy("Things handed over"), gettext_lazy("Add a thing")
        yield section(self, "items", CommissionedRow, legend, add, needed=False)


class ExpertOpinion(forms.ModelChoiceField):
    """A piece of evidence, by its name and day."""

    def label_from_instance(self, obj: Evidence) -> str:
        return f"{obj.title} · {obj.made_on.isoformat()}"


class EndAppraisalForm(DatedForm):
    """The institution has answered."""

    submit_label = gettext_lazy("Record the result")

    evidence = ExpertOpinion(
        queryset=Evidence.objects.none(),
        required=False,
        label=gettext_lazy("Expert opinion on file"),
        help_text=gettext_lazy("Add it as evidence of the kind “Expert opinion” first."),
    )
    result = of(LimitSuspension, "result", required=True, widget=forms.Textarea(attrs={"rows": 3}))

    def prepare(self) -> None:
        super().prepare()
        self.fields["result"].required = True
        self.fields["result"].label = gettext_lazy("Result in short")
        self.fields["evidence"].queryset = self.case.evidence.filter(kind=EvidenceKind.EXPERT, withdrawn_at=None)
        self.fields["happened_on"].label = gettext_lazy("Result received on")


class PassedLimitChoice(forms.ModelChoiceField):
    """A limit that passed, by its name and day."""

    def label_from_instance(self, obj: PassedLimit) -> str:
        return f"{clock.TITLES.get(obj.code, obj.code)} · {obj.due_on.isoformat()}"


class ExplainLimitForm(ActionForm):
    """Why a limit passed."""

    submit_label = gettext_lazy("Record the explanation")
    from_query = ("passed",)

    passed = PassedLimitChoice(queryset=PassedLimit.objects.none(), label=gettext_lazy("Limit that passed"))
    explanation = of(
        PassedLimit,
        "explanation",
        required=True,
        widget=forms.Textarea(attrs={"rows": 5}),
        max_length=2000,
        help_text=gettext_lazy("Why it passed, and what is done about it. It stays in the dossier's ledger for good."),
    )

    def prepare(self) -> None:
        super().prepare()
        self.fields["explanation"].required = True
        waiting = self.case.passed_limits.filter(explained_on=None).order_by("ended_on", "due_on")
        self.fields["passed"].queryset = waiting
        first = next((row for row in waiting if row.is_open), None)
        if first is not None:
            self.initial.setdefault("passed", first.pk)
