"""The party's fields, shared by opening a case and editing its particulars."""

from __future__ import annotations

from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _

from cases.models import Party, PartyKind

from .base import ActionForm, of
from .codes import CodeField, birth_date, check_credit_code, check_id_number, gender

COMMON = ("name", "address", "postcode", "phone")
UNIT = ("credit_code", "representative", "representative_title")
INDIVIDUAL = ("id_number", "employer", "employer_position", "employer_address")
ONLY_FOR = {**dict.fromkeys(UNIT, "unit"), **dict.fromkeys(INDIVIDUAL, "individual")}


class PartyFields(ActionForm):
    """Unit or individual; fields of the other kind are hidden where there is JavaScript, and ignored in any case."""

    places = {field: f"party_{field}" for field in (*COMMON, *UNIT, *INDIVIDUAL, "kind")}

    party_kind = of(Party, "kind", widget=forms.RadioSelect, label=_("The party is"))
    party_name = of(Party, "name", label=_("Name of the party"), help_text=_("As on the licence or the ID card."))
    party_credit_code = CodeField(
        check_credit_code,
        label=_("Unified social credit code"),
        help_text=_("18 characters, as on the business licence; small letters are fine."),
    )
    party_representative = of(Party, "representative", required=True)
    party_representative_title = of(Party, "representative_title", required=False)
    party_id_number = CodeField(
        check_id_number,
        label=_("ID number"),
        help_text=_("Date of birth and gender are taken from it."),
    )
    party_employer = of(Party, "employer", required=False)
    party_employer_position = of(Party, "employer_position", label=_("Position there"), required=False)
    party_employer_address = of(Party, "employer_address", required=False)
    party_address = of(Party, "address")
    party_postcode = of(Party, "postcode", required=False, widget=forms.TextInput(attrs={"inputmode": "numeric"}))
    party_phone = of(Party, "phone", required=False, widget=forms.TextInput(attrs={"type": "tel"}))

    party_fieldsets = [
        (_("Party"), ["party_kind", "party_name"]),
        (_("If a unit"), [f"party_{name}" for name in UNIT]),
        (_("If an individual"), [f"party_{name}" for name in INDIVIDUAL]),
        (_("How to reach the party"), ["party_address", "party_postcode", "party_phone"]),
    ]

    def prepare(self) -> None:
        super().prepare()
        self.fields["party_representative"].required = True
        self.fields["party_kind"].initial = PartyKind.UNIT
        for name, kind in ONLY_FOR.items():
            self.fields[f"party_{name}"].widget.attrs |= {"data-when": "party_kind", "data-when-value": kind}
        party = self.case.party if self.case is not None else None
        for name in ("kind", *COMMON, *UNIT, *INDIVIDUAL):
            if party is not None:
                self.fields[f"party_{name}"].initial = getattr(party, name)

    def _clean_fields(self) -> None:
        """Fields of the other kind of party count for nothing, right or wrong."""
        super()._clean_fields()
        kind = self.cleaned_data.get("party_kind")
        for name, only in ONLY_FOR.items():
            if kind and only != kind:
                self.errors.pop(f"party_{name}", None)
                self.cleaned_data[f"party_{name}"] = ""

    def finish(self, data: dict[str, Any]) -> dict[str, Any]:
        data = super().finish(data)
        party = {name.removeprefix("party_"): data.pop(name) for name in list(data) if name.startswith("party_")}
        number = party["id_number"]
        party["born_on"] = birth_date(number) if number else None
        party["gender"] = gender(number) if number else ""
        data["party"] = party
        return data
