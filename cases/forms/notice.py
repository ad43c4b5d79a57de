"""The forms around the advance notice, gathered where the actions look for them (告知、送达、陈述申辩)."""

from __future__ import annotations

from collections.abc import Iterable
from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _

from cases.models import Defence, Document, Service, Speaker
from gongshu_enforcement.uploads import SCAN_KINDS, check_upload

from .base import ActionForm, DatedForm, RowForm, RowSection, of
from .officers import OfficersForm
from .rows import section

__all__ = [
    "AnswerDefenceForm",
    "DefenceForm",
    "IssueNoticeForm",
    "ServeForm",
    "WaiverForm",
]


class IssueNoticeForm(ActionForm):
    """Nothing to type: the notice says what discretion settled."""

    page = "cases/forms/issue_notice.html"
    submit_label = _("Issue the notice")


class DocumentField(forms.ModelChoiceField):
    """Issued documents by title and number."""

    def label_from_instance(self, document: Document) -> str:
        """Title, number, day of issue."""
        return " · ".join(filter(None, (document.title, document.number, f"{document.issued_on:%Y-%m-%d}")))


class ServeForm(OfficersForm, DatedForm):
    """The service of one document (送达回证)."""

    submit_label = _("Record the service")
    from_query = ("document",)
    places = {**OfficersForm.places, "note": "note_text"}

    document = DocumentField(queryset=Document.objects.none(), label=_("Document served"))
    method = of(
        Service,
        "method",
        initial="direct",
        help_text=_(
            "Electronic service needs the party's signed consent; public notice counts from the end of its period."
        ),
    )
    place = of(Service, "place")
    recipient = of(Service, "recipient")
    note_text = of(Service, "note", required=False)
    proof = forms.FileField(
        label=_("Proof of service"),
        required=False,
        help_text=_(
            "Signed receipt, return slip, photo or film still, record of the arrival: PDF or picture, for the dossier."
        ),
    )

    fieldsets = [
        (_("Service"), ["document", "happened_on", "method", "place", "recipient", "note_text", "proof"]),
        (_("Officers"), ["first_officer", "second_officer", "late_reason"]),
    ]

    def prepare(self) -> None:
        from cases.actions.notice import to_serve, unserved

        super().prepare()
        party = self.case.party
        self.fields["document"].queryset = to_serve(self.case)
        first = unserved(self.case).first()
        self.fields["document"].initial = first.pk if first else None
        self.fields["happened_on"].label = _("Served on")
        self.fields["place"].initial = party.service_address or party.address
        self.fields["recipient"].initial = party.service_recipient or party.representative or party.name[:50]

    def clean_proof(self) -> Any:
        """A PDF or a picture by its content."""
        proof = self.cleaned_data.get("proof")
        return check_upload(proof, SCAN_KINDS) if proof else None


class WaiverForm(DatedForm):
    """The party gives up its defence (and hearing) in writing; it ends the period at once."""

    submit_label = _("Record the waiver")

    signed_by = forms.CharField(
        label=_("Signed by"),
        max_length=50,
        help_text=_("The signed statement goes into the dossier as a scan (CF 44, 45)."),
    )
    hearing_too = forms.BooleanField(
        label=_("The party gives up the hearing too"),
        required=False,
        initial=True,
        help_text=_("Only where the statement says so; otherwise the period for asking runs on (CF 64(1))."),
    )

    def prepare(self) -> None:
        super().prepare()
        party, notice = self.case.party, self.case.standing_notice()
        self.fields["happened_on"].label = _("Signed on")
        if notice is None or not notice.with_hearing:
            del self.fields["hearing_too"]
        self.fields["signed_by"].initial = party.representative if party.is_unit else party.name[:50]


class PointRow(RowForm):
    """One point of the defence."""

    point = of(Defence, "point", widget=forms.Textarea(attrs={"rows": 2}))


class DefenceForm(OfficersForm, DatedForm):
    """What the party says, point by point (陈述申辩)."""

    submit_label = _("Record the defence")

    speaker = of(Defence, "speaker")
    speaker_role = of(Defence, "speaker_role", required=True, widget=forms.RadioSelect)
    authority = of(
        Defence,
        "authority",
        required=False,
        help_text=_("Date and scope of the letter of authority; it goes into the dossier as a scan."),
    )
    in_writing = of(Defence, "in_writing", required=False, label=_("Handed in in writing"))

    fieldsets = [
        (_("Defence"), ["happened_on", "speaker", "speaker_role", "authority", "in_writing"]),
        (_("Officers"), ["first_officer", "second_officer", "late_reason"]),
    ]

    def prepare(self) -> None:
        super().prepare()
        party = self.case.party
        self.fields["speaker"].initial = party.representative if party.is_unit else party.name[:50]
        self.fields["speaker_role"].choices = Speaker.choices
        self.fields["speaker_role"].initial = Speaker.REPRESENTATIVE if party.is_unit else Speaker.PARTY

    def build_sections(self) -> Iterable[RowSection]:
        hint = _("Each gets its own answer. A defence never makes the penalty heavier (CF 45(2)).")
        yield section(self, "points", PointRow, _("Points of the defence"), _("Add a point"), hint=hint, blank=2)


class AnswerRow(RowForm):
    """The answer to one point."""

    answer = of(Defence, "answer", required=True, widget=forms.Textarea(attrs={"rows": 3}))
    accepted = forms.TypedChoiceField(
        label=_("Is the point accepted?"),
        choices=[("yes", _("Yes")), ("no", _("No"))],
        coerce=lambda value: value == "yes",
        widget=forms.RadioSelect,
    )

    def __init__(self, *args: Any, defence: Defence, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["answer"].required = True
        self.title = defence.point
        self.defence = defence

    def value(self) -> dict[str, Any]:
        return {"id": self.defence.pk, **super().value()}


class AnswerDefenceForm(ActionForm):
    """An answer to each point not answered yet (复核)."""

    submit_label = _("Record the answers")

    def build_fixed_rows(self) -> Iterable[RowForm]:
        notice = self.case.standing_notice()
        waiting = notice.defences.filter(answer="") if notice else ()
        data = self.data if self.is_bound else None
        return [AnswerRow(data, prefix=f"defence-{defence.pk}", defence=defence) for defence in waiting]

    def finish(self, data: dict[str, Any]) -> dict[str, Any]:
        data = super().finish(data)
        data["answers"] = [row.value() for row in self.fixed_rows]
        return data
