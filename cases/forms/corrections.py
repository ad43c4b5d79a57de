"""Correcting and voiding issued documents (文书更正、作废)."""

from __future__ import annotations

from collections.abc import Iterable
from typing import Any

from django import forms
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from cases.models import Correction, Document

from .base import YES_NO, ActionForm, RowForm, RowSection, of
from .notice import DocumentField
from .rows import section


class PassageRow(RowForm):
    """One passage as printed, and as it should read."""

    wrong = forms.CharField(label=gettext_lazy("As printed"), max_length=200)
    right = forms.CharField(label=gettext_lazy("Should read"), max_length=200, required=False)


class AskCorrectionForm(ActionForm):
    """The officers ask; the legal section decides."""

    submit_label = gettext_lazy("Ask for the correction")
    from_query = ("document",)

    document = DocumentField(queryset=Document.objects.none(), label=gettext_lazy("Document"))
    reason = of(Correction, "reason", widget=forms.Textarea(attrs={"rows": 2}))

    def prepare(self) -> None:
        super().prepare()
        self.fields["document"].queryset = self.case.documents.filter(status=Document.Status.ISSUED)
        self.fields["document"].help_text = _(
            "A paper that was served or signed stands, and the new one is served beside it; otherwise it becomes void."
        )

    def build_sections(self) -> Iterable[RowSection]:
        legend, add = gettext_lazy("Passages"), gettext_lazy("Add a passage")
        hint = gettext_lazy("Letter by letter. Amounts, dates, provisions and numbers can't be corrected this way.")
        yield section(self, "changes", PassageRow, legend, add, hint=hint, blank=2)


class AskedField(forms.ModelChoiceField):
    """A correction that waits for its decision."""

    def label_from_instance(self, asked: Correction) -> str:
        """Which paper, and what would change."""
        passages = "；".join(f"{change['wrong']} → {change['right'] or '∅'}" for change in asked.changes)
        return f"{asked.document} · {passages} · {asked.reason}"


class DecideCorrectionForm(ActionForm):
    """The legal section grants or refuses."""

    submit_label = gettext_lazy("Record the decision")

    correction = AskedField(
        queryset=Correction.objects.none(), label=gettext_lazy("Asked for"), widget=forms.RadioSelect
    )
    granted = forms.ChoiceField(label=gettext_lazy("Granted"), choices=YES_NO, widget=forms.RadioSelect)
    opinion = of(
        Correction,
        "opinion",
        required=False,
        widget=forms.Textarea(attrs={"rows": 2}),
        help_text=gettext_lazy("Needed where it is refused."),
    )

    def prepare(self) -> None:
        super().prepare()
        waiting = self.case.paper_corrections.filter(granted=None).select_related("document")
        self.fields["correction"].queryset = waiting
        self.fields["correction"].empty_label = None
        self.initial.setdefault("correction", waiting.values_list("pk", flat=True).first())

    def finish(self, data: dict[str, Any]) -> dict[str, Any]:
        data = super().finish(data)
        return {**data, "granted": data["granted"] == "yes"}


class VoidForm(ActionForm):
    """A paper that never left the house."""

    submit_label = gettext_lazy("Void it")
    from_query = ("document",)

    document = DocumentField(queryset=Document.objects.none(), label=gettext_lazy("Document"))
    reason = forms.CharField(
        label=gettext_lazy("Why it is void"),
        max_length=300,
        widget=forms.Textarea(attrs={"rows": 2}),
        help_text=gettext_lazy("Its number stays taken and is kept as void."),
    )

    def prepare(self) -> None:
        super().prepare()
        self.fields["document"].queryset = self.case.documents.filter(status=Document.Status.ISSUED)
