"""Every document has a token for the public check; readings of sealed dossiers are kept."""

import django.db.models.deletion
from django.conf import settings
from django.db import migrations, models

import cases.models.document


def give_tokens(apps, schema_editor):
    """Papers issued so far get theirs; what was rendered keeps its bytes."""
    documents = apps.get_model("cases", "Document").objects.using(schema_editor.connection.alias)
    for document in documents.filter(token=None).only("pk").iterator():
        documents.filter(pk=document.pk).update(token=cases.models.document.new_token())


class Migration(migrations.Migration):
    atomic = False  # PostgreSQL alters no table whose rows were changed in the same transaction

    dependencies = [
        ("cases", "0015_reopening"),
        migrations.swappable_dependency(settings.AUTH_USER_MODEL),
    ]

    operations = [
        migrations.AddField(
            model_name="document",
            name="token",
            field=models.CharField(editable=False, max_length=16, null=True),
        ),
        migrations.RunPython(give_tokens, migrations.RunPython.noop),
        migrations.AlterField(
            model_name="document",
            name="token",
            field=models.CharField(default=cases.models.document.new_token, editable=False, max_length=16, unique=True),
        ),
        migrations.CreateModel(
            name="ArchiveReading",
            fields=[
                ("id", models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name="ID")),
                ("reason", models.CharField(max_length=200, verbose_name="reason for reading")),
                ("read_on", models.DateField(verbose_name="read on")),
                ("recorded_at", models.DateTimeField()),
                (
                    "case",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.CASCADE, related_name="readings", to="cases.case"
                    ),
                ),
                (
                    "reader",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="+",
                        to=settings.AUTH_USER_MODEL,
                        verbose_name="reader",
                    ),
                ),
            ],
            options={
                "verbose_name": "reading of a sealed dossier",
                "verbose_name_plural": "readings of sealed dossiers",
                "ordering": ("-pk",),
                "indexes": [models.Index(fields=["case", "reader", "read_on"], name="archive_reading_today")],
            },
        ),
    ]
