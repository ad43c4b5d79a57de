"""Discretion tables and circumstances out as a sheet and in again, so that no case that is under way changes its law.

Only what begins after today may be added or changed: a table or circumstance that has begun is kept by the cases of its
days. The preview shows every change; one wrong row, and nothing is saved.
"""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from datetime import date, datetime
from decimal import Decimal, InvalidOperation
from itertools import pairwise
from typing import Any

from django.core.exceptions import ValidationError
from django.db import models
from django.utils import translation
from django.utils.formats import sanitize_separators
from django.utils.translation import gettext as _
from import_export import fields, resources
from import_export.results import Result, RowResult
from import_export.widgets import Widget

from gongshu_enforcement import timekeeper

from .models import CatalogueVersion, DiscretionFactor, DiscretionTier, Item
from .models.item import FineRange, Stage, Target

LANGUAGES = ("zh-hans", "en")
MITIGATED = DiscretionTier.Tier.MITIGATED


# --- Cells ------------------------------------------------------------------------------------------------------------


class BadCell(ValidationError, ValueError):
    """A cell that can't be read: said of its row and column, also where the row is looked up by it."""

    def __str__(self) -> str:
        return " ".join(self.messages)


class ChoiceCell(Widget):
    """One of few values: shown by its name, read by name (in either language) or code."""

    def __init__(self, choices: type[models.TextChoices]) -> None:
        super().__init__()
        self.choices = choices

    def clean(self, value: Any, row: Any = None, **kwargs: Any) -> str:
        """The code of what is written. Raises BadCell."""
        written = str(value or "").strip()
        for code, label in self.choices.choices:
            if written in {code, *_in_all_languages(label)}:
                return code
        offered = "、".join(str(label) for label in self.choices.labels)
        raise BadCell(_("“%(written)s” is none of: %(offered)s.") % {"written": written, "offered": offered})

    def render(self, value: Any, obj: Any = None, **kwargs: Any) -> str:
        """The name in the reader's language."""
        return str(dict(self.choices.choices).get(value, ""))


def _in_all_languages(label: Any) -> Iterable[str]:
    for language in LANGUAGES:
        with translation.override(language):
            yield str(label)


class YesNoCell(Widget):
    """Yes or no; anything else is an error, not a no."""

    YES = frozenset({"y", "yes", "是", "1", "true"})
    NO = frozenset({"n", "no", "否", "0", "false"})

    def clean(self, value: Any, row: Any = None, **kwargs: Any) -> bool:
        """What is written as a truth value. Raises BadCell."""
        written = str("" if value is None else value).strip().lower()
        if written in self.YES | self.NO:
            return written in self.YES
        raise BadCell(_("“%(written)s” is neither yes nor no.") % {"written": written})

    def render(self, value: Any, obj: Any = None, **kwargs: Any) -> str:
        """是 or 否, in the reader's language."""
        return str(_("Yes") if value else _("No"))


class DayCell(Widget):
    """A day, typed or as the spreadsheet keeps it."""

    def clean(self, value: Any, row: Any = None, **kwargs: Any) -> date | None:
        """The day; None for an empty cell. Raises BadCell."""
        if isinstance(value, datetime):
            return value.date()
        if value in (None, "") or isinstance(value, date):
            return value or None
        try:
            return date.fromisoformat(str(value).strip())
        except ValueError as error:
            raise BadCell(_("“%(written)s” is no day; write it as 2027-01-01.") % {"written": value}) from error

    def render(self, value: Any, obj: Any = None, **kwargs: Any) -> str:
        """2027-01-01"""
        return value.isoformat() if value else ""


class YuanCell(Widget):
    """An amount in yuan."""

    def clean(self, value: Any, row: Any = None, **kwargs: Any) -> Decimal | None:
        """The amount; None for an empty cell. Raises BadCell."""
        written = str("" if value is None else value).strip()
        if not written:
            return None
        try:
            amount = Decimal(str(sanitize_separators(written)))
        except InvalidOperation as error:
            raise BadCell(_("“%(written)s” is no amount in yuan.") % {"written": written}) from error
        if not amount.is_finite():
            raise BadCell(_("“%(written)s” is no amount in yuan.") % {"written": written})
        return amount.quantize(Decimal("0.01"))

    def render(self, value: Any, obj: Any = None, **kwargs: Any) -> str:
        """20000 or 20000.50"""
        return "" if value is None else f"{value:.2f}".removesuffix(".00")


class ItemCell(Widget):
    """An item by its code: of the version named in the row, else of the newest published one."""

    def clean(self, value: Any, row: Any = None, **kwargs: Any) -> Item:
        """The item. Raises BadCell."""
        code, label = str(value or "").strip(), str((row or {}).get("version") or "").strip()
        found = Item.objects.filter(code=code).select_related("version").order_by("version__valid_from")
        if label:
            found = found.filter(version__label=label)
        else:
            found = found.filter(version__status=CatalogueVersion.Status.PUBLISHED)
        item = found.last()
        if item is None:
            raise BadCell(
                _("No item %(code)s in %(version)s.")
                % {"code": code or "—", "version": label or _("a published catalogue")}
            )
        return item

    def render(self, value: Any, obj: Any = None, **kwargs: Any) -> str:
        """Its code."""
        return value.code if value else ""


# --- What may change --------------------------------------------------------------------------------------------------


def check_begins_later(begins: date | None, held_since: date | None) -> None:
    """Refuse to change what has begun, or to add what begins today or before (ValidationError)."""
    today = timekeeper.today()
    if held_since is not None and held_since <= today:
        raise ValidationError(
            {
                "valid_from": _(
                    "This holds since %(day)s, and cases keep it. Put the change in as new rows with a later day."
                )
                % {"day": held_since.isoformat()}
            }
        )
    if begins is not None and begins <= today:
        raise ValidationError(
            {"valid_from": _("New rows begin after today, so that no case under way changes its law.")}
        )


def own_range(tier: DiscretionTier) -> FineRange | None:
    """The statutory range that a tier divides; None where the law has none there."""
    return tier.item.own_range("alt" if tier.alternative else f"{tier.target}_{tier.stage}")


def check_within_law(tier: DiscretionTier) -> None:
    """Refuse a tier outside the statutory range, or a mitigated one not below it (ValidationError)."""
    law = own_range(tier)
    if law is None:
        raise ValidationError({"stage": _("The law knows no fine for this item, target and stage.")})
    if tier.fine_min is None or tier.fine_max is None:
        if tier.tier != MITIGATED:
            raise ValidationError({"fine_max": _("Only a mitigated tier may be without amounts.")})
        return
    low, high = (Decimal(0), law.minimum) if tier.tier == MITIGATED else (law.minimum, law.maximum)
    if tier.fine_min < low or tier.fine_max > high:
        said = {"low": f"{low:,.0f}", "high": f"{high:,.0f}"}
        raise ValidationError({"fine_max": _("The tier leaves %(low)s–%(high)s yuan, what the law allows.") % said})


def gaps_in(table: Sequence[DiscretionTier]) -> str:
    """What is wrong with the tiers of one table together: they cover the statutory range once; “” where they do."""
    ladder = sorted(
        (tier for tier in table if tier.tier != MITIGATED and tier.fine_max is not None), key=lambda tier: tier.fine_min
    )
    law = own_range(table[0])
    if not ladder or law is None:
        return _("No tier has amounts.")
    first, last = ladder[0], ladder[-1]
    if first.fine_min != law.minimum or first.min_inclusive != (law.minimum > 0) or last.fine_max != law.maximum:
        return _("The tiers together don't cover %(low)s–%(high)s yuan, the statutory range.") % {
            "low": f"{law.minimum:,.0f}",
            "high": f"{law.maximum:,.0f}",
        }
    for below, above in pairwise(ladder):
        if below.fine_max != above.fine_min or above.min_inclusive:
            return _("Between %(below)s and %(above)s an amount lies in no tier, or in two.") % {
                "below": below.get_tier_display(),
                "above": above.get_tier_display(),
            }
        if below.rank >= above.rank:
            return _("%(above)s is no graver tier than %(below)s, but has higher fines.") % {
                "below": below.get_tier_display(),
                "above": above.get_tier_display(),
            }
    return ""


# --- The two tables ---------------------------------------------------------------------------------------------------


class LawResource(resources.ModelResource):
    """Rows of law by date: unchanged ones are skipped, wrong ones named, and with one wrong row nothing is saved."""

    def after_init_instance(self, instance: Any, new: bool, row: Any, **kwargs: Any) -> None:
        """Remember how the row stands."""
        self.stored = None if new else type(instance)(**{f.attname: getattr(instance, f.attname) for f in self._all()})

    def _all(self) -> Iterable[models.Field]:
        return self._meta.model._meta.concrete_fields

    def validate_instance(
        self, instance: Any, import_validation_errors: Any = None, validate_unique: bool = True
    ) -> None:
        """What the model asks, then what the law of running cases asks."""
        super().validate_instance(instance, import_validation_errors, validate_unique)
        self.check(instance)

    def check(self, instance: Any) -> None:
        """Refuse what would reach back (ValidationError)."""
        check_begins_later(instance.valid_from, self.stored.valid_from if self.stored else None)


class DiscretionTierResource(LawResource):
    """Discretion tiers (e.g. the city's 裁量权基准); a row is found by item, target, stage, range, tier and first day."""

    item = fields.Field(attribute="item", column_name="item", widget=ItemCell())
    version = fields.Field(attribute="item__version__label", column_name="version", readonly=True)
    target = fields.Field("target", "target", ChoiceCell(Target))
    stage = fields.Field("stage", "stage", ChoiceCell(Stage))
    tier = fields.Field("tier", "tier", ChoiceCell(DiscretionTier.Tier))
    alternative = fields.Field("alternative", "alternative", YesNoCell())
    min_inclusive = fields.Field("min_inclusive", "min_inclusive", YesNoCell())
    derived = fields.Field("derived", "derived", YesNoCell())
    fine_min = fields.Field("fine_min", "fine_min", YuanCell())
    fine_max = fields.Field("fine_max", "fine_max", YuanCell())
    valid_from = fields.Field("valid_from", "valid_from", DayCell())

    class Meta:
        model = DiscretionTier
        import_id_fields = ("item", "target", "stage", "alternative", "tier", "valid_from")
        exclude = ("id",)
        skip_unchanged = True
        report_skipped = True
        clean_model_instances = True

    def before_import(self, dataset: Any, **kwargs: Any) -> None:
        """Begin with no table touched."""
        self.touched: dict[tuple[Any, ...], tuple[int, Any, RowResult]] = {}

    def check(self, instance: DiscretionTier) -> None:
        """Neither reach back nor leave the law."""
        super().check(instance)
        check_within_law(instance)

    def after_import_row(self, row: Any, row_result: RowResult, **kwargs: Any) -> None:
        """Note which tables have new or changed rows; the first row of each stands for it."""
        if row_result.import_type not in (RowResult.IMPORT_TYPE_NEW, RowResult.IMPORT_TYPE_UPDATE):
            return
        saved = DiscretionTier.objects.get(pk=row_result.object_id)
        key = (saved.item_id, *saved.range, saved.valid_from)
        self.touched.setdefault(key, (kwargs["row_number"], row, row_result))

    def after_import(self, dataset: Any, result: Result, **kwargs: Any) -> None:
        """Every table that was touched must be whole; what is wrong stands with its first row."""
        if result.invalid_rows or result.has_errors():
            return
        for (item, target, stage, alternative, begins), (number, row, row_result) in self.touched.items():
            table = DiscretionTier.objects.filter(item=item, target=target, stage=stage, valid_from=begins)
            wrong = gaps_in(list(table.filter(alternative=alternative).select_related("item")))
            if wrong:
                error = ValidationError({"fine_max": f"{row_result.object_repr}：{wrong}"})
                row_result.import_type, row_result.validation_error = RowResult.IMPORT_TYPE_INVALID, error
                result.append_invalid_row(number, row, error)


class DiscretionFactorResource(LawResource):
    """Circumstances; a row is found by code, organ and first day. One that holds may be given its last day, no more."""

    kind = fields.Field("kind", "kind", ChoiceCell(DiscretionFactor.Kind))
    effect = fields.Field("effect", "effect", ChoiceCell(DiscretionFactor.Effect))
    applies_to = fields.Field("applies_to", "applies_to", ChoiceCell(Item.Subject))
    mandatory = fields.Field("mandatory", "mandatory", YesNoCell())
    needs_evidence = fields.Field("needs_evidence", "needs_evidence", YesNoCell())
    to_confirm = fields.Field("to_confirm", "to_confirm", YesNoCell())
    valid_from = fields.Field("valid_from", "valid_from", DayCell())
    valid_to = fields.Field("valid_to", "valid_to", DayCell())

    class Meta:
        model = DiscretionFactor
        import_id_fields = ("code", "organ", "valid_from")
        exclude = ("id",)
        skip_unchanged = True
        report_skipped = True
        clean_model_instances = True

    def check(self, instance: DiscretionFactor) -> None:
        """An end from today on is the one change that reaches back to nobody."""
        if self.stored is None or not only_ends(self.stored, instance):
            super().check(instance)


def only_ends(stored: DiscretionFactor, changed: DiscretionFactor) -> bool:
    """Whether nothing but the last day changes, and neither the old nor the new one lies before today."""
    names = [field.attname for field in stored._meta.concrete_fields if field.attname != "valid_to"]
    if any(getattr(stored, name) != getattr(changed, name) for name in names):
        return False
    return all(day is None or day >= timekeeper.today() for day in (stored.valid_to, changed.valid_to))
