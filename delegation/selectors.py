"""Reads of delegation, query-lean."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date

from django.db.models import Count, Exists, OuterRef, Prefetch, Q, QuerySet

from .models import Agreement, Catalogue, CatalogueVersion, Certificate, Item, MentoringGroup, Officer, Organ, Street

FEWEST_OFFICERS = 2  # 处罚法 42(1)


def agreement_for(street: Street, organ: Organ, on: date) -> Agreement | None:
    """The one agreement of the street with the organ that gives power on the day."""
    return (
        Agreement.objects.in_force_on(on)
        .filter(street=street, organ=organ)
        .select_related("organ", "street", "version__catalogue")
        .first()
    )


def items_in_force(on: date) -> QuerySet[Item]:
    """Items of the catalogue versions that count on the day, by code."""
    return (
        Item.objects.filter(version__in=CatalogueVersion.objects.in_force_on(on))
        .select_related("version__catalogue__organ")
        .order_by("code")
    )


def delegated_items(street: Street, on: date, organ: Organ | None = None) -> QuerySet[Item]:
    """Items delegated to the street and in force on the day, by code; of one organ where given (A1).

    An agreement delegates offences by their code, whichever version it was signed under; which text counts says the day.
    """
    agreements = Agreement.objects.in_force_on(on).filter(street=street)
    if organ is not None:
        agreements = agreements.filter(organ=organ)
    signed = Item.objects.filter(
        agreements__in=agreements, code=OuterRef("code"), version__catalogue=OuterRef("version__catalogue")
    )
    return items_in_force(on).filter(Exists(signed))


def delegates(agreement: Agreement, item: Item) -> bool:
    """Whether the agreement delegates the offence, whichever version's row it is; reads prefetched items."""
    if item.version.catalogue_id != agreement.version.catalogue_id:
        return False
    return any(own.code == item.code for own in agreement.items.all())


def with_valid_certificate(people: QuerySet[Officer], on: date) -> QuerySet[Officer]:
    """Active people whose enforcement certificate is valid on the day; auxiliaries and grid workers never count."""
    valid = Certificate.objects.filter(
        officer=OuterRef("pk"), kind=Certificate.Kind.ENFORCEMENT, valid_from__lte=on, valid_to__gte=on
    )
    valid = valid.filter(Q(ended_on=None) | Q(ended_on__gt=on))
    return people.filter(Exists(valid), active=True).exclude(kind__in=Officer.NEVER_AN_OFFICER)


def officers_of(street: Street, on: date) -> QuerySet[Officer]:
    """The street's licensed officers who may act on the day, with their certificates read ahead."""
    people = street.officers.filter(kind=Officer.Kind.OFFICER)
    return with_valid_certificate(people, on).select_related("user", "street").prefetch_related("certificates")


def officers_of_organ(organ: Organ, on: date) -> QuerySet[Officer]:
    """The organ's own licensed officers who may act on the day."""
    people = organ.officers.filter(kind=Officer.Kind.OFFICER)
    return with_valid_certificate(people, on).select_related("user", "organ").prefetch_related("certificates")


def licensed_officers(on: date) -> QuerySet[Officer]:
    """Everybody in the district with a valid enforcement certificate, liaisons included."""
    return with_valid_certificate(Officer.objects.all(), on)


def liaison_of(street: Street) -> Officer | None:
    """The liaison who mentors the street."""
    group = MentoringGroup.objects.filter(streets=street).select_related("liaison__user").first()
    return group.liaison if group else None


def public_agreements() -> QuerySet[Agreement]:
    """Agreements to be shown to everybody: whatever was published, and what became of it (处罚法 20(2))."""
    return (
        Agreement.objects.public()
        .select_related("organ", "street", "version__catalogue")
        .prefetch_related("suspensions")
        .annotate(item_count=Count("items", distinct=True))
        .order_by("street__code", "-version__catalogue__code", "-valid_from")
    )


def agreements(words: str = "", organ: str = "") -> QuerySet[Agreement]:
    """All agreements, drafts included, the newest of each street first; by number or street, by organ."""
    found = Agreement.objects.select_related("organ", "street", "version__catalogue").prefetch_related("suspensions")
    for word in words.split():
        found = found.filter(
            Q(number__icontains=word) | Q(street__name__icontains=word) | Q(recording_number__icontains=word)
        )
    if organ:
        found = found.filter(organ__code=organ)
    return found.annotate(item_count=Count("items", distinct=True)).order_by(
        "street__code", "organ__code", "-valid_from", "-pk"
    )


@dataclass
class MapCell:
    """One street and catalogue on the delegation map; `agreement` is the newest that is not a draft, or the draft."""

    catalogue: Catalogue
    agreement: Agreement | None = None
    in_force: bool = False
    state: str = ""


@dataclass
class MapRow:
    """One street on the delegation map."""

    street: Street
    cells: list[MapCell]
    officers: int
    step: str = ""
    group: MentoringGroup | None = None
    liaison: Officer | None = None

    @property
    def step_label(self) -> str:
        """The autonomy step of the day by its name."""
        return str(Street.AutonomyStep(self.step).label)

    @property
    def short_of_officers(self) -> bool:
        """Fewer than two licensed officers: the street cannot act (处罚法 42(1))."""
        return self.officers < FEWEST_OFFICERS

    @property
    def complete(self) -> bool:
        """Every catalogue delegated and enough officers."""
        return not self.short_of_officers and all(cell.in_force for cell in self.cells)


def delegation_map(on: date) -> list[MapRow]:
    """The 18 streets × catalogues as they stand on the day, in the order of the streets' codes; eight queries."""
    catalogues = list(Catalogue.objects.select_related("organ"))
    newest: dict[tuple[int, int], Agreement] = {}
    agreements = (
        Agreement.objects.select_related("version")
        .prefetch_related("suspensions")
        .annotate(item_count=Count("items"))
        .order_by("valid_from")
    )
    for agreement in agreements:
        key = (agreement.street_id, agreement.organ_id)
        kept = newest.get(key)
        if kept is None or not kept.in_force_on(on):
            newest[key] = agreement
    officers = _officer_counts(on)
    groups = {
        street.pk: group
        for group in MentoringGroup.objects.select_related("liaison").prefetch_related("streets")
        for street in group.streets.all()
    }
    return [
        MapRow(
            street=street,
            cells=[_cell(catalogue, newest.get((street.pk, catalogue.organ_id)), on) for catalogue in catalogues],
            officers=officers.get(street.pk, 0),
            step=street.step_on(on),
            group=groups.get(street.pk),
            liaison=groups[street.pk].liaison if street.pk in groups else None,
        )
        for street in Street.objects.prefetch_related("steps")
    ]


def _cell(catalogue: Catalogue, agreement: Agreement | None, on: date) -> MapCell:
    if agreement is None:
        return MapCell(catalogue)
    return MapCell(catalogue, agreement, agreement.in_force_on(on), agreement.state_on(on))


def _officer_counts(on: date) -> dict[int, int]:
    people = Officer.objects.filter(kind=Officer.Kind.OFFICER, street__isnull=False)
    rows = with_valid_certificate(people, on).order_by().values("street_id").annotate(total=Count("pk"))
    return {row["street_id"]: row["total"] for row in rows}


def catalogue_items(version_id: int | None = None, words: str = "") -> QuerySet[Item]:
    """Items, of one version where given, whose code, offence or provisions hold every word."""
    items = Item.objects.all()
    if version_id is not None:
        items = items.filter(version_id=version_id)
    for word in words.split():
        items = items.filter(_holds(word))
    return items.order_by("code")


def _holds(word: str) -> Q:
    fields = ("code", "title", "violated_provision", "penalty_provision")
    condition = Q()
    for name in fields:
        condition |= Q(**{f"{name}__icontains": word})
    return condition


def agreement_detail(agreement_id: int) -> Agreement | None:
    """One agreement with what its page shows."""
    return (
        Agreement.objects.filter(pk=agreement_id)
        .select_related("organ", "street", "version__catalogue", "renews", "letter")
        .prefetch_related(Prefetch("items", Item.objects.order_by("code")), "suspensions", "renewals")
        .first()
    )
