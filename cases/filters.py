"""The filters of the case list: nine chips and the search. Their choices cost two queries in five minutes."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

import django_filters as filters
from django.core.cache import cache
from django.db.models import Exists, OuterRef, Q, QuerySet
from django.utils.translation import gettext_lazy as _

from cases import access, selectors
from cases.models import Case, Handler, HandlingUnit, Violation
from cases.stages import Outcome, Stage
from delegation.models import CatalogueVersion, Item, Organ, Street
from gongshu_enforcement import timekeeper
from gongshu_enforcement.models import User

Choices = list[tuple[Any, str]]
KEEP_SECONDS = 300


def _kept(key: str, read: Callable[[], Choices]) -> Choices:
    """Choices from the cache; a renamed street shows within five minutes."""
    found = cache.get(key)
    if found is None:
        found = read()
        cache.set(key, found, KEEP_SECONDS)
    return found


def _all_streets() -> Choices:
    return _kept("filter-streets", lambda: list(Street.objects.values_list("pk", "name")))


def _all_items() -> Choices:
    def read() -> Choices:
        published = Item.objects.exclude(version__status=CatalogueVersion.Status.DRAFT)
        rows = published.order_by("code", "version__valid_from").values_list("code", "title")
        return list({code: f"{code} {title}" for code, title in rows}.items())  # by the name it has now

    return _kept("filter-items", read)


class CaseFilter(filters.FilterSet):
    """Search by party, code or number; street, organ, stage, outcome, item, days of filing, limit, unit, mine."""

    q = filters.CharFilter(label=_("Party, credit code, number, reference"), method="search")
    mine = filters.ChoiceFilter(
        label=_("Whose"), method="of_mine", choices=[("1", _("Handled by me")), ("part", _("I took part"))]
    )
    light = filters.ChoiceFilter(
        label=_("Limit"),
        method="by_light",
        choices=[("late", _("Past its limit")), ("near", _("Within three working days"))],
    )
    stage = filters.ChoiceFilter(
        label=_("Stage"), method="by_stage", choices=[("open", _("All open cases")), *Stage.choices]
    )
    street = filters.ChoiceFilter(label=_("Street"), field_name="street_id")
    organ = filters.ChoiceFilter(label=_("Organ"), field_name="organ__code", choices=Organ.Code.choices)
    item = filters.ChoiceFilter(label=_("Item"), method="by_item")
    outcome = filters.ChoiceFilter(label=_("Outcome"), choices=Outcome.choices)
    unit = filters.ChoiceFilter(label=_("Handled by"), field_name="handling_unit", choices=HandlingUnit.choices)
    filed = filters.DateFromToRangeFilter(label=_("Filed"), field_name="filed_on")

    class Meta:
        model = Case
        fields: tuple[str, ...] = ()

    def __init__(self, *args: Any, user: User, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.user = user
        held = {pk for organ in access.ORGANS for pk in access.streets(user, f"view_{organ}")}
        # One street to choose from is no choice.
        self.filters["street"].extra["choices"] = [(pk, name) for pk, name in _all_streets() if pk in held]
        self.filters["item"].extra["choices"] = _all_items()

    def search(self, queryset: QuerySet[Case], name: str, value: str) -> QuerySet[Case]:
        """Every word must be found: in the party's name, or as the beginning of a code or number."""
        for word in value.split():
            code = word.upper()
            queryset = queryset.filter(
                Q(party__name__icontains=word)
                | Q(party__credit_code__startswith=code)
                | Q(party__id_number__startswith=code)
                | Q(number__icontains=word)
                | Q(reference__startswith=code)
            )
        return queryset

    def of_mine(self, queryset: QuerySet[Case], name: str, value: str) -> QuerySet[Case]:
        """Cases the person handles now, or took part in at some time."""
        if value == "part":
            return queryset.filter(pk__in=selectors.took_part(self.user).values("pk"))
        handles = Handler.objects.filter(case=OuterRef("pk"), officer__user=self.user, until=None)
        return queryset.filter(Exists(handles))

    def by_light(self, queryset: QuerySet[Case], name: str, value: str) -> QuerySet[Case]:
        """Cases late or near their limit."""
        return queryset.filter(selectors.light_filter(value, timekeeper.today()))

    def by_stage(self, queryset: QuerySet[Case], name: str, value: str) -> QuerySet[Case]:
        """One stage, or everything that has not ended."""
        return queryset.open() if value == "open" else queryset.filter(stage=value)

    def by_item(self, queryset: QuerySet[Case], name: str, value: str) -> QuerySet[Case]:
        """Cases with a violation of an item, by its code, in whichever version of the catalogue."""
        return queryset.filter(Exists(Violation.objects.filter(case=OuterRef("pk"), item__code=value)))
