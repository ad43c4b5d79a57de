"""What was there before becomes each catalogue's first published version, with risk and weight by the rule of data/README."""

from decimal import Decimal

from django.db import migrations

UNIT, INDIVIDUAL = 50_000, 20_000  # yuan, the thresholds of a hearing that the reference data began with


def first_versions(apps, schema_editor):
    versions = apps.get_model("delegation", "CatalogueVersion")
    for version in versions.objects.exclude(status="draft"):
        version.published_on = version.published_on or version.valid_from
        version.save(update_fields=["published_on"])
    items = apps.get_model("delegation", "Item")
    for item in items.objects.all():
        item.hearing_risk = _risk(item)
        item.weight = Decimal("1.5") if item.hearing_risk == "high" else Decimal(1)
        item.save(update_fields=["hearing_risk", "weight"])


def _risk(item):
    first = item.unit_first_max or 0, item.individual_first_max or 0
    late = item.unit_overdue_max or 0, item.individual_overdue_max or 0
    if first[0] > UNIT or first[1] > INDIVIDUAL:
        return "high"
    reached = max(first[0], late[0]) >= UNIT or max(first[1], late[1]) >= INDIVIDUAL
    return "medium" if reached or item.suspension_when_overdue or item.suspension_when_serious else "low"


class Migration(migrations.Migration):
    dependencies = [("delegation", "0020_catalogue_versions")]

    operations = [migrations.RunPython(first_versions, migrations.RunPython.noop)]
