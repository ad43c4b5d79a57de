"""Entering what the law changed: acts through the one door, so that each is on record with its source."""

from __future__ import annotations

from collections.abc import Iterable
from datetime import date

from django.utils.translation import gettext_lazy as _

from gongshu_enforcement import door, ledger, legal_settings, timekeeper, working_days
from gongshu_enforcement.errors import ActionRefused
from gongshu_enforcement.models import CalendarDay, CalendarYear, LedgerEvent, LegalSetting, User

from .permits import ADMINISTRATOR, LAW_KEEPER, may_enter_for

# Chains of these acts themselves: nothing is decided by them.
OWN_CHAINS = ("legalsetting:", "calendaryear:")
LARGEST = 100_000_000  # yuan or days; beyond that somebody mistyped


def anchor(code: str) -> LegalSetting | None:
    """The oldest row of a setting: its lock and its chain in the ledger stand for the setting."""
    return LegalSetting.objects.filter(code=code).order_by("pk").first()


def relied_on(since: date) -> bool:
    """Whether anything was done on a day or later that may rest on the value then in force."""
    acts = LedgerEvent.objects.filter(happened_on__gte=since)
    for chain in OWN_CHAINS:
        acts = acts.exclude(chain__startswith=chain)
    return acts.exists()


@door.action(
    permission=LAW_KEEPER,
    subject=LegalSetting,
    label=_("Enter a new value of a legal setting"),
    group="system",
)
def set_legal_setting(
    setting: LegalSetting,
    *,
    acting_user: User,
    value: str,
    valid_from: date,
    source: str,
    organ: str = "",
    to_confirm: bool = False,
) -> LegalSetting:
    """Add the value that holds from a day on; `setting`: the code's anchor. What held before is never edited."""
    _check_organ(acting_user, organ)
    _check_day(setting.code, organ, valid_from)
    if not source.strip():
        raise ActionRefused.because(
            "S3",
            _("The value has no source."),
            remedy=_("Name the law with its article, or the notice that says so."),
            field="source",
        )
    row = LegalSetting(
        code=setting.code,
        organ=organ,
        title_zh=setting.title_zh,
        title_en=setting.title_en,
        value=_checked(setting.value_type, value),
        value_type=setting.value_type,
        valid_from=valid_from,
        source=source.strip(),
        to_confirm=to_confirm,
    )
    row.save()
    return row


def _check_organ(user: User, organ: str) -> None:
    if not may_enter_for(user, organ):
        raise ActionRefused.because(
            "S1",
            _("A legal section enters values for its own organ only."),
            remedy=_("Choose your organ; a value for both is entered by the administrator."),
            field="organ",
        )


def _check_day(code: str, organ: str, valid_from: date) -> None:
    if LegalSetting.objects.filter(code=code, organ=organ, valid_from=valid_from).exists():
        raise ActionRefused.because(
            "S2",
            _("There is already a value from %(day)s.") % {"day": valid_from.isoformat()},
            remedy=_("Choose another day; a value that is not yet in force can be withdrawn first."),
            field="valid_from",
        )
    if valid_from < timekeeper.today() and relied_on(valid_from):
        raise ActionRefused.because(
            "S2",
            _("Since %(day)s cases have been handled by the value then in force.") % {"day": valid_from.isoformat()},
            remedy=_("Choose today or a later day: a change never reaches back."),
            article="处罚法37",
            field="valid_from",
        )


def _checked(value_type: str, text: str) -> str:
    """The value in its plain spelling. Raises ActionRefused beside the field where it is not of the type."""
    try:
        value = legal_settings.read(value_type, text)
    except ValueError as error:
        raise ActionRefused.because("S4", str(error), remedy=_EXAMPLES[value_type], field="value") from error
    if value_type in ("int", "decimal") and not 0 <= value <= LARGEST:
        raise ActionRefused.because(
            "S4", _("This number can't be right."), remedy=_("Check the number and its unit."), field="value"
        )
    return legal_settings.spell(value)


_EXAMPLES = {
    "int": _("Write a whole number, e.g. 5 or 50000."),
    "decimal": _("Write a number, e.g. 3 or 0.5."),
    "bool": _("Choose yes or no."),
    "text": _("Write the text as it stands in documents."),
}


@door.action(
    permission=LAW_KEEPER,
    subject=LegalSetting,
    label=_("Withdraw a value not yet in force"),
    group="system",
    danger=True,
)
def withdraw_legal_setting(setting: LegalSetting, *, acting_user: User, pk: int, reason: str) -> LegalSetting:
    """Take back a value that was entered for a later day; what is or was in force stays for ever."""
    row = LegalSetting.objects.filter(code=setting.code, pk=pk).first()
    if row is None or row.valid_from <= timekeeper.today() or row.pk == setting.pk:
        raise ActionRefused.because(
            "S5",
            _("This value is in force already, or gone."),
            remedy=_("Enter a new value with its own day instead."),
        )
    _check_organ(acting_user, row.organ)
    setting.ledger_notes = {"organ": row.organ, "value": row.value, "valid_from": row.valid_from.isoformat()}
    row.delete()
    return setting


# --- The calendar -----------------------------------------------------------------------------------------------------


@door.action(
    permission=ADMINISTRATOR,
    subject=CalendarYear,
    label=_("Enter the working days of a year"),
    group="system",
)
def load_calendar_year(
    year: CalendarYear, *, acting_user: User, days: Iterable[tuple[date, bool, str]], source: str, reason: str = ""
) -> CalendarYear:
    """Take the days off and make-up working days of a year from the State Council's notice: (day, works, holiday).

    A year entered before is replaced as a whole, with the reason.
    """
    if year.year <= working_days.COVERED_UNTIL:
        raise ActionRefused.because(
            "K1",
            _("The program knows the working days of %(year)s already.") % {"year": year.year},
            remedy=_("Choose a later year."),
        )
    if not working_days.covers(year.year - 1):
        raise ActionRefused.because(
            "K2",
            _("The year before, %(year)s, is not known yet.") % {"year": year.year - 1},
            remedy=_("Enter that year first."),
        )
    before = list(year.days.values_list("day", flat=True))
    if before and not reason.strip():
        raise ActionRefused.because(
            "K3",
            _("The working days of %(year)s have been entered before.") % {"year": year.year},
            remedy=_("Say why they are entered again."),
            field="reason",
        )
    year.days.all().delete()
    CalendarDay.objects.bulk_create(
        CalendarDay(notice=year, day=day, is_working=works, name=name, source=source) for day, works, name in days
    )
    year.source, year.loaded_on = source, timekeeper.today()
    year.save(update_fields=["source", "loaded_on"])
    year.ledger_notes = {"replaced": len(before)}
    working_days.forget()
    return year


def history(row: LegalSetting | CalendarYear) -> list[LedgerEvent]:
    """Who entered what and when, newest first."""
    return list(LedgerEvent.objects.filter(chain=ledger.chain_of(row)).order_by("-seq"))


LABELS = {act.action.code: act.action.label for act in (set_legal_setting, withdraw_legal_setting, load_calendar_year)}
