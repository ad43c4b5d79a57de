"""All tables of the app in one step for a fresh installation; an older one goes on through the migrations it replaces."""

from decimal import Decimal
from django.conf import settings
from django.db import migrations, models
from gongshu_enforcement.migration_operations import CreateModels
import django.core.validators
import django.db.models.deletion
import django_fsm
import simple_history.models


class Migration(migrations.Migration):
    initial = True
    replaces = [
        ("delegation", "0001_initial"),
        ("delegation", "0002_initial"),
        ("delegation", "0003_assisting"),
        ("delegation", "0004_discretion_factors"),
        ("delegation", "0005_people"),
        ("delegation", "0010_agreement_life"),
        ("delegation", "0011_agreement_states"),
        ("delegation", "0012_agreement_public_first"),
        ("delegation", "0020_catalogue_versions"),
        ("delegation", "0021_first_versions"),
    ]
    dependencies = [
        ("gongshu_enforcement", "0001_whole"),
    ]
    operations = [
        CreateModels(
            [
                migrations.CreateModel(
                    name="Absence",
                    fields=[
                        (
                            "id",
                            models.BigAutoField(
                                auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                            ),
                        ),
                        ("starts_on", models.DateField(verbose_name="from")),
                        ("ends_on", models.DateField(verbose_name="until")),
                        ("called_off_on", models.DateField(blank=True, null=True, verbose_name="called off from")),
                        ("reason", models.CharField(max_length=200, verbose_name="reason")),
                    ],
                    options={
                        "verbose_name": "absence",
                        "verbose_name_plural": "absences",
                        "ordering": ("-starts_on", "-pk"),
                    },
                ),
                migrations.CreateModel(
                    name="Article",
                    fields=[
                        (
                            "id",
                            models.BigAutoField(
                                auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                            ),
                        ),
                        ("position", models.PositiveSmallIntegerField(verbose_name="position")),
                        ("label", models.CharField(max_length=8, verbose_name="number")),
                        ("heading", models.CharField(max_length=20, verbose_name="as written")),
                        ("chapter", models.CharField(blank=True, max_length=120, verbose_name="chapter")),
                        ("text", models.TextField(verbose_name="text")),
                    ],
                    options={
                        "verbose_name": "article",
                        "verbose_name_plural": "articles",
                        "ordering": ("statute", "position"),
                    },
                ),
                migrations.CreateModel(
                    name="Catalogue",
                    fields=[
                        (
                            "id",
                            models.BigAutoField(
                                auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                            ),
                        ),
                        (
                            "code",
                            models.CharField(
                                choices=[("safety", "Work safety"), ("fire", "Fire")],
                                max_length=20,
                                unique=True,
                                verbose_name="code",
                            ),
                        ),
                        ("name", models.CharField(max_length=60, verbose_name="name")),
                    ],
                    options={
                        "verbose_name": "catalogue",
                        "verbose_name_plural": "catalogues",
                        "ordering": ("-code",),
                    },
                ),
                migrations.CreateModel(
                    name="CatalogueVersion",
                    fields=[
                        (
                            "id",
                            models.BigAutoField(
                                auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                            ),
                        ),
                        ("label", models.CharField(max_length=60, verbose_name="label")),
                        (
                            "status",
                            django_fsm.FSMField(
                                choices=[("draft", "Draft"), ("published", "Published"), ("superseded", "Superseded")],
                                default="draft",
                                max_length=12,
                                protected=True,
                                verbose_name="status",
                            ),
                        ),
                        ("valid_from", models.DateField(blank=True, null=True, verbose_name="valid from")),
                        ("valid_to", models.DateField(blank=True, null=True, verbose_name="valid to")),
                        ("published_on", models.DateField(blank=True, null=True, verbose_name="published on")),
                        ("source_note", models.CharField(blank=True, max_length=300, verbose_name="source")),
                    ],
                    options={
                        "verbose_name": "catalogue version",
                        "verbose_name_plural": "catalogue versions",
                        "ordering": ("catalogue", "-valid_from"),
                    },
                ),
                migrations.CreateModel(
                    name="Certificate",
                    fields=[
                        (
                            "id",
                            models.BigAutoField(
                                auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                            ),
                        ),
                        ("number", models.CharField(max_length=40, unique=True, verbose_name="number")),
                        (
                            "kind",
                            models.CharField(
                                choices=[
                                    ("enforcement", "Enforcement certificate"),
                                    ("auxiliary", "Auxiliary certificate"),
                                    ("legal_qualification", "Legal professional qualification"),
                                ],
                                default="enforcement",
                                max_length=20,
                                verbose_name="kind",
                            ),
                        ),
                        ("issuer", models.CharField(max_length=60, verbose_name="issued by")),
                        ("valid_from", models.DateField(verbose_name="valid from")),
                        ("valid_to", models.DateField(verbose_name="valid to")),
                        (
                            "ended_on",
                            models.DateField(
                                blank=True, help_text="The first day without it.", null=True, verbose_name="ended on"
                            ),
                        ),
                        ("end_reason", models.CharField(blank=True, max_length=200, verbose_name="reason")),
                        (
                            "scan",
                            models.FileField(
                                blank=True, max_length=200, upload_to="certificates/%Y/", verbose_name="scan"
                            ),
                        ),
                        ("scan_sha256", models.CharField(blank=True, max_length=64)),
                    ],
                    options={
                        "verbose_name": "certificate",
                        "verbose_name_plural": "certificates",
                        "ordering": ("number",),
                    },
                ),
                migrations.CreateModel(
                    name="DiscretionFactor",
                    fields=[
                        (
                            "id",
                            models.BigAutoField(
                                auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                            ),
                        ),
                        ("code", models.CharField(max_length=10, verbose_name="code")),
                        (
                            "organ",
                            models.CharField(
                                blank=True, help_text="Empty: for both organs.", max_length=20, verbose_name="organ"
                            ),
                        ),
                        (
                            "kind",
                            models.CharField(
                                choices=[
                                    ("must_not", "Must not be punished"),
                                    ("may_not", "May go unpunished"),
                                    ("mitigate", "Lenient or mitigated"),
                                    ("lenient", "Lenient"),
                                    ("heavy", "Heavy"),
                                ],
                                max_length=10,
                                verbose_name="kind",
                            ),
                        ),
                        ("title", models.CharField(max_length=200, verbose_name="circumstance")),
                        ("article", models.CharField(max_length=200, verbose_name="article")),
                        (
                            "applies_to",
                            models.CharField(
                                choices=[
                                    ("unit", "Unit"),
                                    ("individual", "Individual"),
                                    ("both", "Unit and individual"),
                                ],
                                default="both",
                                max_length=10,
                                verbose_name="applies to",
                            ),
                        ),
                        (
                            "effect",
                            models.CharField(
                                choices=[
                                    ("no_penalty", "no penalty"),
                                    ("tier", "another tier"),
                                    ("place", "place within the tier"),
                                ],
                                max_length=10,
                                verbose_name="effect",
                            ),
                        ),
                        (
                            "step",
                            models.PositiveSmallIntegerField(
                                default=0,
                                validators=[django.core.validators.MaxValueValidator(100)],
                                verbose_name="step within the tier (%)",
                            ),
                        ),
                        ("mandatory", models.BooleanField(default=False, verbose_name="must be given effect")),
                        ("needs_evidence", models.BooleanField(default=True, verbose_name="needs evidence")),
                        ("valid_from", models.DateField(verbose_name="valid from")),
                        ("valid_to", models.DateField(blank=True, null=True, verbose_name="valid to")),
                        ("source", models.CharField(max_length=300, verbose_name="source")),
                        ("to_confirm", models.BooleanField(default=True, verbose_name="to be confirmed")),
                    ],
                    options={
                        "verbose_name": "circumstance of discretion",
                        "verbose_name_plural": "circumstances of discretion",
                        "ordering": ("pk",),
                    },
                ),
                migrations.CreateModel(
                    name="DiscretionTier",
                    fields=[
                        (
                            "id",
                            models.BigAutoField(
                                auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                            ),
                        ),
                        (
                            "tier",
                            models.CharField(
                                choices=[
                                    ("mitigated", "Mitigated"),
                                    ("lenient", "Lenient"),
                                    ("normal", "Normal"),
                                    ("severe", "Severe"),
                                ],
                                max_length=10,
                                verbose_name="tier",
                            ),
                        ),
                        (
                            "stage",
                            models.CharField(
                                choices=[("first", "First finding"), ("overdue", "Not corrected in time")],
                                max_length=8,
                                verbose_name="stage",
                            ),
                        ),
                        (
                            "target",
                            models.CharField(
                                choices=[("unit", "Unit"), ("individual", "Individual")],
                                max_length=10,
                                verbose_name="target",
                            ),
                        ),
                        ("alternative", models.BooleanField(default=False, verbose_name="for the item's other range")),
                        ("condition", models.TextField(verbose_name="conditions")),
                        (
                            "fine_min",
                            models.DecimalField(
                                blank=True, decimal_places=2, max_digits=12, null=True, verbose_name="from"
                            ),
                        ),
                        (
                            "fine_max",
                            models.DecimalField(
                                blank=True, decimal_places=2, max_digits=12, null=True, verbose_name="to"
                            ),
                        ),
                        ("min_inclusive", models.BooleanField(default=False, verbose_name="lower bound included")),
                        ("valid_from", models.DateField(verbose_name="valid from")),
                        ("source", models.CharField(max_length=200, verbose_name="source")),
                        ("derived", models.BooleanField(default=True, verbose_name="derived, not published")),
                    ],
                    options={
                        "verbose_name": "discretion tier",
                        "verbose_name_plural": "discretion tiers",
                        "ordering": ("item", "target", "stage", "alternative", "-valid_from", "fine_max"),
                    },
                ),
                migrations.CreateModel(
                    name="HistoricalAgreement",
                    fields=[
                        ("id", models.BigIntegerField(auto_created=True, blank=True, db_index=True, verbose_name="ID")),
                        (
                            "status",
                            django_fsm.FSMField(
                                choices=[
                                    ("draft", "Draft"),
                                    ("signed", "Signed by both"),
                                    ("recorded", "Recorded with the justice bureau"),
                                    ("published", "Made public"),
                                    ("in_force", "In force"),
                                    ("suspended", "Suspended"),
                                    ("revoked", "Revoked"),
                                    ("expired", "Expired"),
                                    ("renewed", "Renewed"),
                                ],
                                default="draft",
                                max_length=10,
                                protected=True,
                                verbose_name="status",
                            ),
                        ),
                        ("number", models.CharField(db_index=True, max_length=60, verbose_name="number")),
                        ("signed_on", models.DateField(blank=True, null=True, verbose_name="signed on")),
                        (
                            "signed_for_organ",
                            models.CharField(blank=True, max_length=50, verbose_name="signed for the organ by"),
                        ),
                        (
                            "signed_for_street",
                            models.CharField(blank=True, max_length=50, verbose_name="signed for the street by"),
                        ),
                        ("recorded_on", models.DateField(blank=True, null=True, verbose_name="recorded on")),
                        (
                            "recording_number",
                            models.CharField(blank=True, max_length=60, verbose_name="recording number"),
                        ),
                        ("published_on", models.DateField(blank=True, null=True, verbose_name="published on")),
                        ("publication_url", models.URLField(blank=True, verbose_name="published at")),
                        ("valid_from", models.DateField(verbose_name="valid from")),
                        ("valid_to", models.DateField(verbose_name="valid to")),
                        ("revoked_on", models.DateField(blank=True, null=True, verbose_name="revoked from")),
                        (
                            "cap_unit",
                            models.DecimalField(
                                decimal_places=2, default=Decimal("50000"), max_digits=12, verbose_name="cap for units"
                            ),
                        ),
                        (
                            "cap_individual",
                            models.DecimalField(
                                decimal_places=2,
                                default=Decimal("20000"),
                                max_digits=12,
                                verbose_name="cap for individuals",
                            ),
                        ),
                        (
                            "first_suspended_on",
                            models.DateField(blank=True, null=True, verbose_name="first suspended from"),
                        ),
                        ("status_reason", models.CharField(blank=True, max_length=300, verbose_name="reason")),
                        (
                            "transition_rule",
                            models.CharField(
                                choices=[
                                    ("finish", "The street finishes its open cases"),
                                    ("hand_over", "Open cases are handed over"),
                                ],
                                default="finish",
                                max_length=10,
                                verbose_name="when it ends",
                            ),
                        ),
                        ("legal_basis", models.TextField(blank=True, verbose_name="legal basis")),
                        ("powers", models.TextField(blank=True, verbose_name="powers")),
                        ("area", models.CharField(blank=True, max_length=200, verbose_name="area")),
                        ("supervision", models.TextField(blank=True, verbose_name="supervision")),
                        ("liability", models.TextField(blank=True, verbose_name="liability")),
                        ("history_id", models.AutoField(primary_key=True, serialize=False)),
                        ("history_date", models.DateTimeField(db_index=True)),
                        ("history_change_reason", models.CharField(max_length=100, null=True)),
                        (
                            "history_type",
                            models.CharField(
                                choices=[("+", "Created"), ("~", "Changed"), ("-", "Deleted")], max_length=1
                            ),
                        ),
                    ],
                    options={
                        "verbose_name": "historical delegation agreement",
                        "verbose_name_plural": "historical delegation agreements",
                        "ordering": ("-history_date", "-history_id"),
                        "get_latest_by": ("history_date", "history_id"),
                    },
                    bases=(simple_history.models.HistoricalChanges, models.Model),
                ),
                migrations.CreateModel(
                    name="HistoricalCertificate",
                    fields=[
                        ("id", models.BigIntegerField(auto_created=True, blank=True, db_index=True, verbose_name="ID")),
                        ("number", models.CharField(db_index=True, max_length=40, verbose_name="number")),
                        (
                            "kind",
                            models.CharField(
                                choices=[
                                    ("enforcement", "Enforcement certificate"),
                                    ("auxiliary", "Auxiliary certificate"),
                                    ("legal_qualification", "Legal professional qualification"),
                                ],
                                default="enforcement",
                                max_length=20,
                                verbose_name="kind",
                            ),
                        ),
                        ("issuer", models.CharField(max_length=60, verbose_name="issued by")),
                        ("valid_from", models.DateField(verbose_name="valid from")),
                        ("valid_to", models.DateField(verbose_name="valid to")),
                        (
                            "ended_on",
                            models.DateField(
                                blank=True, help_text="The first day without it.", null=True, verbose_name="ended on"
                            ),
                        ),
                        ("end_reason", models.CharField(blank=True, max_length=200, verbose_name="reason")),
                        ("scan", models.TextField(blank=True, max_length=200, verbose_name="scan")),
                        ("scan_sha256", models.CharField(blank=True, max_length=64)),
                        ("history_id", models.AutoField(primary_key=True, serialize=False)),
                        ("history_date", models.DateTimeField(db_index=True)),
                        ("history_change_reason", models.CharField(max_length=100, null=True)),
                        (
                            "history_type",
                            models.CharField(
                                choices=[("+", "Created"), ("~", "Changed"), ("-", "Deleted")], max_length=1
                            ),
                        ),
                    ],
                    options={
                        "verbose_name": "historical certificate",
                        "verbose_name_plural": "historical certificates",
                        "ordering": ("-history_date", "-history_id"),
                        "get_latest_by": ("history_date", "history_id"),
                    },
                    bases=(simple_history.models.HistoricalChanges, models.Model),
                ),
                migrations.CreateModel(
                    name="HistoricalItem",
                    fields=[
                        ("id", models.BigIntegerField(auto_created=True, blank=True, db_index=True, verbose_name="ID")),
                        ("code", models.CharField(max_length=10, verbose_name="code")),
                        ("title", models.CharField(max_length=200, verbose_name="offence")),
                        ("violated_provision", models.TextField(verbose_name="provision violated")),
                        ("other_provisions", models.TextField(blank=True, verbose_name="other provisions, one a line")),
                        ("penalty_provision", models.TextField(verbose_name="penalty provision")),
                        (
                            "penalty_provision_individual",
                            models.TextField(blank=True, verbose_name="penalty provision for individuals"),
                        ),
                        (
                            "subject",
                            models.CharField(
                                choices=[
                                    ("unit", "Unit"),
                                    ("individual", "Individual"),
                                    ("both", "Unit and individual"),
                                ],
                                max_length=10,
                                verbose_name="liable",
                            ),
                        ),
                        (
                            "penalty_kinds",
                            models.CharField(blank=True, max_length=120, verbose_name="kinds of penalty"),
                        ),
                        (
                            "unit_first_min",
                            models.DecimalField(
                                blank=True,
                                decimal_places=2,
                                max_digits=12,
                                null=True,
                                verbose_name="unit, first finding: lowest fine",
                            ),
                        ),
                        (
                            "unit_first_max",
                            models.DecimalField(
                                blank=True,
                                decimal_places=2,
                                max_digits=12,
                                null=True,
                                verbose_name="unit, first finding: highest fine",
                            ),
                        ),
                        (
                            "unit_overdue_min",
                            models.DecimalField(
                                blank=True,
                                decimal_places=2,
                                max_digits=12,
                                null=True,
                                verbose_name="unit, overdue: lowest fine",
                            ),
                        ),
                        (
                            "unit_overdue_max",
                            models.DecimalField(
                                blank=True,
                                decimal_places=2,
                                max_digits=12,
                                null=True,
                                verbose_name="unit, overdue: highest fine",
                            ),
                        ),
                        (
                            "individual_first_min",
                            models.DecimalField(
                                blank=True,
                                decimal_places=2,
                                max_digits=12,
                                null=True,
                                verbose_name="individual, first finding: lowest fine",
                            ),
                        ),
                        (
                            "individual_first_max",
                            models.DecimalField(
                                blank=True,
                                decimal_places=2,
                                max_digits=12,
                                null=True,
                                verbose_name="individual, first finding: highest fine",
                            ),
                        ),
                        (
                            "individual_overdue_min",
                            models.DecimalField(
                                blank=True,
                                decimal_places=2,
                                max_digits=12,
                                null=True,
                                verbose_name="individual, overdue: lowest fine",
                            ),
                        ),
                        (
                            "individual_overdue_max",
                            models.DecimalField(
                                blank=True,
                                decimal_places=2,
                                max_digits=12,
                                null=True,
                                verbose_name="individual, overdue: highest fine",
                            ),
                        ),
                        (
                            "individual_role",
                            models.CharField(blank=True, max_length=60, verbose_name="role of the individual"),
                        ),
                        (
                            "rectify_first",
                            models.BooleanField(default=False, verbose_name="fine only after overdue correction"),
                        ),
                        (
                            "suspension_when_overdue",
                            models.BooleanField(default=False, verbose_name="suspension of business when overdue"),
                        ),
                        (
                            "suspension_when_serious",
                            models.BooleanField(default=False, verbose_name="suspension of business when serious"),
                        ),
                        (
                            "overdue_measure",
                            models.CharField(blank=True, max_length=100, verbose_name="measure when overdue"),
                        ),
                        ("warning_possible", models.BooleanField(default=False, verbose_name="warning possible")),
                        (
                            "alt_basis",
                            models.CharField(blank=True, max_length=100, verbose_name="other range applies to"),
                        ),
                        (
                            "alt_min",
                            models.DecimalField(
                                blank=True,
                                decimal_places=2,
                                max_digits=12,
                                null=True,
                                verbose_name="other range: lowest fine",
                            ),
                        ),
                        (
                            "alt_max",
                            models.DecimalField(
                                blank=True,
                                decimal_places=2,
                                max_digits=12,
                                null=True,
                                verbose_name="other range: highest fine",
                            ),
                        ),
                        (
                            "limitation_years",
                            models.PositiveSmallIntegerField(default=2, verbose_name="limitation (years)"),
                        ),
                        ("precondition", models.TextField(blank=True, verbose_name="precondition")),
                        ("remarks", models.TextField(blank=True, verbose_name="remarks")),
                        (
                            "source_check",
                            models.CharField(blank=True, max_length=30, verbose_name="check of the source"),
                        ),
                        ("source", models.CharField(blank=True, max_length=200, verbose_name="source")),
                        ("street_note", models.TextField(blank=True, verbose_name="note for the street")),
                        (
                            "exceeds_street_cap",
                            models.CharField(blank=True, max_length=30, verbose_name="can exceed the street's cap"),
                        ),
                        (
                            "hearing_risk",
                            models.CharField(
                                choices=[
                                    ("low", "Low: below the threshold at any stage"),
                                    ("medium", "Medium: at the top of the range, or when overdue or serious"),
                                    ("high", "High: at first finding already"),
                                ],
                                default="low",
                                max_length=8,
                                verbose_name="risk of a hearing",
                            ),
                        ),
                        (
                            "weight",
                            models.DecimalField(
                                decimal_places=1,
                                default=Decimal("1"),
                                help_text="How much a case of this item counts inside an average (个性赋分); never a number of cases.",
                                max_digits=3,
                                verbose_name="weight",
                            ),
                        ),
                        ("history_id", models.AutoField(primary_key=True, serialize=False)),
                        ("history_date", models.DateTimeField(db_index=True)),
                        ("history_change_reason", models.CharField(max_length=100, null=True)),
                        (
                            "history_type",
                            models.CharField(
                                choices=[("+", "Created"), ("~", "Changed"), ("-", "Deleted")], max_length=1
                            ),
                        ),
                    ],
                    options={
                        "verbose_name": "historical delegated item",
                        "verbose_name_plural": "historical delegated items",
                        "ordering": ("-history_date", "-history_id"),
                        "get_latest_by": ("history_date", "history_id"),
                    },
                    bases=(simple_history.models.HistoricalChanges, models.Model),
                ),
                migrations.CreateModel(
                    name="HistoricalOfficer",
                    fields=[
                        ("id", models.BigIntegerField(auto_created=True, blank=True, db_index=True, verbose_name="ID")),
                        ("name", models.CharField(max_length=50, verbose_name="name")),
                        (
                            "kind",
                            models.CharField(
                                choices=[
                                    ("officer", "Enforcement officer"),
                                    ("auxiliary", "Auxiliary"),
                                    ("grid", "Grid worker"),
                                    ("counsel", "Street counsel"),
                                    ("head", "Street head"),
                                    ("desk", "Review desk"),
                                    ("director", "Deputy director in charge"),
                                    ("chief", "Head of the organ"),
                                    ("liaison", "Liaison"),
                                    ("leader", "Leadership"),
                                    ("admin", "System administrator"),
                                    ("service", "Service staff"),
                                    ("third_party", "Third-party staff"),
                                    ("trainer", "Outside trainer"),
                                ],
                                max_length=12,
                                verbose_name="kind",
                            ),
                        ),
                        (
                            "desk",
                            models.CharField(
                                blank=True,
                                choices=[("enforcement", "Enforcement desk"), ("legal", "Legal desk")],
                                max_length=12,
                                verbose_name="desk",
                            ),
                        ),
                        ("phone", models.CharField(blank=True, max_length=30, verbose_name="phone")),
                        ("position", models.CharField(blank=True, max_length=50, verbose_name="position")),
                        ("active", models.BooleanField(default=True, verbose_name="active")),
                        ("trains", models.BooleanField(default=False, verbose_name="member of the training team")),
                        ("ended_on", models.DateField(blank=True, null=True, verbose_name="left on")),
                        ("end_reason", models.CharField(blank=True, max_length=200, verbose_name="reason")),
                        ("demo", models.BooleanField(default=False, verbose_name="demonstration")),
                        ("history_id", models.AutoField(primary_key=True, serialize=False)),
                        ("history_date", models.DateTimeField(db_index=True)),
                        ("history_change_reason", models.CharField(max_length=100, null=True)),
                        (
                            "history_type",
                            models.CharField(
                                choices=[("+", "Created"), ("~", "Changed"), ("-", "Deleted")], max_length=1
                            ),
                        ),
                    ],
                    options={
                        "verbose_name": "historical officer",
                        "verbose_name_plural": "historical officers",
                        "ordering": ("-history_date", "-history_id"),
                        "get_latest_by": ("history_date", "history_id"),
                    },
                    bases=(simple_history.models.HistoricalChanges, models.Model),
                ),
                migrations.CreateModel(
                    name="HistoricalOrgan",
                    fields=[
                        ("id", models.BigIntegerField(auto_created=True, blank=True, db_index=True, verbose_name="ID")),
                        (
                            "code",
                            models.CharField(
                                choices=[("emergency", "Emergency management"), ("fire", "Fire and rescue")],
                                db_index=True,
                                max_length=20,
                                verbose_name="code",
                            ),
                        ),
                        ("name", models.CharField(max_length=60, verbose_name="name")),
                        ("short_name", models.CharField(max_length=30, verbose_name="short name")),
                        ("letterhead", models.CharField(max_length=60, verbose_name="letterhead")),
                        ("seal_text", models.CharField(max_length=60, verbose_name="text of the seal")),
                        ("number_prefix", models.CharField(max_length=20, verbose_name="number prefix")),
                        (
                            "credit_code",
                            models.CharField(blank=True, max_length=18, verbose_name="unified social credit code"),
                        ),
                        ("address", models.CharField(blank=True, max_length=120, verbose_name="address")),
                        ("phone", models.CharField(blank=True, max_length=30, verbose_name="phone")),
                        ("postcode", models.CharField(blank=True, max_length=6, verbose_name="postcode")),
                        ("contact", models.CharField(blank=True, max_length=50, verbose_name="contact")),
                        ("review_body", models.CharField(max_length=60, verbose_name="reconsideration body")),
                        ("court", models.CharField(max_length=60, verbose_name="court")),
                        ("bank_name", models.CharField(blank=True, max_length=80, verbose_name="collecting bank")),
                        ("bank_account", models.CharField(blank=True, max_length=60, verbose_name="account for fines")),
                        (
                            "supervisor_note",
                            models.CharField(blank=True, max_length=300, verbose_name="supervision note"),
                        ),
                        (
                            "to_confirm",
                            models.JSONField(blank=True, default=list, verbose_name="fields to be confirmed"),
                        ),
                        ("history_id", models.AutoField(primary_key=True, serialize=False)),
                        ("history_date", models.DateTimeField(db_index=True)),
                        ("history_change_reason", models.CharField(max_length=100, null=True)),
                        (
                            "history_type",
                            models.CharField(
                                choices=[("+", "Created"), ("~", "Changed"), ("-", "Deleted")], max_length=1
                            ),
                        ),
                    ],
                    options={
                        "verbose_name": "historical delegating organ",
                        "verbose_name_plural": "historical delegating organs",
                        "ordering": ("-history_date", "-history_id"),
                        "get_latest_by": ("history_date", "history_id"),
                    },
                    bases=(simple_history.models.HistoricalChanges, models.Model),
                ),
                migrations.CreateModel(
                    name="Item",
                    fields=[
                        (
                            "id",
                            models.BigAutoField(
                                auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                            ),
                        ),
                        ("code", models.CharField(max_length=10, verbose_name="code")),
                        ("title", models.CharField(max_length=200, verbose_name="offence")),
                        ("violated_provision", models.TextField(verbose_name="provision violated")),
                        ("other_provisions", models.TextField(blank=True, verbose_name="other provisions, one a line")),
                        ("penalty_provision", models.TextField(verbose_name="penalty provision")),
                        (
                            "penalty_provision_individual",
                            models.TextField(blank=True, verbose_name="penalty provision for individuals"),
                        ),
                        (
                            "subject",
                            models.CharField(
                                choices=[
                                    ("unit", "Unit"),
                                    ("individual", "Individual"),
                                    ("both", "Unit and individual"),
                                ],
                                max_length=10,
                                verbose_name="liable",
                            ),
                        ),
                        (
                            "penalty_kinds",
                            models.CharField(blank=True, max_length=120, verbose_name="kinds of penalty"),
                        ),
                        (
                            "unit_first_min",
                            models.DecimalField(
                                blank=True,
                                decimal_places=2,
                                max_digits=12,
                                null=True,
                                verbose_name="unit, first finding: lowest fine",
                            ),
                        ),
                        (
                            "unit_first_max",
                            models.DecimalField(
                                blank=True,
                                decimal_places=2,
                                max_digits=12,
                                null=True,
                                verbose_name="unit, first finding: highest fine",
                            ),
                        ),
                        (
                            "unit_overdue_min",
                            models.DecimalField(
                                blank=True,
                                decimal_places=2,
                                max_digits=12,
                                null=True,
                                verbose_name="unit, overdue: lowest fine",
                            ),
                        ),
                        (
                            "unit_overdue_max",
                            models.DecimalField(
                                blank=True,
                                decimal_places=2,
                                max_digits=12,
                                null=True,
                                verbose_name="unit, overdue: highest fine",
                            ),
                        ),
                        (
                            "individual_first_min",
                            models.DecimalField(
                                blank=True,
                                decimal_places=2,
                                max_digits=12,
                                null=True,
                                verbose_name="individual, first finding: lowest fine",
                            ),
                        ),
                        (
                            "individual_first_max",
                            models.DecimalField(
                                blank=True,
                                decimal_places=2,
                                max_digits=12,
                                null=True,
                                verbose_name="individual, first finding: highest fine",
                            ),
                        ),
                        (
                            "individual_overdue_min",
                            models.DecimalField(
                                blank=True,
                                decimal_places=2,
                                max_digits=12,
                                null=True,
                                verbose_name="individual, overdue: lowest fine",
                            ),
                        ),
                        (
                            "individual_overdue_max",
                            models.DecimalField(
                                blank=True,
                                decimal_places=2,
                                max_digits=12,
                                null=True,
                                verbose_name="individual, overdue: highest fine",
                            ),
                        ),
                        (
                            "individual_role",
                            models.CharField(blank=True, max_length=60, verbose_name="role of the individual"),
                        ),
                        (
                            "rectify_first",
                            models.BooleanField(default=False, verbose_name="fine only after overdue correction"),
                        ),
                        (
                            "suspension_when_overdue",
                            models.BooleanField(default=False, verbose_name="suspension of business when overdue"),
                        ),
                        (
                            "suspension_when_serious",
                            models.BooleanField(default=False, verbose_name="suspension of business when serious"),
                        ),
                        (
                            "overdue_measure",
                            models.CharField(blank=True, max_length=100, verbose_name="measure when overdue"),
                        ),
                        ("warning_possible", models.BooleanField(default=False, verbose_name="warning possible")),
                        (
                            "alt_basis",
                            models.CharField(blank=True, max_length=100, verbose_name="other range applies to"),
                        ),
                        (
                            "alt_min",
                            models.DecimalField(
                                blank=True,
                                decimal_places=2,
                                max_digits=12,
                                null=True,
                                verbose_name="other range: lowest fine",
                            ),
                        ),
                        (
                            "alt_max",
                            models.DecimalField(
                                blank=True,
                                decimal_places=2,
                                max_digits=12,
                                null=True,
                                verbose_name="other range: highest fine",
                            ),
                        ),
                        (
                            "limitation_years",
                            models.PositiveSmallIntegerField(default=2, verbose_name="limitation (years)"),
                        ),
                        ("precondition", models.TextField(blank=True, verbose_name="precondition")),
                        ("remarks", models.TextField(blank=True, verbose_name="remarks")),
                        (
                            "source_check",
                            models.CharField(blank=True, max_length=30, verbose_name="check of the source"),
                        ),
                        ("source", models.CharField(blank=True, max_length=200, verbose_name="source")),
                        ("street_note", models.TextField(blank=True, verbose_name="note for the street")),
                        (
                            "exceeds_street_cap",
                            models.CharField(blank=True, max_length=30, verbose_name="can exceed the street's cap"),
                        ),
                        (
                            "hearing_risk",
                            models.CharField(
                                choices=[
                                    ("low", "Low: below the threshold at any stage"),
                                    ("medium", "Medium: at the top of the range, or when overdue or serious"),
                                    ("high", "High: at first finding already"),
                                ],
                                default="low",
                                max_length=8,
                                verbose_name="risk of a hearing",
                            ),
                        ),
                        (
                            "weight",
                            models.DecimalField(
                                decimal_places=1,
                                default=Decimal("1"),
                                help_text="How much a case of this item counts inside an average (个性赋分); never a number of cases.",
                                max_digits=3,
                                verbose_name="weight",
                            ),
                        ),
                    ],
                    options={
                        "verbose_name": "delegated item",
                        "verbose_name_plural": "delegated items",
                        "ordering": ("version", "code"),
                    },
                ),
                migrations.CreateModel(
                    name="LiaisonVisit",
                    fields=[
                        (
                            "id",
                            models.BigAutoField(
                                auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                            ),
                        ),
                        ("on", models.DateField(verbose_name="day")),
                        ("done", models.CharField(max_length=500, verbose_name="what was done")),
                        ("taught", models.CharField(blank=True, max_length=500, verbose_name="what was taught")),
                        ("topics", models.JSONField(blank=True, default=list, verbose_name="topics")),
                        ("case_reference", models.CharField(blank=True, max_length=20, verbose_name="case guided")),
                    ],
                    options={
                        "verbose_name": "visit of a liaison",
                        "verbose_name_plural": "visits of liaisons",
                        "ordering": ("-on", "-pk"),
                    },
                ),
                migrations.CreateModel(
                    name="MentoringGroup",
                    fields=[
                        (
                            "id",
                            models.BigAutoField(
                                auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                            ),
                        ),
                        (
                            "number",
                            models.PositiveSmallIntegerField(
                                unique=True,
                                validators=[
                                    django.core.validators.MinValueValidator(1),
                                    django.core.validators.MaxValueValidator(6),
                                ],
                                verbose_name="number",
                            ),
                        ),
                        ("name", models.CharField(max_length=30, verbose_name="name")),
                    ],
                    options={
                        "verbose_name": "mentoring group",
                        "verbose_name_plural": "mentoring groups",
                        "ordering": ("number",),
                    },
                ),
                migrations.CreateModel(
                    name="Officer",
                    fields=[
                        (
                            "id",
                            models.BigAutoField(
                                auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                            ),
                        ),
                        ("name", models.CharField(max_length=50, verbose_name="name")),
                        (
                            "kind",
                            models.CharField(
                                choices=[
                                    ("officer", "Enforcement officer"),
                                    ("auxiliary", "Auxiliary"),
                                    ("grid", "Grid worker"),
                                    ("counsel", "Street counsel"),
                                    ("head", "Street head"),
                                    ("desk", "Review desk"),
                                    ("director", "Deputy director in charge"),
                                    ("chief", "Head of the organ"),
                                    ("liaison", "Liaison"),
                                    ("leader", "Leadership"),
                                    ("admin", "System administrator"),
                                    ("service", "Service staff"),
                                    ("third_party", "Third-party staff"),
                                    ("trainer", "Outside trainer"),
                                ],
                                max_length=12,
                                verbose_name="kind",
                            ),
                        ),
                        (
                            "desk",
                            models.CharField(
                                blank=True,
                                choices=[("enforcement", "Enforcement desk"), ("legal", "Legal desk")],
                                max_length=12,
                                verbose_name="desk",
                            ),
                        ),
                        ("phone", models.CharField(blank=True, max_length=30, verbose_name="phone")),
                        ("position", models.CharField(blank=True, max_length=50, verbose_name="position")),
                        ("active", models.BooleanField(default=True, verbose_name="active")),
                        ("trains", models.BooleanField(default=False, verbose_name="member of the training team")),
                        ("ended_on", models.DateField(blank=True, null=True, verbose_name="left on")),
                        ("end_reason", models.CharField(blank=True, max_length=200, verbose_name="reason")),
                        ("demo", models.BooleanField(default=False, verbose_name="demonstration")),
                    ],
                    options={
                        "verbose_name": "officer",
                        "verbose_name_plural": "officers",
                        "ordering": ("street__code", "organ__code", "pk"),
                    },
                ),
                migrations.CreateModel(
                    name="Organ",
                    fields=[
                        (
                            "id",
                            models.BigAutoField(
                                auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                            ),
                        ),
                        (
                            "code",
                            models.CharField(
                                choices=[("emergency", "Emergency management"), ("fire", "Fire and rescue")],
                                max_length=20,
                                unique=True,
                                verbose_name="code",
                            ),
                        ),
                        ("name", models.CharField(max_length=60, verbose_name="name")),
                        ("short_name", models.CharField(max_length=30, verbose_name="short name")),
                        ("letterhead", models.CharField(max_length=60, verbose_name="letterhead")),
                        ("seal_text", models.CharField(max_length=60, verbose_name="text of the seal")),
                        ("number_prefix", models.CharField(max_length=20, verbose_name="number prefix")),
                        (
                            "credit_code",
                            models.CharField(blank=True, max_length=18, verbose_name="unified social credit code"),
                        ),
                        ("address", models.CharField(blank=True, max_length=120, verbose_name="address")),
                        ("phone", models.CharField(blank=True, max_length=30, verbose_name="phone")),
                        ("postcode", models.CharField(blank=True, max_length=6, verbose_name="postcode")),
                        ("contact", models.CharField(blank=True, max_length=50, verbose_name="contact")),
                        ("review_body", models.CharField(max_length=60, verbose_name="reconsideration body")),
                        ("court", models.CharField(max_length=60, verbose_name="court")),
                        ("bank_name", models.CharField(blank=True, max_length=80, verbose_name="collecting bank")),
                        ("bank_account", models.CharField(blank=True, max_length=60, verbose_name="account for fines")),
                        (
                            "supervisor_note",
                            models.CharField(blank=True, max_length=300, verbose_name="supervision note"),
                        ),
                        (
                            "to_confirm",
                            models.JSONField(blank=True, default=list, verbose_name="fields to be confirmed"),
                        ),
                    ],
                    options={
                        "verbose_name": "delegating organ",
                        "verbose_name_plural": "delegating organs",
                        "ordering": ("code",),
                    },
                ),
                migrations.CreateModel(
                    name="StationRecord",
                    fields=[
                        (
                            "id",
                            models.BigAutoField(
                                auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                            ),
                        ),
                        (
                            "kind",
                            models.CharField(
                                choices=[
                                    ("case_room", "Case room"),
                                    ("store", "Store for evidence and files"),
                                    ("vehicle", "Vehicles"),
                                    ("equipment", "Equipment"),
                                    ("uniform", "Uniforms"),
                                    ("allowance", "Allowances"),
                                ],
                                max_length=12,
                                verbose_name="kind",
                            ),
                        ),
                        (
                            "quantity",
                            models.PositiveIntegerField(
                                default=1,
                                help_text="0: it is no longer there.",
                                validators=[django.core.validators.MinValueValidator(0)],
                                verbose_name="quantity",
                            ),
                        ),
                        ("evidence", models.CharField(max_length=300, verbose_name="evidence")),
                        ("checked_on", models.DateField(verbose_name="checked on")),
                        ("good_until", models.DateField(blank=True, null=True, verbose_name="good until")),
                        (
                            "scan",
                            models.FileField(
                                blank=True, max_length=200, upload_to="stations/%Y/", verbose_name="scan or photo"
                            ),
                        ),
                        ("scan_sha256", models.CharField(blank=True, max_length=64)),
                        ("recorded_by", models.CharField(blank=True, max_length=80, verbose_name="recorded by")),
                        ("demo", models.BooleanField(default=False, verbose_name="demonstration")),
                    ],
                    options={
                        "verbose_name": "station record",
                        "verbose_name_plural": "station records",
                        "ordering": ("street__code", "kind", "-checked_on", "-pk"),
                    },
                ),
                migrations.CreateModel(
                    name="Statute",
                    fields=[
                        (
                            "id",
                            models.BigAutoField(
                                auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                            ),
                        ),
                        ("name", models.CharField(max_length=80, verbose_name="name")),
                        ("title", models.CharField(max_length=120, verbose_name="full title")),
                        ("aliases", models.JSONField(blank=True, default=list, verbose_name="short names")),
                        ("adopted_on", models.DateField(blank=True, null=True, verbose_name="adopted on")),
                        ("effective_from", models.DateField(verbose_name="in force from")),
                        ("effective_to", models.DateField(blank=True, null=True, verbose_name="in force until")),
                        ("issued_by", models.TextField(blank=True, verbose_name="issue and amendments")),
                        ("source", models.CharField(blank=True, max_length=300, verbose_name="source")),
                        ("source_file", models.CharField(blank=True, max_length=200, verbose_name="file")),
                        ("digest", models.CharField(blank=True, max_length=64, verbose_name="digest")),
                        ("loaded_on", models.DateField(blank=True, null=True, verbose_name="loaded on")),
                    ],
                    options={
                        "verbose_name": "statute",
                        "verbose_name_plural": "statutes",
                        "ordering": ("name", "-effective_from"),
                    },
                ),
                migrations.CreateModel(
                    name="StepDecision",
                    fields=[
                        (
                            "id",
                            models.BigAutoField(
                                auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                            ),
                        ),
                        (
                            "step",
                            models.CharField(
                                choices=[
                                    ("participate", "Takes part"),
                                    ("guided", "Guided"),
                                    ("independent", "On its own"),
                                ],
                                max_length=12,
                                verbose_name="step",
                            ),
                        ),
                        (
                            "step_before",
                            models.CharField(
                                choices=[
                                    ("participate", "Takes part"),
                                    ("guided", "Guided"),
                                    ("independent", "On its own"),
                                ],
                                max_length=12,
                                verbose_name="step before",
                            ),
                        ),
                        (
                            "status",
                            models.CharField(
                                choices=[("proposed", "Proposed"), ("approved", "Approved"), ("refused", "Refused")],
                                default="proposed",
                                max_length=10,
                                verbose_name="state",
                            ),
                        ),
                        ("reason", models.CharField(max_length=500, verbose_name="reason")),
                        ("figures", models.JSONField(default=list, verbose_name="criteria as they stood")),
                        ("proposed_on", models.DateField(verbose_name="proposed on")),
                        ("decided_on", models.DateField(blank=True, null=True, verbose_name="decided on")),
                        ("opinion", models.CharField(blank=True, max_length=500, verbose_name="opinion")),
                        ("effective_from", models.DateField(blank=True, null=True, verbose_name="in force from")),
                    ],
                    options={
                        "verbose_name": "decision on an autonomy step",
                        "verbose_name_plural": "decisions on autonomy steps",
                        "ordering": ("-proposed_on", "-pk"),
                    },
                ),
                migrations.CreateModel(
                    name="Street",
                    fields=[
                        (
                            "id",
                            models.BigAutoField(
                                auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                            ),
                        ),
                        ("code", models.CharField(max_length=12, unique=True, verbose_name="division code")),
                        ("name", models.CharField(max_length=30, unique=True, verbose_name="name")),
                        ("pinyin", models.SlugField(max_length=30, unique=True, verbose_name="pinyin")),
                        (
                            "autonomy_step",
                            models.CharField(
                                choices=[
                                    ("participate", "Takes part"),
                                    ("guided", "Guided"),
                                    ("independent", "On its own"),
                                ],
                                default="guided",
                                max_length=12,
                                verbose_name="autonomy step",
                            ),
                        ),
                        ("address", models.CharField(blank=True, max_length=120, verbose_name="address")),
                        ("phone", models.CharField(blank=True, max_length=30, verbose_name="phone")),
                    ],
                    options={
                        "verbose_name": "street",
                        "verbose_name_plural": "streets",
                        "ordering": ("code",),
                        "permissions": (
                            ("view_emergency", "Can read emergency cases"),
                            ("view_fire", "Can read fire cases"),
                            ("handle_emergency", "Can handle emergency cases"),
                            ("handle_fire", "Can handle fire cases"),
                            ("assist_emergency", "Can handle emergency cases beside the street's officer"),
                            ("assist_fire", "Can handle fire cases beside the street's officer"),
                            ("initial_emergency", "Can give initial review of emergency cases"),
                            ("initial_fire", "Can give initial review of fire cases"),
                            ("own_emergency", "Can handle the bureau's own emergency cases"),
                            ("own_fire", "Can handle the fire body's own cases"),
                            ("recheck_enforcement_emergency", "Can recheck emergency cases (enforcement desk)"),
                            ("recheck_legal_emergency", "Can recheck emergency cases (legal desk)"),
                            ("recheck_legal_fire", "Can recheck fire cases (legal desk)"),
                            ("final_emergency", "Can give final review of emergency cases"),
                            ("final_fire", "Can give final review of fire cases"),
                            ("chief_emergency", "Can decide emergency cases as head of the organ"),
                            ("chief_fire", "Can decide fire cases as head of the organ"),
                            ("accept_emergency", "Can accept emergency cases handed over"),
                            ("accept_fire", "Can accept fire cases handed over"),
                            ("manage_officers_emergency", "Can replace officers on emergency cases"),
                            ("manage_officers_fire", "Can replace officers on fire cases"),
                        ),
                    },
                ),
                migrations.CreateModel(
                    name="Suspension",
                    fields=[
                        (
                            "id",
                            models.BigAutoField(
                                auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                            ),
                        ),
                        ("starts_on", models.DateField(verbose_name="from")),
                        ("ends_on", models.DateField(blank=True, null=True, verbose_name="ends on")),
                        ("reason", models.CharField(max_length=300, verbose_name="reason")),
                    ],
                    options={
                        "verbose_name": "suspension",
                        "verbose_name_plural": "suspensions",
                        "ordering": ("agreement", "starts_on"),
                    },
                ),
                migrations.CreateModel(
                    name="Agreement",
                    fields=[
                        (
                            "id",
                            models.BigAutoField(
                                auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                            ),
                        ),
                        (
                            "status",
                            django_fsm.FSMField(
                                choices=[
                                    ("draft", "Draft"),
                                    ("signed", "Signed by both"),
                                    ("recorded", "Recorded with the justice bureau"),
                                    ("published", "Made public"),
                                    ("in_force", "In force"),
                                    ("suspended", "Suspended"),
                                    ("revoked", "Revoked"),
                                    ("expired", "Expired"),
                                    ("renewed", "Renewed"),
                                ],
                                default="draft",
                                max_length=10,
                                protected=True,
                                verbose_name="status",
                            ),
                        ),
                        ("number", models.CharField(max_length=60, unique=True, verbose_name="number")),
                        ("signed_on", models.DateField(blank=True, null=True, verbose_name="signed on")),
                        (
                            "signed_for_organ",
                            models.CharField(blank=True, max_length=50, verbose_name="signed for the organ by"),
                        ),
                        (
                            "signed_for_street",
                            models.CharField(blank=True, max_length=50, verbose_name="signed for the street by"),
                        ),
                        ("recorded_on", models.DateField(blank=True, null=True, verbose_name="recorded on")),
                        (
                            "recording_number",
                            models.CharField(blank=True, max_length=60, verbose_name="recording number"),
                        ),
                        ("published_on", models.DateField(blank=True, null=True, verbose_name="published on")),
                        ("publication_url", models.URLField(blank=True, verbose_name="published at")),
                        ("valid_from", models.DateField(verbose_name="valid from")),
                        ("valid_to", models.DateField(verbose_name="valid to")),
                        ("revoked_on", models.DateField(blank=True, null=True, verbose_name="revoked from")),
                        (
                            "cap_unit",
                            models.DecimalField(
                                decimal_places=2, default=Decimal("50000"), max_digits=12, verbose_name="cap for units"
                            ),
                        ),
                        (
                            "cap_individual",
                            models.DecimalField(
                                decimal_places=2,
                                default=Decimal("20000"),
                                max_digits=12,
                                verbose_name="cap for individuals",
                            ),
                        ),
                        (
                            "first_suspended_on",
                            models.DateField(blank=True, null=True, verbose_name="first suspended from"),
                        ),
                        ("status_reason", models.CharField(blank=True, max_length=300, verbose_name="reason")),
                        (
                            "transition_rule",
                            models.CharField(
                                choices=[
                                    ("finish", "The street finishes its open cases"),
                                    ("hand_over", "Open cases are handed over"),
                                ],
                                default="finish",
                                max_length=10,
                                verbose_name="when it ends",
                            ),
                        ),
                        ("legal_basis", models.TextField(blank=True, verbose_name="legal basis")),
                        ("powers", models.TextField(blank=True, verbose_name="powers")),
                        ("area", models.CharField(blank=True, max_length=200, verbose_name="area")),
                        ("supervision", models.TextField(blank=True, verbose_name="supervision")),
                        ("liability", models.TextField(blank=True, verbose_name="liability")),
                        (
                            "renews",
                            models.ForeignKey(
                                blank=True,
                                null=True,
                                on_delete=django.db.models.deletion.PROTECT,
                                related_name="renewals",
                                to="delegation.agreement",
                                verbose_name="renews",
                            ),
                        ),
                    ],
                    options={
                        "verbose_name": "delegation agreement",
                        "verbose_name_plural": "delegation agreements",
                        "ordering": ("street__code", "organ__code", "-valid_from"),
                    },
                ),
                migrations.CreateModel(
                    name="AgreementLetter",
                    fields=[
                        (
                            "id",
                            models.BigAutoField(
                                auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                            ),
                        ),
                        ("number", models.CharField(max_length=60, verbose_name="number")),
                        ("data", models.JSONField(default=dict)),
                        ("template_version", models.CharField(max_length=64)),
                        ("data_hash", models.CharField(max_length=64)),
                        ("frozen_at", models.DateTimeField(verbose_name="frozen at")),
                        ("pdf", models.FileField(blank=True, max_length=200, upload_to="letters/")),
                        ("pdf_sha256", models.CharField(blank=True, max_length=64)),
                        (
                            "scan",
                            models.FileField(
                                blank=True, max_length=200, upload_to="letters/scans/", verbose_name="signed scan"
                            ),
                        ),
                        ("scan_sha256", models.CharField(blank=True, max_length=64)),
                        (
                            "agreement",
                            models.OneToOneField(
                                on_delete=django.db.models.deletion.PROTECT,
                                related_name="letter",
                                to="delegation.agreement",
                                verbose_name="agreement",
                            ),
                        ),
                    ],
                    options={
                        "verbose_name": "letter of delegation",
                        "verbose_name_plural": "letters of delegation",
                    },
                ),
                migrations.AddField(
                    model_name="agreementletter",
                    name="frozen_by",
                    field=models.ForeignKey(
                        null=True,
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="+",
                        to=settings.AUTH_USER_MODEL,
                    ),
                ),
                migrations.AddField(
                    model_name="catalogueversion",
                    name="catalogue",
                    field=models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="versions",
                        to="delegation.catalogue",
                        verbose_name="catalogue",
                    ),
                ),
                migrations.AddField(
                    model_name="agreement",
                    name="version",
                    field=models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="agreements",
                        to="delegation.catalogueversion",
                        verbose_name="catalogue version",
                    ),
                ),
                migrations.AddConstraint(
                    model_name="discretionfactor",
                    constraint=models.UniqueConstraint(
                        fields=("code", "organ", "valid_from"), name="discretion_factor_once"
                    ),
                ),
                migrations.AddConstraint(
                    model_name="discretionfactor",
                    constraint=models.CheckConstraint(
                        condition=models.Q(
                            ("valid_to", None), ("valid_to__gte", models.F("valid_from")), _connector="OR"
                        ),
                        name="discretion_factor_dates",
                        violation_error_message="It ends before it begins.",
                    ),
                ),
                migrations.AddConstraint(
                    model_name="discretionfactor",
                    constraint=models.CheckConstraint(
                        condition=models.Q(
                            models.Q(("effect", "no_penalty"), ("kind__in", ["must_not", "may_not"])),
                            models.Q(
                                models.Q(("kind__in", ["must_not", "may_not"]), _negated=True),
                                models.Q(("effect", "no_penalty"), _negated=True),
                            ),
                            _connector="OR",
                        ),
                        name="discretion_factor_effect",
                        violation_error_message="Only a ground for no penalty has the effect “no penalty”.",
                    ),
                ),
                migrations.AddConstraint(
                    model_name="discretionfactor",
                    constraint=models.CheckConstraint(
                        condition=models.Q(("step__lte", 100)),
                        name="discretion_factor_step",
                        violation_error_message="A step is at most the whole tier, 100.",
                    ),
                ),
                migrations.AddField(
                    model_name="historicalagreement",
                    name="history_user",
                    field=models.ForeignKey(
                        null=True,
                        on_delete=django.db.models.deletion.SET_NULL,
                        related_name="+",
                        to=settings.AUTH_USER_MODEL,
                    ),
                ),
                migrations.AddField(
                    model_name="historicalagreement",
                    name="renews",
                    field=models.ForeignKey(
                        blank=True,
                        db_constraint=False,
                        null=True,
                        on_delete=django.db.models.deletion.DO_NOTHING,
                        related_name="+",
                        to="delegation.agreement",
                        verbose_name="renews",
                    ),
                ),
                migrations.AddField(
                    model_name="historicalagreement",
                    name="version",
                    field=models.ForeignKey(
                        blank=True,
                        db_constraint=False,
                        null=True,
                        on_delete=django.db.models.deletion.DO_NOTHING,
                        related_name="+",
                        to="delegation.catalogueversion",
                        verbose_name="catalogue version",
                    ),
                ),
                migrations.AddField(
                    model_name="historicalcertificate",
                    name="history_user",
                    field=models.ForeignKey(
                        null=True,
                        on_delete=django.db.models.deletion.SET_NULL,
                        related_name="+",
                        to=settings.AUTH_USER_MODEL,
                    ),
                ),
                migrations.AddField(
                    model_name="historicalitem",
                    name="history_user",
                    field=models.ForeignKey(
                        null=True,
                        on_delete=django.db.models.deletion.SET_NULL,
                        related_name="+",
                        to=settings.AUTH_USER_MODEL,
                    ),
                ),
                migrations.AddField(
                    model_name="historicalitem",
                    name="version",
                    field=models.ForeignKey(
                        blank=True,
                        db_constraint=False,
                        null=True,
                        on_delete=django.db.models.deletion.DO_NOTHING,
                        related_name="+",
                        to="delegation.catalogueversion",
                        verbose_name="catalogue version",
                    ),
                ),
                migrations.AddField(
                    model_name="historicalofficer",
                    name="history_user",
                    field=models.ForeignKey(
                        null=True,
                        on_delete=django.db.models.deletion.SET_NULL,
                        related_name="+",
                        to=settings.AUTH_USER_MODEL,
                    ),
                ),
                migrations.AddField(
                    model_name="historicalofficer",
                    name="user",
                    field=models.ForeignKey(
                        blank=True,
                        db_constraint=False,
                        null=True,
                        on_delete=django.db.models.deletion.DO_NOTHING,
                        related_name="+",
                        to=settings.AUTH_USER_MODEL,
                        verbose_name="account",
                    ),
                ),
                migrations.AddField(
                    model_name="historicalorgan",
                    name="history_user",
                    field=models.ForeignKey(
                        null=True,
                        on_delete=django.db.models.deletion.SET_NULL,
                        related_name="+",
                        to=settings.AUTH_USER_MODEL,
                    ),
                ),
                migrations.AddField(
                    model_name="item",
                    name="version",
                    field=models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="items",
                        to="delegation.catalogueversion",
                        verbose_name="catalogue version",
                    ),
                ),
                migrations.AddField(
                    model_name="discretiontier",
                    name="item",
                    field=models.ForeignKey(
                        on_delete=django.db.models.deletion.CASCADE,
                        related_name="tiers",
                        to="delegation.item",
                        verbose_name="item",
                    ),
                ),
                migrations.AddField(
                    model_name="agreement",
                    name="items",
                    field=models.ManyToManyField(
                        blank=True, related_name="agreements", to="delegation.item", verbose_name="items"
                    ),
                ),
                migrations.AddField(
                    model_name="officer",
                    name="user",
                    field=models.OneToOneField(
                        blank=True,
                        null=True,
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="officer",
                        to=settings.AUTH_USER_MODEL,
                        verbose_name="account",
                    ),
                ),
                migrations.AddField(
                    model_name="mentoringgroup",
                    name="liaison",
                    field=models.ForeignKey(
                        blank=True,
                        null=True,
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="groups",
                        to="delegation.officer",
                        verbose_name="liaison",
                    ),
                ),
                migrations.AddField(
                    model_name="liaisonvisit",
                    name="liaison",
                    field=models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="visits",
                        to="delegation.officer",
                        verbose_name="liaison",
                    ),
                ),
                migrations.AddField(
                    model_name="historicalcertificate",
                    name="officer",
                    field=models.ForeignKey(
                        blank=True,
                        db_constraint=False,
                        null=True,
                        on_delete=django.db.models.deletion.DO_NOTHING,
                        related_name="+",
                        to="delegation.officer",
                        verbose_name="officer",
                    ),
                ),
                migrations.AddField(
                    model_name="certificate",
                    name="officer",
                    field=models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="certificates",
                        to="delegation.officer",
                        verbose_name="officer",
                    ),
                ),
                migrations.AddField(
                    model_name="absence",
                    name="deputy",
                    field=models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="deputizing",
                        to="delegation.officer",
                        verbose_name="deputy",
                    ),
                ),
                migrations.AddField(
                    model_name="absence",
                    name="person",
                    field=models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="absences",
                        to="delegation.officer",
                        verbose_name="absent",
                    ),
                ),
                migrations.AddField(
                    model_name="officer",
                    name="organ",
                    field=models.ForeignKey(
                        blank=True,
                        null=True,
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="officers",
                        to="delegation.organ",
                        verbose_name="organ",
                    ),
                ),
                migrations.AddField(
                    model_name="historicalofficer",
                    name="organ",
                    field=models.ForeignKey(
                        blank=True,
                        db_constraint=False,
                        null=True,
                        on_delete=django.db.models.deletion.DO_NOTHING,
                        related_name="+",
                        to="delegation.organ",
                        verbose_name="organ",
                    ),
                ),
                migrations.AddField(
                    model_name="historicalagreement",
                    name="organ",
                    field=models.ForeignKey(
                        blank=True,
                        db_constraint=False,
                        null=True,
                        on_delete=django.db.models.deletion.DO_NOTHING,
                        related_name="+",
                        to="delegation.organ",
                        verbose_name="organ",
                    ),
                ),
                migrations.AddField(
                    model_name="catalogue",
                    name="organ",
                    field=models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="catalogues",
                        to="delegation.organ",
                        verbose_name="organ",
                    ),
                ),
                migrations.AddField(
                    model_name="agreement",
                    name="organ",
                    field=models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="agreements",
                        to="delegation.organ",
                        verbose_name="organ",
                    ),
                ),
                migrations.AddConstraint(
                    model_name="statute",
                    constraint=models.UniqueConstraint(fields=("name", "effective_from"), name="statute_text"),
                ),
                migrations.AddConstraint(
                    model_name="statute",
                    constraint=models.CheckConstraint(
                        condition=models.Q(
                            ("effective_to", None), ("effective_to__gte", models.F("effective_from")), _connector="OR"
                        ),
                        name="statute_dates",
                        violation_error_message="The text ends before it begins.",
                    ),
                ),
                migrations.AddField(
                    model_name="article",
                    name="statute",
                    field=models.ForeignKey(
                        on_delete=django.db.models.deletion.CASCADE,
                        related_name="articles",
                        to="delegation.statute",
                        verbose_name="statute",
                    ),
                ),
                migrations.AddField(
                    model_name="stepdecision",
                    name="decided_by",
                    field=models.ForeignKey(
                        blank=True,
                        null=True,
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="+",
                        to=settings.AUTH_USER_MODEL,
                        verbose_name="decided by",
                    ),
                ),
                migrations.AddField(
                    model_name="stepdecision",
                    name="proposed_by",
                    field=models.ForeignKey(
                        null=True,
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="+",
                        to=settings.AUTH_USER_MODEL,
                        verbose_name="proposed by",
                    ),
                ),
                migrations.AddField(
                    model_name="stepdecision",
                    name="street",
                    field=models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="steps",
                        to="delegation.street",
                        verbose_name="street",
                    ),
                ),
                migrations.AddField(
                    model_name="stationrecord",
                    name="street",
                    field=models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="station",
                        to="delegation.street",
                        verbose_name="street",
                    ),
                ),
                migrations.AddField(
                    model_name="officer",
                    name="street",
                    field=models.ForeignKey(
                        blank=True,
                        null=True,
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="officers",
                        to="delegation.street",
                        verbose_name="street",
                    ),
                ),
                migrations.AddField(
                    model_name="mentoringgroup",
                    name="streets",
                    field=models.ManyToManyField(
                        related_name="mentoring_groups", to="delegation.street", verbose_name="streets"
                    ),
                ),
                migrations.AddField(
                    model_name="liaisonvisit",
                    name="street",
                    field=models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="visits",
                        to="delegation.street",
                        verbose_name="street",
                    ),
                ),
                migrations.AddField(
                    model_name="historicalofficer",
                    name="street",
                    field=models.ForeignKey(
                        blank=True,
                        db_constraint=False,
                        null=True,
                        on_delete=django.db.models.deletion.DO_NOTHING,
                        related_name="+",
                        to="delegation.street",
                        verbose_name="street",
                    ),
                ),
                migrations.AddField(
                    model_name="historicalagreement",
                    name="street",
                    field=models.ForeignKey(
                        blank=True,
                        db_constraint=False,
                        null=True,
                        on_delete=django.db.models.deletion.DO_NOTHING,
                        related_name="+",
                        to="delegation.street",
                        verbose_name="street",
                    ),
                ),
                migrations.AddField(
                    model_name="agreement",
                    name="street",
                    field=models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="agreements",
                        to="delegation.street",
                        verbose_name="street",
                    ),
                ),
                migrations.AddField(
                    model_name="suspension",
                    name="agreement",
                    field=models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="suspensions",
                        to="delegation.agreement",
                        verbose_name="agreement",
                    ),
                ),
                migrations.AddConstraint(
                    model_name="catalogueversion",
                    constraint=models.UniqueConstraint(
                        fields=("catalogue", "label"),
                        name="catalogue_version_label",
                        violation_error_message="This catalogue has a version of that name already.",
                    ),
                ),
                migrations.AddConstraint(
                    model_name="catalogueversion",
                    constraint=models.CheckConstraint(
                        condition=models.Q(
                            ("valid_to", None), ("valid_to__gte", models.F("valid_from")), _connector="OR"
                        ),
                        name="catalogue_version_dates",
                        violation_error_message="The version ends before it begins.",
                    ),
                ),
                migrations.AddConstraint(
                    model_name="catalogueversion",
                    constraint=models.CheckConstraint(
                        condition=models.Q(("status", "draft"), ("valid_from__isnull", False), _connector="OR"),
                        name="catalogue_version_begins",
                        violation_error_message="A published version has a day from which it holds.",
                    ),
                ),
                migrations.AddConstraint(
                    model_name="item",
                    constraint=models.UniqueConstraint(fields=("version", "code"), name="item_code"),
                ),
                migrations.AddConstraint(
                    model_name="item",
                    constraint=models.CheckConstraint(
                        condition=models.Q(
                            models.Q(("unit_first_max__isnull", True), ("unit_first_min__isnull", True)),
                            models.Q(
                                ("unit_first_max__isnull", False),
                                ("unit_first_min__isnull", False),
                                ("unit_first_max__gt", 0),
                                ("unit_first_max__gte", models.F("unit_first_min")),
                                ("unit_first_min__gte", 0),
                            ),
                            _connector="OR",
                        ),
                        name="item_unit_first_range",
                        violation_error_message="The lowest fine is above the highest, or one of the two is missing.",
                    ),
                ),
                migrations.AddConstraint(
                    model_name="item",
                    constraint=models.CheckConstraint(
                        condition=models.Q(
                            models.Q(("unit_overdue_max__isnull", True), ("unit_overdue_min__isnull", True)),
                            models.Q(
                                ("unit_overdue_max__isnull", False),
                                ("unit_overdue_min__isnull", False),
                                ("unit_overdue_max__gt", 0),
                                ("unit_overdue_max__gte", models.F("unit_overdue_min")),
                                ("unit_overdue_min__gte", 0),
                            ),
                            _connector="OR",
                        ),
                        name="item_unit_overdue_range",
                        violation_error_message="The lowest fine is above the highest, or one of the two is missing.",
                    ),
                ),
                migrations.AddConstraint(
                    model_name="item",
                    constraint=models.CheckConstraint(
                        condition=models.Q(
                            models.Q(("individual_first_max__isnull", True), ("individual_first_min__isnull", True)),
                            models.Q(
                                ("individual_first_max__isnull", False),
                                ("individual_first_min__isnull", False),
                                ("individual_first_max__gt", 0),
                                ("individual_first_max__gte", models.F("individual_first_min")),
                                ("individual_first_min__gte", 0),
                            ),
                            _connector="OR",
                        ),
                        name="item_individual_first_range",
                        violation_error_message="The lowest fine is above the highest, or one of the two is missing.",
                    ),
                ),
                migrations.AddConstraint(
                    model_name="item",
                    constraint=models.CheckConstraint(
                        condition=models.Q(
                            models.Q(
                                ("individual_overdue_max__isnull", True), ("individual_overdue_min__isnull", True)
                            ),
                            models.Q(
                                ("individual_overdue_max__isnull", False),
                                ("individual_overdue_min__isnull", False),
                                ("individual_overdue_max__gt", 0),
                                ("individual_overdue_max__gte", models.F("individual_overdue_min")),
                                ("individual_overdue_min__gte", 0),
                            ),
                            _connector="OR",
                        ),
                        name="item_individual_overdue_range",
                        violation_error_message="The lowest fine is above the highest, or one of the two is missing.",
                    ),
                ),
                migrations.AddConstraint(
                    model_name="item",
                    constraint=models.CheckConstraint(
                        condition=models.Q(
                            models.Q(("alt_max__isnull", True), ("alt_min__isnull", True)),
                            models.Q(
                                ("alt_max__isnull", False),
                                ("alt_min__isnull", False),
                                ("alt_max__gt", 0),
                                ("alt_max__gte", models.F("alt_min")),
                                ("alt_min__gte", 0),
                            ),
                            _connector="OR",
                        ),
                        name="item_alt_range",
                        violation_error_message="The lowest fine is above the highest, or one of the two is missing.",
                    ),
                ),
                migrations.AddConstraint(
                    model_name="item",
                    constraint=models.CheckConstraint(
                        condition=models.Q(
                            ("rectify_first", False),
                            models.Q(("individual_first_max", None), ("unit_first_max", None)),
                            _connector="OR",
                        ),
                        name="item_rectify_first",
                        violation_error_message="An item fined only after overdue correction has no fine at first finding.",
                    ),
                ),
                migrations.AddConstraint(
                    model_name="item",
                    constraint=models.CheckConstraint(
                        condition=models.Q(("weight__gt", 0), ("weight__lte", 10)),
                        name="item_weight",
                        violation_error_message="A weight is more than 0 and at most 10.",
                    ),
                ),
                migrations.AddConstraint(
                    model_name="discretiontier",
                    constraint=models.UniqueConstraint(
                        fields=("item", "target", "stage", "alternative", "tier", "valid_from"),
                        name="discretion_tier_once",
                    ),
                ),
                migrations.AddConstraint(
                    model_name="discretiontier",
                    constraint=models.CheckConstraint(
                        condition=models.Q(
                            models.Q(("fine_max", None), ("fine_min", None)),
                            models.Q(
                                ("fine_max__gte", models.F("fine_min")),
                                ("fine_max__isnull", False),
                                ("fine_min__gte", 0),
                                ("fine_min__isnull", False),
                            ),
                            _connector="OR",
                        ),
                        name="discretion_tier_range",
                        violation_error_message="The lowest fine is above the highest, or one of the two is missing.",
                    ),
                ),
                migrations.AddConstraint(
                    model_name="certificate",
                    constraint=models.CheckConstraint(
                        condition=models.Q(("valid_to__gte", models.F("valid_from"))),
                        name="certificate_dates",
                        violation_error_message="The certificate ends before it begins.",
                    ),
                ),
                migrations.AddConstraint(
                    model_name="absence",
                    constraint=models.CheckConstraint(
                        condition=models.Q(("ends_on__gte", models.F("starts_on"))),
                        name="absence_dates",
                        violation_error_message="The absence ends before it begins.",
                    ),
                ),
                migrations.AddConstraint(
                    model_name="absence",
                    constraint=models.CheckConstraint(
                        condition=models.Q(("person", models.F("deputy")), _negated=True),
                        name="absence_deputy_is_another",
                        violation_error_message="Nobody is their own deputy.",
                    ),
                ),
                migrations.AddConstraint(
                    model_name="article",
                    constraint=models.UniqueConstraint(fields=("statute", "label"), name="article_once"),
                ),
                migrations.AddConstraint(
                    model_name="article",
                    constraint=models.UniqueConstraint(fields=("statute", "position"), name="article_position"),
                ),
                migrations.AddConstraint(
                    model_name="stepdecision",
                    constraint=models.UniqueConstraint(
                        condition=models.Q(("status", "proposed")), fields=("street",), name="step_one_open_proposal"
                    ),
                ),
                migrations.AddIndex(
                    model_name="stationrecord",
                    index=models.Index(fields=["street", "kind", "-checked_on"], name="station_lookup"),
                ),
                migrations.AddConstraint(
                    model_name="officer",
                    constraint=models.CheckConstraint(
                        condition=models.Q(("street", None), ("organ", None), _connector="OR"), name="officer_one_unit"
                    ),
                ),
                migrations.AddConstraint(
                    model_name="officer",
                    constraint=models.CheckConstraint(
                        condition=models.Q(
                            models.Q(("kind", "desk"), models.Q(("desk", ""), _negated=True)),
                            models.Q(models.Q(("kind", "desk"), _negated=True), ("desk", "")),
                            _connector="OR",
                        ),
                        name="officer_desk_named",
                    ),
                ),
                migrations.AddConstraint(
                    model_name="liaisonvisit",
                    constraint=models.UniqueConstraint(
                        fields=("street", "liaison", "on"),
                        name="visit_once_a_day",
                        violation_error_message="This visit is in the log already.",
                    ),
                ),
                migrations.AddIndex(
                    model_name="agreement",
                    index=models.Index(fields=["street", "organ", "valid_from"], name="agreement_lookup"),
                ),
                migrations.AddConstraint(
                    model_name="agreement",
                    constraint=models.CheckConstraint(
                        condition=models.Q(("valid_to__gte", models.F("valid_from"))),
                        name="agreement_dates",
                        violation_error_message="The agreement ends before it begins.",
                    ),
                ),
                migrations.AddConstraint(
                    model_name="agreement",
                    constraint=models.CheckConstraint(
                        condition=models.Q(("cap_individual__gt", 0), ("cap_unit__gt", 0)),
                        name="agreement_caps",
                        violation_error_message="A cap must be more than zero.",
                    ),
                ),
                migrations.AddConstraint(
                    model_name="agreement",
                    constraint=models.CheckConstraint(
                        condition=models.Q(
                            ("status", "draft"),
                            models.Q(("signed_on__isnull", False), ("signed_on__lte", models.F("valid_from"))),
                            _connector="OR",
                        ),
                        name="agreement_signed_first",
                        violation_error_message="An agreement takes effect only after it was signed.",
                    ),
                ),
                migrations.AddConstraint(
                    model_name="agreement",
                    constraint=models.CheckConstraint(
                        condition=models.Q(
                            ("status__in", ("draft", "signed", "recorded", "revoked")),
                            models.Q(("published_on__isnull", False), ("recorded_on__isnull", False)),
                            _connector="OR",
                        ),
                        name="agreement_public_first",
                        violation_error_message="An agreement is published after it was signed and recorded.",
                    ),
                ),
                migrations.AddConstraint(
                    model_name="suspension",
                    constraint=models.CheckConstraint(
                        condition=models.Q(("ends_on", None), ("ends_on__gte", models.F("starts_on")), _connector="OR"),
                        name="suspension_dates",
                        violation_error_message="The suspension ends before it begins.",
                    ),
                ),
                migrations.AddConstraint(
                    model_name="suspension",
                    constraint=models.UniqueConstraint(
                        condition=models.Q(("ends_on", None)), fields=("agreement",), name="suspension_one_open"
                    ),
                ),
            ]
        ),
    ]
