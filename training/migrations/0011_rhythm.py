"""The four kinds that come by themselves. Days, times and hours are first values, to be confirmed and changed on their page."""

from datetime import time
from decimal import Decimal

from django.db import migrations

AFTERNOON = {"begins": time(14, 0), "ends": time(16, 0), "hours": Decimal("2")}
STREETS = ["officer", "auxiliary", "head", "counsel", "liaison"]
RHYTHM = (
    {"kind": "experience", "frequency": "monthly", "month": 0, "working_day": 5, "kinds": STREETS, **AFTERNOON},
    {
        "kind": "commentary",
        "frequency": "monthly",
        "month": 0,
        "working_day": 15,
        "kinds": ["officer", "head", "counsel", "liaison"],
        **AFTERNOON,
    },
    {
        "kind": "evaluation",
        "frequency": "quarterly",
        "month": 1,
        "working_day": 10,
        "kinds": ["officer", "counsel", "liaison"],
        "begins": time(9, 0),
        "ends": time(12, 0),
        "hours": Decimal("3"),
    },
    {
        "kind": "contest",
        "frequency": "yearly",
        "month": 11,
        "working_day": 10,
        "kinds": ["officer", "auxiliary", "liaison"],
        "begins": time(9, 0),
        "ends": time(17, 0),
        "hours": Decimal("7"),
    },
)


def begin(apps, schema_editor):
    """Each kind once; what is there stays."""
    rhythm = apps.get_model("training", "TrainingRhythm")
    for row in RHYTHM:
        rhythm.objects.using(schema_editor.connection.alias).get_or_create(kind=row["kind"], defaults=row)


class Migration(migrations.Migration):
    dependencies = [("training", "0010_training_calendar")]

    operations = [migrations.RunPython(begin, migrations.RunPython.noop)]
