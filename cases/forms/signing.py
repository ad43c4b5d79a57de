"""Signing a document on the screen of a tablet or phone (屏幕签名)."""

from __future__ import annotations

import base64
import binascii
from collections.abc import Iterable
from datetime import datetime, timedelta
from io import BytesIO
from typing import Any

from django import forms
from django.core.files.base import ContentFile
from django.utils.dateparse import parse_datetime
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy
from PIL import Image, UnidentifiedImageError

from cases.models import Document, Interview, ScreenSignature
from gongshu_enforcement import timekeeper

from .base import ActionForm, RowForm, RowSection, of
from .notice import DocumentField
from .rows import section

PREFIX = "data:image/png;base64,"
LARGEST = 400_000  # bytes
LEAST_INK = 40  # dark pixels of a picture scaled to 200 × 80: less is a slip of the finger
READ_AND_TRUE = "以上笔录我看过（已向我宣读过），与我说的相符。"
RECORDS = frozenset({"XWBL", "TZBL", "CSSB"})


class SignaturePad(forms.HiddenInput):
    """A field to draw in; what was drawn travels as a PNG in a data: address."""

    input_type = "text"
    template_name = "cases/forms/signature_pad.html"

    def get_context(self, name: str, value: Any, attrs: dict[str, Any] | None) -> dict[str, Any]:
        """The widget's context, with the moment of the last stroke."""
        return super().get_context(name, value, attrs) | {"moment": f"{name}_at"}

    def value_from_datadict(self, data: Any, files: Any, name: str) -> tuple[str, str]:
        """The picture, and when it was drawn by the clock of the screen."""
        return data.get(name, ""), data.get(f"{name}_at", "")

    def format_value(self, value: Any) -> str:
        """The picture alone, to be drawn again on a form that came back."""
        return value[0] if isinstance(value, tuple) else value or ""


class SignatureField(forms.Field):
    """A signature: (ContentFile with a PNG, aware datetime); ValidationError where nothing was written."""

    widget = SignaturePad

    def clean(self, value: tuple[str, str]) -> tuple[ContentFile, datetime]:
        """The picture, opened once to know that it is one, and its moment, never in the future."""
        address, moment = value or ("", "")
        if not address:
            raise forms.ValidationError(_("Sign in the field."), code="required")
        return ContentFile(_png(address), name="signature.png"), _moment(moment)

    def has_changed(self, initial: Any, data: Any) -> bool:
        """Whether something was drawn."""
        return bool(data and data[0])


def _png(address: str) -> bytes:
    try:
        if not address.startswith(PREFIX) or len(address) > LARGEST * 4 / 3:
            raise ValueError
        data = base64.b64decode(address.removeprefix(PREFIX), validate=True)
        with Image.open(BytesIO(data)) as opened:
            if opened.format != "PNG":
                raise ValueError
            small = opened.convert("RGBA").resize((200, 80))
    except (ValueError, binascii.Error, UnidentifiedImageError, OSError, Image.DecompressionBombError) as error:
        raise forms.ValidationError(_("This is no signature; clear the field and sign again.")) from error
    ink = sum(1 for red, _green, _blue, alpha in small.get_flattened_data() if alpha > 60 and red < 140)
    if ink < LEAST_INK:
        raise forms.ValidationError(_("The signature is too short to be read; clear the field and sign again."))
    return data


def _moment(text: str) -> datetime:
    now = timekeeper.now()
    try:
        drawn = parse_datetime(text)
    except ValueError:
        drawn = None
    # The screen's clock may be wrong: what lies in the future or long ago counts as now.
    return drawn if drawn and drawn.tzinfo and now - timedelta(hours=2) <= drawn <= now else now


class SignerRow(RowForm):
    """One person and what they drew."""

    name = of(ScreenSignature, "name")
    role = of(ScreenSignature, "role")
    image = SignatureField(label=gettext_lazy("Signature"))

    def value(self) -> dict[str, Any]:
        """Name, role, picture and moment."""
        picture, at = self.cleaned_data["image"]
        return {"name": self.cleaned_data["name"], "role": self.cleaned_data["role"], "image": picture, "signed_at": at}


class SignForm(ActionForm):
    """The people read the document on the page and sign below it."""

    page = "cases/sign.html"
    submit_label = gettext_lazy("Keep the signatures")
    from_query = ("document",)

    document = DocumentField(queryset=Document.objects.none(), label=gettext_lazy("Document"))
    statement = forms.CharField(
        label=gettext_lazy("What they declare"),
        max_length=200,
        required=False,
        widget=forms.Textarea(attrs={"rows": 2}),
    )

    def prepare(self) -> None:
        super().prepare()
        waiting = self.case.documents.filter(scan="", status=Document.Status.ISSUED)
        self.fields["document"].queryset = waiting
        self._show(self.data.get("document"))

    def prefill(self, query: Any) -> None:
        """The document of the address is shown to be read, and its people are asked to sign."""
        super().prefill(query)
        self._show(self.initial.get("document"))
        self.row_sections = list(self.build_sections())

    def _show(self, given: Any) -> None:
        waiting = self.fields["document"].queryset
        self.shown = waiting.filter(pk=given).first() if str(given or "").isdigit() else None
        if self.shown is not None and self.shown.code in RECORDS:
            self.fields["statement"].initial = READ_AND_TRUE

    def build_sections(self) -> Iterable[RowSection]:
        people = [{"name": name, "role": role} for name, role in self._signers()]
        legend, add = gettext_lazy("Signatures"), gettext_lazy("Add a person")
        hint = gettext_lazy(
            "Read the document above first. Sign with the finger, a pen or the mouse; each moment is kept."
        )
        yield section(self, "signatures", SignerRow, legend, add, hint=hint, initial=people)

    def _signers(self) -> list[tuple[str, str]]:
        role = ScreenSignature.Role
        interview = Interview.objects.filter(document=self.shown).first() if self.shown is not None else None
        if interview is not None:
            officers = ((interview.interviewer.name, role.OFFICER), (interview.recorder.name, role.RECORDER))
            return [(interview.name, role.PARTY), *officers]
        party = self.case.party
        officers = ((row.officer.name, role.OFFICER) for row in self.case.current_handlers())
        return [(party.representative or party.name, role.PARTY), *officers]
