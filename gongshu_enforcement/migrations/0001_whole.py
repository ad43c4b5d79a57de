"""All tables of the app in one step for a fresh installation; an older one goes on through the migrations it replaces."""

from django.conf import settings
from django.db import migrations, models
from gongshu_enforcement.migration_operations import CreateModels
import django.contrib.auth.models
import django.contrib.auth.validators
import django.db.models.deletion
import django.utils.timezone

TABLE = "gongshu_enforcement_ledgerevent"
FORWARDS = f"""
CREATE FUNCTION ledger_is_append_only() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
    RAISE EXCEPTION 'the ledger is append-only: % refused', TG_OP USING ERRCODE = 'restrict_violation';
END;
$$;
CREATE TRIGGER ledger_is_append_only BEFORE UPDATE OR DELETE ON {TABLE}
    FOR EACH ROW EXECUTE FUNCTION ledger_is_append_only();
"""
BACKWARDS = f"""
DROP TRIGGER IF EXISTS ledger_is_append_only ON {TABLE};
DROP FUNCTION IF EXISTS ledger_is_append_only();
"""


def _on_postgresql(sql):
    def run(apps, schema_editor):
        if schema_editor.connection.vendor == "postgresql":
            schema_editor.execute(sql, params=None)

    return run


class Migration(migrations.Migration):
    initial = True
    replaces = [
        ("gongshu_enforcement", "0001_initial"),
        ("gongshu_enforcement", "0002_ledger_is_append_only"),
        ("gongshu_enforcement", "0003_calendar_years"),
    ]
    dependencies = [
        ("auth", "0012_alter_user_first_name_max_length"),
    ]
    operations = [
        CreateModels(
            [
                migrations.CreateModel(
                    name="CalendarYear",
                    fields=[
                        (
                            "id",
                            models.BigAutoField(
                                auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                            ),
                        ),
                        ("year", models.PositiveSmallIntegerField(unique=True, verbose_name="year")),
                        ("source", models.CharField(blank=True, max_length=200, verbose_name="notice")),
                        ("loaded_on", models.DateField(null=True, verbose_name="entered on")),
                    ],
                    options={
                        "verbose_name": "calendar year",
                        "verbose_name_plural": "calendar years",
                        "ordering": ("year",),
                    },
                ),
                migrations.CreateModel(
                    name="User",
                    fields=[
                        (
                            "id",
                            models.BigAutoField(
                                auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                            ),
                        ),
                        ("password", models.CharField(max_length=128, verbose_name="password")),
                        ("last_login", models.DateTimeField(blank=True, null=True, verbose_name="last login")),
                        (
                            "is_superuser",
                            models.BooleanField(
                                default=False,
                                help_text="Designates that this user has all permissions without explicitly assigning them.",
                                verbose_name="superuser status",
                            ),
                        ),
                        (
                            "username",
                            models.CharField(
                                error_messages={"unique": "A user with that username already exists."},
                                help_text="Required. 150 characters or fewer. Letters, digits and @/./+/-/_ only.",
                                max_length=150,
                                unique=True,
                                validators=[django.contrib.auth.validators.UnicodeUsernameValidator()],
                                verbose_name="username",
                            ),
                        ),
                        ("first_name", models.CharField(blank=True, max_length=150, verbose_name="first name")),
                        ("last_name", models.CharField(blank=True, max_length=150, verbose_name="last name")),
                        ("email", models.EmailField(blank=True, max_length=254, verbose_name="email address")),
                        (
                            "is_staff",
                            models.BooleanField(
                                default=False,
                                help_text="Designates whether the user can log into this admin site.",
                                verbose_name="staff status",
                            ),
                        ),
                        (
                            "is_active",
                            models.BooleanField(
                                default=True,
                                help_text="Designates whether this user should be treated as active. Unselect this instead of deleting accounts.",
                                verbose_name="active",
                            ),
                        ),
                        (
                            "date_joined",
                            models.DateTimeField(default=django.utils.timezone.now, verbose_name="date joined"),
                        ),
                        ("name", models.CharField(blank=True, max_length=50, verbose_name="name")),
                        (
                            "language",
                            models.CharField(
                                choices=[("zh-hans", "简体中文"), ("en", "English")],
                                default="zh-hans",
                                max_length=10,
                                verbose_name="language",
                            ),
                        ),
                        (
                            "groups",
                            models.ManyToManyField(
                                blank=True,
                                help_text="The groups this user belongs to. A user will get all permissions granted to each of their groups.",
                                related_name="user_set",
                                related_query_name="user",
                                to="auth.group",
                                verbose_name="groups",
                            ),
                        ),
                        (
                            "user_permissions",
                            models.ManyToManyField(
                                blank=True,
                                help_text="Specific permissions for this user.",
                                related_name="user_set",
                                related_query_name="user",
                                to="auth.permission",
                                verbose_name="user permissions",
                            ),
                        ),
                    ],
                    options={
                        "verbose_name": "user",
                        "verbose_name_plural": "users",
                        "abstract": False,
                    },
                    managers=[
                        ("objects", django.contrib.auth.models.UserManager()),
                    ],
                ),
                migrations.CreateModel(
                    name="CalendarDay",
                    fields=[
                        (
                            "id",
                            models.BigAutoField(
                                auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                            ),
                        ),
                        ("day", models.DateField(unique=True, verbose_name="day")),
                        ("is_working", models.BooleanField(verbose_name="working day")),
                        ("name", models.CharField(blank=True, max_length=40, verbose_name="holiday")),
                        ("source", models.CharField(max_length=200, verbose_name="source")),
                        (
                            "notice",
                            models.ForeignKey(
                                null=True,
                                on_delete=django.db.models.deletion.CASCADE,
                                related_name="days",
                                to="gongshu_enforcement.calendaryear",
                            ),
                        ),
                    ],
                    options={
                        "verbose_name": "calendar day",
                        "verbose_name_plural": "calendar days",
                        "ordering": ("day",),
                    },
                ),
                migrations.CreateModel(
                    name="LegalSetting",
                    fields=[
                        (
                            "id",
                            models.BigAutoField(
                                auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                            ),
                        ),
                        ("code", models.CharField(max_length=60, verbose_name="code")),
                        ("organ", models.CharField(blank=True, max_length=20, verbose_name="organ")),
                        ("title_zh", models.CharField(max_length=120, verbose_name="title (Chinese)")),
                        ("title_en", models.CharField(blank=True, max_length=120, verbose_name="title (English)")),
                        ("value", models.TextField(verbose_name="value")),
                        (
                            "value_type",
                            models.CharField(
                                choices=[("int", "int"), ("decimal", "decimal"), ("text", "text"), ("bool", "bool")],
                                default="text",
                                max_length=10,
                                verbose_name="type",
                            ),
                        ),
                        ("valid_from", models.DateField(verbose_name="in force from")),
                        ("source", models.CharField(blank=True, max_length=300, verbose_name="source")),
                        ("to_confirm", models.BooleanField(default=False, verbose_name="to be confirmed")),
                    ],
                    options={
                        "verbose_name": "legal setting",
                        "verbose_name_plural": "legal settings",
                        "ordering": ("code", "organ", "valid_from"),
                        "constraints": [
                            models.UniqueConstraint(
                                fields=("code", "organ", "valid_from"), name="legal_setting_version"
                            )
                        ],
                    },
                ),
                migrations.CreateModel(
                    name="OutboxMessage",
                    fields=[
                        (
                            "id",
                            models.BigAutoField(
                                auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                            ),
                        ),
                        ("kind", models.CharField(max_length=40)),
                        ("payload", models.JSONField(default=dict)),
                        ("created_at", models.DateTimeField(auto_now_add=True)),
                        ("delivered_at", models.DateTimeField(null=True)),
                        ("attempts", models.PositiveSmallIntegerField(default=0)),
                        ("last_error", models.TextField(blank=True)),
                    ],
                    options={
                        "indexes": [
                            models.Index(condition=models.Q(("delivered_at", None)), fields=["id"], name="outbox_open")
                        ],
                    },
                ),
                migrations.CreateModel(
                    name="RequestKey",
                    fields=[
                        (
                            "id",
                            models.BigAutoField(
                                auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                            ),
                        ),
                        ("key", models.CharField(max_length=64, unique=True)),
                        ("action", models.CharField(max_length=40)),
                        ("chain", models.CharField(max_length=40)),
                        ("result_id", models.CharField(blank=True, max_length=40)),
                        ("created_at", models.DateTimeField(auto_now_add=True)),
                        (
                            "user",
                            models.ForeignKey(
                                on_delete=django.db.models.deletion.CASCADE,
                                related_name="+",
                                to=settings.AUTH_USER_MODEL,
                            ),
                        ),
                    ],
                ),
                migrations.CreateModel(
                    name="LedgerEvent",
                    fields=[
                        (
                            "id",
                            models.BigAutoField(
                                auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                            ),
                        ),
                        ("chain", models.CharField(max_length=40)),
                        ("seq", models.PositiveIntegerField()),
                        ("action", models.CharField(max_length=40)),
                        ("actor_name", models.CharField(max_length=80)),
                        ("recorded_at", models.DateTimeField()),
                        ("happened_on", models.DateField()),
                        ("late_reason", models.CharField(blank=True, max_length=300)),
                        ("from_state", models.CharField(blank=True, max_length=40)),
                        ("to_state", models.CharField(blank=True, max_length=40)),
                        ("inputs", models.JSONField(default=dict)),
                        (
                            "origin",
                            models.CharField(
                                choices=[("live", "live"), ("demo", "demo")], default="live", max_length=8
                            ),
                        ),
                        ("previous_hash", models.CharField(blank=True, max_length=64)),
                        ("hash", models.CharField(max_length=64)),
                        (
                            "actor",
                            models.ForeignKey(
                                null=True,
                                on_delete=django.db.models.deletion.PROTECT,
                                related_name="+",
                                to=settings.AUTH_USER_MODEL,
                            ),
                        ),
                    ],
                    options={
                        "ordering": ("chain", "seq"),
                        "indexes": [models.Index(fields=["actor", "-recorded_at"], name="ledger_actor")],
                        "constraints": [models.UniqueConstraint(fields=("chain", "seq"), name="ledger_chain_seq")],
                    },
                ),
            ]
        ),
        migrations.RunPython(_on_postgresql(FORWARDS), _on_postgresql(BACKWARDS)),
    ]
