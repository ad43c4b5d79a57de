"""Review of preserved evidence: it must not be lost meanwhile, so the head of the organ approves at once (处罚法 56)."""

from django.db import migrations

ORGANS = ("emergency", "fire")
LEVEL = {"kind": "preservation", "stage": "", "procedure": "ordinary"}


def create(apps, schema_editor):
    """Keep rows that are there already: they are the bureau's."""
    policies = apps.get_model("cases", "ReviewPolicy").objects.using(schema_editor.connection.alias)
    for organ in ORGANS:
        head = {"initial": False, "recheck_desks": "", "decided_by": "final"}
        policies.get_or_create(organ=organ, **LEVEL, defaults=head)


class Migration(migrations.Migration):
    dependencies = [("cases", "0008_preservation")]

    operations = [migrations.RunPython(create, migrations.RunPython.noop)]
