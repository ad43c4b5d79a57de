"""Adding and withdrawing evidence (证据)."""

from __future__ import annotations

from typing import Any

from django import forms
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from cases.models import Evidence
from gongshu_enforcement import timekeeper
from gongshu_enforcement.uploads import EVIDENCE_KINDS, check_upload

from .base import ActionForm, of


class ManyFilesInput(forms.ClearableFileInput):
    """A file input that takes several."""

    allow_multiple_selected = True


class ManyFilesField(forms.FileField):
    """Several files, each checked by its content; every wrong one is named."""

    widget = ManyFilesInput

    def __init__(self, *, kinds: frozenset[str], **options: Any) -> None:
        super().__init__(**options)
        self.kinds = kinds

    def clean(self, data: Any, initial: Any = None) -> list[Any]:
        """The files; ValidationError with one line per file that is refused."""
        files = [file for file in (data if isinstance(data, list | tuple) else [data]) if file]
        if not files:
            if self.required:
                raise forms.ValidationError(self.error_messages["required"], code="required")
            return []
        wrong, right = [], []
        for file in files:
            try:
                right.append(check_upload(file, self.kinds))
            except forms.ValidationError as error:
                wrong += [f"{file.name}: {message}" for message in error.messages] if len(files) > 1 else error.messages
        if wrong:
            raise forms.ValidationError(wrong)
        return right


class EvidenceForm(ActionForm):
    """One piece of evidence, with or without a file; several files become as many pieces."""

    submit_label = gettext_lazy("Add the evidence")
    places = {"file": "files"}

    kind = of(Evidence, "kind")
    title = of(Evidence, "title", help_text=gettext_lazy("With several files each gets this name and a number."))
    proves = of(Evidence, "proves")
    files = ManyFilesField(
        kinds=EVIDENCE_KINDS,
        label=gettext_lazy("Files"),
        required=False,
        help_text=gettext_lazy(
            "Pictures, PDF, sound or film; several at once. No archives. Their hashes are taken on arrival."
        ),
    )
    made_on = of(Evidence, "made_on")
    made_by = of(Evidence, "made_by", required=False)
    obtained_from = of(Evidence, "obtained_from", required=False)
    place = of(Evidence, "place", required=False)
    is_copy = of(
        Evidence, "is_copy", required=False, help_text=gettext_lazy("Two officers compared the copy with the original.")
    )
    from_monitoring = of(Evidence, "from_monitoring", required=False)
    monitoring_review = of(
        Evidence,
        "monitoring_review",
        required=False,
        help_text=gettext_lazy(
            "Only for monitoring: who found site and equipment lawful, marked and made public, and the record true, clear, whole and accurate (CF 41)."
        ),
    )

    fieldsets = [
        (gettext_lazy("The evidence"), ["kind", "title", "proves", "files"]),
        (
            gettext_lazy("Where it comes from"),
            ["made_on", "made_by", "obtained_from", "place", "is_copy", "from_monitoring", "monitoring_review"],
        ),
    ]

    def prepare(self) -> None:
        super().prepare()
        self.fields["made_on"].initial = timekeeper.today()
        self.fields["made_by"].initial = "、".join(row.officer.name for row in self.case.current_handlers())[:80]
        self.fields["place"].initial = self.case.place

    def clean_made_on(self) -> Any:
        """Nothing is made in the future."""
        day = self.cleaned_data["made_on"]
        if day > timekeeper.today():
            raise forms.ValidationError(_("This date lies in the future."))
        return day

    def clean(self) -> dict[str, Any]:
        data = super().clean() or self.cleaned_data
        room = Evidence._meta.get_field("title").max_length - 5
        if len(data.get("files") or ()) > 1 and len(data.get("title", "")) > room:
            self.add_error("title", _("Shorten the name: a number is added for each file."))
        return data

    def finish(self, data: dict[str, Any]) -> dict[str, Any]:
        data = super().finish(data)
        self.found_files = data.pop("files")
        data["file"] = self.found_files[0] if self.found_files else None
        return data

    def batches(self) -> list[dict[str, Any]]:
        """One call per file."""
        if len(self.found_files) < 2:
            return [self.cleaned_data]
        title = self.cleaned_data["title"]
        return [
            {**self.cleaned_data, "file": file, "title": f"{title}（{number}）"}
            for number, file in enumerate(self.found_files, start=1)
        ]


class WithdrawEvidenceForm(ActionForm):
    """Evidence is withdrawn, never deleted."""

    submit_label = gettext_lazy("Withdraw the evidence")
    from_query = ("evidence",)

    evidence = forms.ModelChoiceField(queryset=Evidence.objects.none(), label=gettext_lazy("Evidence"))
    reason = of(Evidence, "withdrawn_reason", label=gettext_lazy("Reason"), required=True)

    def prepare(self) -> None:
        super().prepare()
        self.fields["reason"].required = True
        self.fields["evidence"].queryset = self.case.evidence.filter(withdrawn_at=None)
