"""Review of the summary procedure: the organ's legal desk checks a decision made on site afterwards, at one level."""

from django.db import migrations

ORGANS = ("emergency", "fire")
LEVEL = {"kind": "stage", "stage": "closure", "procedure": "summary"}


def create(apps, schema_editor):
    """Keep rows that are there already: they are the bureau's."""
    policies = apps.get_model("cases", "ReviewPolicy").objects.using(schema_editor.connection.alias)
    for organ in ORGANS:
        checked = {"initial": False, "recheck_desks": "legal", "decided_by": ""}
        policies.get_or_create(organ=organ, **LEVEL, defaults=checked)


class Migration(migrations.Migration):
    dependencies = [("cases", "0006_summary")]

    operations = [migrations.RunPython(create, migrations.RunPython.noop)]
