"""Opening a case and editing its particulars (立案)."""

from __future__ import annotations

from collections.abc import Iterable
from typing import Any

from django import forms
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from cases import access
from cases.models import Case, HandlingUnit
from delegation.models import Organ
from gongshu_enforcement import timekeeper
from gongshu_enforcement.errors import Finding

from .base import RowSection, of
from .items import items_for, violation_formset
from .officers import OfficerField, certified, seconds, with_labels
from .party import PartyFields


class CaseFields(PartyFields):
    """Where the case comes from and what happened."""

    source = of(Case, "source", label=gettext_lazy("Source of the case"))
    found_on = of(Case, "found_on", label=gettext_lazy("Violation found on"))
    act_ended_on = of(
        Case,
        "act_ended_on",
        required=False,
        help_text=gettext_lazy(
            "The limitation runs from here: two years, five where life or health was harmed (CF 36). Leave it empty where"
            " the act still goes on."
        ),
    )
    place = of(Case, "place", required=False)
    facts = of(
        Case,
        "facts",
        label=gettext_lazy("Facts of the case"),
        help_text=gettext_lazy("Time, place, who did what, result."),
    )

    case_fieldset = (gettext_lazy("What happened"), ["source", "found_on", "act_ended_on", "place", "facts"])

    def clean(self) -> dict[str, Any]:
        data = super().clean() or self.cleaned_data
        for name in ("found_on", "act_ended_on"):
            if data.get(name) and data[name] > timekeeper.today():
                self.add_error(name, _("This date lies in the future."))
        return data

    def violation_section(self, items: list[Any], initial: list[dict[str, Any]] | None = None) -> RowSection:
        """The rows of violations."""
        return RowSection(
            "violations",
            violation_formset(self.data if self.is_bound else None, items, initial),
            gettext_lazy("Violations"),
            gettext_lazy("Add a violation"),
            gettext_lazy("One or more items of one catalogue. Only what may be handled today is offered."),
        )

    def place_of(self, finding: Finding) -> tuple[forms.Form | None, str]:
        """Findings on items stand beside the first item."""
        if finding.field == "items" and self.row_sections:
            return self.row_sections[0].formset.forms[0], "item"
        return super().place_of(finding)


class OpenCaseForm(CaseFields):
    """The filing form. `subject` is the street; the officer's grants say whether street or organ handles the case."""

    page = "cases/new.html"
    submit_label = gettext_lazy("Open the case")
    places = {**CaseFields.places, "officers": "second_officer"}
    from_query = ("linked_case",)
    tail = ("second_officer", "linked_case")
    tail_legend = gettext_lazy("Officers and linked case")

    organ = forms.ChoiceField(label=gettext_lazy("Catalogue"), widget=forms.RadioSelect)
    second_officer = OfficerField(
        label=gettext_lazy("Second officer"),
        help_text=gettext_lazy("Confirms every submission with you. Two officers with valid certificates (CF 42(1))."),
    )
    linked_case = forms.CharField(
        label=gettext_lazy("Linked case"),
        max_length=20,
        required=False,
        help_text=gettext_lazy("Reference of the case on the same facts, say of the manager of the same firm."),
    )

    @property
    def fieldsets(self) -> list[tuple[Any, list[str]]]:
        """The order on the page; the violations stand below."""
        return [
            *self.party_fieldsets,
            self.case_fieldset,
            (gettext_lazy("Catalogue"), ["organ"]),
        ]

    def prepare(self) -> None:
        super().prepare()
        street, held = self.subject, {}
        for organ in Organ.objects.order_by("code"):
            for desk, unit in (("handle", HandlingUnit.STREET), ("own", HandlingUnit.ORGAN)):
                if street.pk in access.streets(self.user, f"{desk}_{organ.code}"):
                    held.setdefault(organ, unit)
        self.organs: dict[Organ, str] = held
        self.by_street = HandlingUnit.STREET in held.values()
        self.fields["source"].initial = "inspection"
        self.fields["found_on"].initial = timekeeper.today()
        self._prepare_organ()
        self._prepare_second()

    def _prepare_organ(self) -> None:
        field = self.fields["organ"]
        names = {organ.pk: organ.catalogues.first() for organ in self.organs}
        field.choices = [(organ.code, str(names[organ.pk] or organ.name)) for organ in self.organs]
        if len(field.choices) == 1:
            field.widget = forms.HiddenInput()
        if field.choices:
            field.initial = field.choices[0][0]
        field.help_text = gettext_lazy("A case holds items of one catalogue; the organ follows from it.")

    def _prepare_second(self) -> None:
        today = timekeeper.today()
        self.me = getattr(self.user, "officer", None)
        ids: set[int] = set()
        if self.by_street:
            ids = seconds(self.subject, today)
        else:
            for organ in self.organs:
                ids |= certified(None, organ, today)
        ids -= {getattr(self.me, "pk", None)}
        self.fields["second_officer"].queryset = with_labels(ids)
        if len(ids) == 1:
            self.fields["second_officer"].initial = next(iter(ids))

    def build_sections(self) -> Iterable[RowSection]:
        items = items_for(self.subject, self.organs, timekeeper.today(), by_street=self.by_street)
        yield self.violation_section(items)

    def clean_linked_case(self) -> Case | None:
        """The other case, where the officer may read it."""
        reference = self.cleaned_data["linked_case"].strip()
        if not reference:
            return None
        found = access.readable(self.user).filter(reference__iexact=reference).first()
        if found is None:
            raise forms.ValidationError(
                _("There is no case “%(reference)s” that you may read."), params={"reference": reference}
            )
        return found

    def cross_check(self) -> None:
        if self.me is None:
            self.add_error(None, _("Your account is not in the register of officers; ask the administrator."))
        for row in self.row_sections[0].formset.forms:
            item = row.cleaned_data.get("item")
            if item and not row.cleaned_data.get("DELETE"):
                self._check_catalogue(row, item)

    def _check_catalogue(self, row: forms.Form, item: Any) -> None:
        if item.version.catalogue.organ.code != self.cleaned_data["organ"]:
            row.add_error("item", _("This item belongs to the other catalogue; change the item or the catalogue."))
            self.add_error("organ", _("An item below belongs to the other catalogue."))

    def finish(self, data: dict[str, Any]) -> dict[str, Any]:
        data = super().finish(data)
        data["organ"] = next(organ for organ in self.organs if organ.code == data["organ"])
        data["handling_unit"] = str(self.organs[data["organ"]])
        data["officers"] = [self.me, data.pop("second_officer")]
        data["linked_to"] = data.pop("linked_case")
        return data


class EditCaseForm(CaseFields):
    """Correct the particulars until filing is approved; two people editing at once get both texts."""

    submit_label = gettext_lazy("Save the particulars")

    version = forms.IntegerField(widget=forms.HiddenInput)

    @property
    def fieldsets(self) -> list[tuple[Any, list[str]]]:
        """The order on the page."""
        return [*self.party_fieldsets, self.case_fieldset]

    def prepare(self) -> None:
        super().prepare()
        for name in ("version", "source", "found_on", "act_ended_on", "place", "facts"):
            self.fields[name].initial = getattr(self.case, name)

    def build_sections(self) -> Iterable[RowSection]:
        case = self.case
        by_street = case.handling_unit == HandlingUnit.STREET
        items = items_for(case.street, [case.organ], timekeeper.today(), by_street=by_street)
        rows = list(case.violations.select_related("item__version__catalogue__organ"))
        current = {item.code: item for item in items}  # a newer version's item takes the older one's place
        items += [row.item for row in rows if row.item.code not in current]
        chosen = {row.pk: current.get(row.item.code, row.item).pk for row in rows}
        initial = [{"item": chosen[row.pk], "facts": row.facts, "is_overdue": row.is_overdue} for row in rows]
        yield self.violation_section(items, initial)

    def is_valid(self) -> bool:
        """Rows that were there count as filled in even when unchanged."""
        if self.is_bound:
            for row in self.row_sections[0].formset.forms:
                row.empty_permitted = row.empty_permitted and not row.initial
        return super().is_valid()

    def finish(self, data: dict[str, Any]) -> dict[str, Any]:
        data = super().finish(data)
        rows = self.row_sections[0].formset.forms
        kept = [row for row in rows if row.cleaned_data.get("item") and not row.cleaned_data.get("DELETE")]
        data["violations"] = [row.value() for row in kept]
        return data

    def conflict_rows(self, current: Case) -> list[tuple[Any, Any, Any]]:
        """(label, saved now, mine) for what differs; `current` is the case as somebody else left it."""
        theirs = EditCaseForm(case=current, user=self.user, subject=current)
        rows = []
        for bound in self.visible_fields():
            saved, mine = _shown(bound, theirs[bound.name].initial), _shown(bound, bound.data)
            if saved != mine:
                rows.append((bound.label, saved, mine))
        saved = "\n".join(f"{row.item} {row.facts}".strip() for row in current.violations.select_related("item"))
        mine = "\n".join(f"{row['item']} {row['facts']}".strip() for row in self.cleaned_data.get("violations", ()))
        return [*rows, (_("Violations"), saved, mine)] if saved != mine else rows

    def rebase(self, current: Case) -> None:
        """Make the next save count from what is stored now."""
        self.data = self.data.copy()
        self.data["version"] = str(current.version)


def _shown(bound: forms.BoundField, value: Any) -> str:
    """A value as the person sees it."""
    choices = {str(key): str(text) for key, text in getattr(bound.field, "choices", ())}
    text = "" if value is None else str(value).replace("\r\n", "\n").strip()
    return choices.get(text, text)
