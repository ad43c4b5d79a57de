"""Opening a case and keeping its particulars right until filing is submitted."""

from __future__ import annotations

from datetime import date
from typing import Any

from django.utils.translation import gettext_lazy as _

from cases import access, numbering
from cases.legality import at_the_door
from cases.models import Case, HandlingUnit, Party, Violation
from cases.stages import Stage
from delegation.models import Officer, Organ, Street
from delegation.selectors import agreement_for
from gongshu_enforcement import door, timekeeper
from gongshu_enforcement.errors import StaleContent
from gongshu_enforcement.models import User

from ._case import add_handlers, case_action, note, save_new


@door.action(
    permission=access.OPENER,
    subject=Street,
    label=_("Open a case"),
    form="cases.forms.filing.OpenCaseForm",
    rules=at_the_door,
    opens=True,
)
def open_case(
    street: Street,
    *,
    acting_user: User,
    organ: Organ,
    handling_unit: str,
    party: dict[str, Any],
    violations: list[dict[str, Any]],
    officers: list[Officer],
    source: str,
    found_on: date,
    facts: str,
    place: str = "",
    act_ended_on: date | None = None,
    linked_to: Case | None = None,
) -> Case:
    """Open a case in a street: party, violations, source, facts, two officers (the first leads).

    Raises ActionRefused where an item is not delegated (处罚法 20), the period is over (36), the act is already a
    case (29), or there are not two certified officers (42).
    """
    today = timekeeper.today()
    desk = "own" if handling_unit == HandlingUnit.ORGAN else "handle"
    if street.pk not in access.streets(acting_user, f"{desk}_{organ.code}"):
        raise door.NotPermitted("open_case")
    case = save_new(
        Case(
            reference=numbering.next_reference(today.year),
            organ=organ,
            street=street,
            agreement=agreement_for(street, organ, today) if handling_unit == HandlingUnit.STREET else None,
            handling_unit=handling_unit,
            opened_by_unit=handling_unit,
            party=save_new(Party(**party)),
            source=source,
            found_on=found_on,
            act_ended_on=act_ended_on,
            place=place,
            facts=facts,
            opened_on=today,
            opened_by=acting_user,
            linked_to=linked_to,
            origin=timekeeper.origin(),
        )
    )
    _add_violations(case, violations)
    add_handlers(case, officers)
    return case


def _add_violations(case: Case, violations: list[dict[str, Any]]) -> None:
    for row in violations:
        save_new(
            Violation(case=case, item=row["item"], facts=row.get("facts", ""), is_overdue=row.get("is_overdue", False))
        )


@case_action(
    permission=access.HANDLER,
    label=_("Edit the particulars"),
    stages=[Stage.FILING],
    form="cases.forms.filing.EditCaseForm",
    group="facts",
)
def edit_case(
    case: Case,
    *,
    acting_user: User,
    version: int,
    party: dict[str, Any],
    violations: list[dict[str, Any]],
    source: str,
    found_on: date,
    facts: str,
    place: str = "",
    act_ended_on: date | None = None,
) -> Case:
    """Correct party, facts and violations before filing is approved.

    Raises StaleContent where somebody else saved since `version` was read.
    """
    if version != case.version:
        raise StaleContent(case)
    for name, value in party.items():
        setattr(case.party, name, value)
    case.party.save()
    case.source, case.found_on, case.facts = source, found_on, facts
    case.place, case.act_ended_on = place, act_ended_on
    before = [row.item.code for row in case.violations.select_related("item")]
    case.violations.all().delete()
    _add_violations(case, violations)
    note(case, items_before=before)
    return case
