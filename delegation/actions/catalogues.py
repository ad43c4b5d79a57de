"""Catalogue versions (目录版本): a sheet makes or changes a draft; publishing it, with a day, is an act of its own."""

from __future__ import annotations

from datetime import date, timedelta
from typing import Any

from django.utils.translation import gettext_lazy as _

from delegation import catalogue_sheet, tier_tables
from delegation.models import Catalogue, CatalogueVersion
from delegation.versions import consequences, newest, relied_on_since
from gongshu_enforcement import door, timekeeper
from gongshu_enforcement.administration.permits import ADMINISTRATOR
from gongshu_enforcement.errors import ActionRefused, Finding
from gongshu_enforcement.models import User

from ._register import refusing

ONE_DAY = timedelta(days=1)


@door.action(permission=ADMINISTRATOR, subject=Catalogue, label=_("Take in a catalogue sheet"), group="catalogue")
def import_catalogue(
    catalogue: Catalogue,
    *,
    acting_user: User,
    rows: list[dict[str, Any]],
    label: str,
    source_note: str = "",
    draft: CatalogueVersion | None = None,
) -> CatalogueVersion:
    """Make a draft version of the rows, or bring a draft to what they say; all rows or none. `rows`: as read from a sheet."""
    checked = catalogue_sheet.check(rows)
    if checked.wrong:
        raise ActionRefused(
            [
                Finding(
                    "V1",
                    _("Row %(row)s: %(text)s") % {"row": number, "text": "；".join(texts)},
                    _("Correct the row and choose the sheet again."),
                )
                for number, texts in checked.wrong.items()
            ]
        )
    version = CatalogueVersion(catalogue=catalogue) if draft is None else _draft(catalogue, draft)
    version.label, version.source_note = label.strip(), source_note.strip()
    with refusing("V2", __all__="label"):
        version.full_clean(exclude=["status"])
    version.save()
    found = catalogue_sheet.difference(version.items.all(), checked.items)
    _bring_in(version, found)
    catalogue.ledger_notes = {
        "version": version,
        "added": [item.code for item in found.added],
        "changed": [change.item.code for change in found.changed],
        "removed": [item.code for item in found.removed],
    }
    return version


def _draft(catalogue: Catalogue, given: CatalogueVersion) -> CatalogueVersion:
    version = CatalogueVersion.objects.filter(pk=given.pk, catalogue=catalogue).first()
    if version is None or not version.is_draft:
        raise ActionRefused.because(
            "V3",
            _("This version is published; its items don't change any more."),
            remedy=_("Take the sheet in as a new version."),
        )
    return version


def _bring_in(version: CatalogueVersion, found: catalogue_sheet.Difference) -> None:
    held = {item.code: item for item in version.items.all()}
    for item in found.removed:
        item.delete()
    for change in found.changed:
        row = held[change.item.code]
        for one in change.fields:
            setattr(row, one.name, getattr(change.item, one.name))
        row.save()
    for item in found.added:
        item.version = version
        item.save()


@door.action(permission=ADMINISTRATOR, subject=Catalogue, label=_("Publish a catalogue version"), group="catalogue")
def publish_version(
    catalogue: Catalogue, *, acting_user: User, version: CatalogueVersion, valid_from: date, aware: bool = False
) -> CatalogueVersion:
    """Let a draft count from a day on; the version before counts until the day before, and cases keep theirs.

    `aware`: the person has seen which agreements list codes that go or name another offence now.
    """
    version, before = _draft(catalogue, version), newest(catalogue)
    _check_day(valid_from, before)
    _check_content(version)
    found = consequences(version, valid_from)
    if found.needs_word and not aware:
        raise ActionRefused.because(
            "V7",
            _("Agreements list codes that this version drops or words differently."),
            remedy=_("Look through them below and say that the agreements are dealt with."),
            article="处罚法20(2)",
            field="aware",
        )
    tables = tier_tables.settle(version, before, valid_from)
    if before is not None:
        before.supersede(last_day=min(before.valid_to or valid_from, valid_from - ONE_DAY))
        before.save(update_fields=["status", "valid_to"])
    version.publish(valid_from=valid_from, on=timekeeper.today())
    version.save(update_fields=["status", "valid_from", "valid_to", "published_on"])
    catalogue.ledger_notes = {"supersedes": before, "items": version.items.count(), **tables}
    return version


def _check_day(valid_from: date, before: CatalogueVersion | None) -> None:
    if valid_from <= timekeeper.today() and relied_on_since(valid_from):
        raise ActionRefused.because(
            "V4",
            _("Since %(day)s cases have been handled by the version then in force.") % {"day": valid_from.isoformat()},
            remedy=_("Choose a later day: a version never reaches back."),
            article="处罚法37",
            field="valid_from",
        )
    if before is not None and before.valid_from is not None and valid_from <= before.valid_from:
        raise ActionRefused.because(
            "V4",
            _("“%(label)s” holds from %(day)s; this one must begin later.")
            % {"label": before.label, "day": before.valid_from.isoformat()},
            remedy=_("Choose a later day, or withdraw that version where it has not begun."),
            field="valid_from",
        )


def _check_content(version: CatalogueVersion) -> None:
    if not version.items.exists():
        raise ActionRefused.because("V5", _("The version has no items."), remedy=_("Take in a sheet first."))
    wrong = [
        Finding(
            "V6",
            f"{item.code}：{text}",
            _("Mend its discretion table under System, discretion tiers, or the item's range."),
            "处罚法34",
        )
        for item, text in tier_tables.wrong_tables(version)
    ]
    if wrong:
        raise ActionRefused(wrong)


@door.action(
    permission=ADMINISTRATOR,
    subject=Catalogue,
    label=_("Withdraw a version not yet in force"),
    group="catalogue",
    danger=True,
)
def withdraw_version(
    catalogue: Catalogue, *, acting_user: User, version: CatalogueVersion, reason: str
) -> CatalogueVersion:
    """Take a coming version back to a draft; the one before it goes on. What has begun stays for ever."""
    row = CatalogueVersion.objects.filter(pk=version.pk, catalogue=catalogue).first()
    begun = row is None or row.status != CatalogueVersion.Status.PUBLISHED or row.valid_from <= timekeeper.today()
    if begun:
        raise ActionRefused.because(
            "V8",
            _("Only a published version that has not begun can be withdrawn."),
            remedy=_("Publish a newer version instead."),
        )
    _check_unused(row)
    before = catalogue.versions.filter(
        status=CatalogueVersion.Status.SUPERSEDED, valid_to=row.valid_from - ONE_DAY
    ).first()
    catalogue.ledger_notes = {"valid_from": row.valid_from, "reinstated": before}
    row.withdraw()
    row.save(update_fields=["status", "valid_from", "valid_to", "published_on"])
    if before is not None:
        before.reinstate()
        before.save(update_fields=["status", "valid_to"])
    return row


@door.action(permission=ADMINISTRATOR, subject=Catalogue, label=_("Discard a draft"), group="catalogue", danger=True)
def discard_draft(catalogue: Catalogue, *, acting_user: User, version: CatalogueVersion, reason: str) -> Catalogue:
    """Remove a draft with its items; nothing was ever decided by it."""
    row = _draft(catalogue, version)
    _check_unused(row)
    catalogue.ledger_notes = {"label": row.label, "items": list(row.items.values_list("code", flat=True))}
    row.items.all().delete()
    row.delete()
    return catalogue


def _check_unused(version: CatalogueVersion) -> None:
    agreement = version.agreements.first()
    if agreement is not None:
        raise ActionRefused.because(
            "V9",
            _("Agreement %(number)s is drawn up on this version.") % {"number": agreement.number},
            remedy=_("Change or end the agreement first."),
        )
