"""Which piece proves which fact (证据与待证事实对应表): one row of boxes per fact of each violation."""

from __future__ import annotations

from typing import Any

from django import forms
from django.utils.translation import gettext_lazy

from cases.models import Document, EvidenceLink

from .base import ActionForm

RECORDS = ("JCJL", "XWBL", "KYBL", "CYQZ")  # records that are proof themselves
Element = EvidenceLink.Element


def proofs_of(case: Any) -> list[tuple[str, str]]:
    """What can prove something: (key, label) of evidence that stands and of records."""
    pieces = [(f"e{row.pk}", row.title) for row in case.evidence.filter(withdrawn_at=None).order_by("pk")]
    records = case.documents.filter(code__in=RECORDS, status=Document.Status.ISSUED).order_by("pk")
    return pieces + [(f"d{row.pk}", f"{row.title} {row.number}".strip()) for row in records]


class MatrixForm(ActionForm):
    """The whole matrix at once; what stays empty is shown as missing."""

    submit_label = gettext_lazy("Save the matrix")

    def prepare(self) -> None:
        super().prepare()
        choices, held = proofs_of(self.case), self._held()
        self.fieldsets = []
        for violation in self.case.violations.select_related("item"):
            names = []
            for element in Element:
                name = f"v{violation.pk}-{element.value}"
                self.fields[name] = forms.MultipleChoiceField(
                    label=element.label, choices=choices, required=False, widget=forms.CheckboxSelectMultiple
                )
                self.initial[name] = held.get((violation.pk, element.value), [])
                names.append(name)
            self.fieldsets.append((f"{violation.item.code} {violation.item.title}", names))

    def _held(self) -> dict[tuple[int, str], list[str]]:
        held: dict[tuple[int, str], list[str]] = {}
        for link in EvidenceLink.objects.filter(violation__case=self.case):
            key = f"e{link.evidence_id}" if link.evidence_id else f"d{link.document_id}"
            held.setdefault((link.violation_id, link.element), []).append(key)
        return held

    def finish(self, data: dict[str, Any]) -> dict[str, Any]:
        data = super().finish(data)
        cells = []
        for name, keys in data.items():
            violation, element = name[1:].split("-", 1)
            ids = {kind: [int(key[1:]) for key in keys if key[0] == kind] for kind in "ed"}
            cells.append({"violation": int(violation), "element": element, "evidence": ids["e"], "documents": ids["d"]})
        return {"cells": [cell for cell in cells if cell["evidence"] or cell["documents"]]}
