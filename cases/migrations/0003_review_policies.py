"""The default review policies: every level at all six stages (workflow.md, “Desks”)."""

from django.db import migrations

DEFAULTS = {"emergency": "enforcement,legal", "fire": "legal"}


def create(apps, schema_editor):
    """Keep rows that are there already: they are the bureau's."""
    policies = apps.get_model("cases", "ReviewPolicy").objects.using(schema_editor.connection.alias)
    for organ, desks in DEFAULTS.items():
        policies.get_or_create(
            organ=organ,
            kind="",
            stage="",
            procedure="ordinary",
            defaults={"initial": True, "recheck_desks": desks, "decided_by": "final"},
        )


class Migration(migrations.Migration):
    dependencies = [("cases", "0002_initial")]

    operations = [migrations.RunPython(create, migrations.RunPython.noop)]
