"""All tables of the app in one step for a fresh installation; an older one goes on through the migrations it replaces."""

from decimal import Decimal
from django.conf import settings
from django.db import migrations, models
from gongshu_enforcement.migration_operations import CreateModels
import cases.models.document
import cases.models.evidence
import cases.models.received
import django.db.models.deletion
import django_fsm

# Which levels and desks see a submission, as begun with; rows that are there already are the bureau's and stay.
DESKS = {"emergency": "enforcement,legal", "fire": "legal"}
LEVELS = (
    (
        {"kind": "stage", "stage": "closure", "procedure": "summary"},
        {"initial": False, "recheck_desks": "legal", "decided_by": ""},
    ),
    ({"kind": "preservation"}, {"initial": False, "recheck_desks": "", "decided_by": "final"}),
    ({"kind": "measure"}, {"initial": False, "recheck_desks": "", "decided_by": "final"}),  # 强制法 18
    ({"kind": "supply"}, {"initial": False, "recheck_desks": "", "decided_by": "chief"}),  # 安全法 70
)


def review_policies(apps, schema_editor):
    """The policies a fresh installation begins with."""
    policies = apps.get_model("cases", "ReviewPolicy").objects.using(schema_editor.connection.alias)
    usual = {"kind": "", "stage": "", "procedure": "ordinary"}
    for organ, desks in DESKS.items():
        whole = {"initial": True, "recheck_desks": desks, "decided_by": "final"}
        for where, how in (({}, whole), *LEVELS):
            policies.get_or_create(organ=organ, **usual | where, defaults=how)


class Migration(migrations.Migration):
    initial = True
    replaces = [
        ("cases", "0001_initial"),
        ("cases", "0002_initial"),
        ("cases", "0003_review_policies"),
        ("cases", "0004_violation_provision"),
        ("cases", "0005_hearing"),
        ("cases", "0006_summary"),
        ("cases", "0007_summary_review_policies"),
        ("cases", "0008_preservation"),
        ("cases", "0009_preservation_review_policies"),
        ("cases", "0010_limits"),
        ("cases", "0011_execution"),
        ("cases", "0012_discretion_answers"),
        ("cases", "0013_self_check"),
        ("cases", "0014_remedies"),
        ("cases", "0015_reopening"),
        ("cases", "0016_verification"),
        ("cases", "0017_evidence_matrix"),
        ("cases", "0018_on_behalf_of"),
        ("cases", "0019_compulsory"),
        ("cases", "0020_correction"),
        ("cases", "0021_screen_signature"),
        ("cases", "0022_received"),
        ("cases", "0023_question_set"),
        ("cases", "0030_term_decisions"),
    ]
    dependencies = [
        ("delegation", "0001_whole"),
        ("gongshu_enforcement", "0001_whole"),
    ]
    operations = [
        CreateModels(
            [
                migrations.CreateModel(
                    name="ArchiveReading",
                    fields=[
                        (
                            "id",
                            models.BigAutoField(
                                auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                            ),
                        ),
                        ("reason", models.CharField(max_length=200, verbose_name="reason for reading")),
                        ("read_on", models.DateField(verbose_name="read on")),
                        ("recorded_at", models.DateTimeField()),
                    ],
                    options={
                        "verbose_name": "reading of a sealed dossier",
                        "verbose_name_plural": "readings of sealed dossiers",
                        "ordering": ("-pk",),
                    },
                ),
                migrations.CreateModel(
                    name="Case",
                    fields=[
                        (
                            "id",
                            models.BigAutoField(
                                auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                            ),
                        ),
                        (
                            "stage",
                            django_fsm.FSMField(
                                choices=[
                                    ("filing", "Filing"),
                                    ("interview", "Interview"),
                                    ("determination", "Determination"),
                                    ("discretion", "Discretion"),
                                    ("notice", "Notice"),
                                    ("closure", "Closure"),
                                    ("closed", "Closed"),
                                    ("not_filed", "Not filed"),
                                    ("terminated", "Terminated"),
                                    ("transferred", "Transferred"),
                                ],
                                db_index=True,
                                default="filing",
                                max_length=20,
                                protected=True,
                                verbose_name="stage",
                            ),
                        ),
                        ("reference", models.CharField(max_length=20, unique=True, verbose_name="reference")),
                        (
                            "handling_unit",
                            models.CharField(
                                choices=[("street", "Street"), ("organ", "Organ")],
                                max_length=10,
                                verbose_name="handling unit",
                            ),
                        ),
                        (
                            "opened_by_unit",
                            models.CharField(
                                choices=[("street", "Street"), ("organ", "Organ")],
                                max_length=10,
                                verbose_name="opened by",
                            ),
                        ),
                        (
                            "procedure",
                            models.CharField(
                                choices=[("ordinary", "Ordinary procedure"), ("summary", "Summary procedure")],
                                default="ordinary",
                                max_length=10,
                                verbose_name="procedure",
                            ),
                        ),
                        (
                            "outcome",
                            models.CharField(
                                blank=True,
                                choices=[
                                    ("penalty", "Penalty"),
                                    ("no_penalty", "No penalty"),
                                    ("not_established", "Violation not established"),
                                    ("transferred", "Transferred"),
                                    ("terminated", "Terminated"),
                                ],
                                max_length=20,
                                verbose_name="outcome",
                            ),
                        ),
                        (
                            "source",
                            models.CharField(
                                choices=[
                                    ("inspection", "On-site inspection"),
                                    ("report", "Report by the public"),
                                    ("grid", "Lead from a grid worker"),
                                    ("assigned", "Assigned by a superior organ"),
                                    ("transferred_in", "Transferred from another agency"),
                                    ("cross", "Cross-street inspection"),
                                    ("reopened", "Decision annulled, dealt with anew"),
                                    ("other", "Other"),
                                ],
                                default="inspection",
                                max_length=20,
                                verbose_name="source",
                            ),
                        ),
                        ("found_on", models.DateField(verbose_name="found on")),
                        (
                            "act_ended_on",
                            models.DateField(blank=True, null=True, verbose_name="day of the act, or of its end"),
                        ),
                        ("place", models.CharField(blank=True, max_length=200, verbose_name="place of the violation")),
                        ("facts", models.TextField(verbose_name="facts")),
                        ("opened_on", models.DateField(verbose_name="opened on")),
                        ("year", models.PositiveSmallIntegerField(blank=True, null=True, verbose_name="year")),
                        ("serial", models.PositiveIntegerField(blank=True, null=True, verbose_name="serial")),
                        (
                            "number",
                            models.CharField(blank=True, db_index=True, max_length=60, verbose_name="filing number"),
                        ),
                        ("inspection_year", models.PositiveSmallIntegerField(blank=True, null=True)),
                        ("inspection_serial", models.PositiveIntegerField(blank=True, null=True)),
                        ("filed_on", models.DateField(blank=True, db_index=True, null=True, verbose_name="filed on")),
                        ("decision_due_on", models.DateField(blank=True, null=True, verbose_name="decision due on")),
                        (
                            "decision_paused_on",
                            models.DateField(
                                blank=True, null=True, verbose_name="limit for the decision stands still since"
                            ),
                        ),
                        (
                            "decided_on",
                            models.DateField(blank=True, db_index=True, null=True, verbose_name="decided on"),
                        ),
                        (
                            "decision_served_on",
                            models.DateField(blank=True, null=True, verbose_name="decision served on"),
                        ),
                        ("closed_on", models.DateField(blank=True, db_index=True, null=True, verbose_name="closed on")),
                        ("archived_on", models.DateField(blank=True, null=True, verbose_name="archived on")),
                        (
                            "total_fine",
                            models.DecimalField(
                                blank=True, decimal_places=2, max_digits=12, null=True, verbose_name="fine in yuan"
                            ),
                        ),
                        ("next_limit_code", models.CharField(blank=True, max_length=40)),
                        ("next_limit_on", models.DateField(blank=True, null=True)),
                        ("stage_since", models.DateField(blank=True, null=True)),
                        ("version", models.PositiveIntegerField(default=0)),
                        (
                            "origin",
                            models.CharField(
                                choices=[("live", "live"), ("demo", "demo")], default="live", max_length=8
                            ),
                        ),
                        ("updated_at", models.DateTimeField(auto_now=True)),
                        ("dossier", models.FileField(blank=True, upload_to="dossiers/")),
                        ("dossier_sha256", models.CharField(blank=True, max_length=64)),
                    ],
                    options={
                        "verbose_name": "case",
                        "verbose_name_plural": "cases",
                        "ordering": ("-pk",),
                    },
                ),
                migrations.CreateModel(
                    name="CollectiveDiscussion",
                    fields=[
                        (
                            "id",
                            models.BigAutoField(
                                auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                            ),
                        ),
                        ("held_on", models.DateField(verbose_name="held on")),
                        ("started_at", models.DateTimeField(verbose_name="started at")),
                        ("ended_at", models.DateTimeField(verbose_name="ended at")),
                        ("place", models.CharField(max_length=200, verbose_name="place")),
                        ("summary", models.TextField(verbose_name="facts and proposal reported")),
                        (
                            "outcome",
                            models.CharField(
                                choices=[
                                    ("penalty", "Penalty"),
                                    ("no_penalty", "No penalty"),
                                    ("not_established", "Violation not established"),
                                    ("transfer", "Transfer"),
                                    ("investigate", "Investigate further"),
                                ],
                                max_length=20,
                                verbose_name="concluded",
                            ),
                        ),
                        ("conclusion", models.TextField(verbose_name="conclusion")),
                    ],
                    options={
                        "ordering": ("pk",),
                    },
                ),
                migrations.CreateModel(
                    name="ConcludedPenalty",
                    fields=[
                        (
                            "id",
                            models.BigAutoField(
                                auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                            ),
                        ),
                        ("fine", models.DecimalField(decimal_places=2, max_digits=12, verbose_name="fine in yuan")),
                        ("with_warning", models.BooleanField(default=False, verbose_name="with a warning")),
                        (
                            "further_penalty",
                            models.CharField(
                                blank=True,
                                choices=[
                                    ("suspension", "Suspension of business"),
                                    ("closure", "Closure"),
                                    ("restriction", "Restriction of activity or employment"),
                                    ("revocation", "Revocation of a licence"),
                                    ("downgrade", "Lower grade of qualification"),
                                    ("confiscation", "Confiscation of large gains or valuable things"),
                                ],
                                max_length=20,
                                verbose_name="further penalty",
                            ),
                        ),
                    ],
                    options={
                        "ordering": ("pk",),
                    },
                ),
                migrations.CreateModel(
                    name="Correction",
                    fields=[
                        (
                            "id",
                            models.BigAutoField(
                                auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                            ),
                        ),
                        ("changes", models.JSONField(default=list, verbose_name="passages")),
                        ("reason", models.CharField(max_length=300, verbose_name="how the error came about")),
                        ("asked_on", models.DateField(verbose_name="asked for on")),
                        ("granted", models.BooleanField(null=True, verbose_name="granted")),
                        ("opinion", models.CharField(blank=True, max_length=300, verbose_name="opinion")),
                        ("decided_on", models.DateField(null=True, verbose_name="decided on")),
                    ],
                    options={
                        "ordering": ("pk",),
                    },
                ),
                migrations.CreateModel(
                    name="CourtApplication",
                    fields=[
                        (
                            "id",
                            models.BigAutoField(
                                auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                            ),
                        ),
                        ("applied_on", models.DateField(verbose_name="applied on")),
                        ("court", models.CharField(max_length=80, verbose_name="court")),
                        (
                            "fine",
                            models.DecimalField(decimal_places=2, max_digits=12, verbose_name="unpaid fine in yuan"),
                        ),
                        (
                            "surcharge",
                            models.DecimalField(decimal_places=2, max_digits=12, verbose_name="surcharge in yuan"),
                        ),
                        ("views", models.TextField(verbose_name="what the party said")),
                        ("assets", models.TextField(verbose_name="what can be enforced upon")),
                        (
                            "result",
                            models.CharField(
                                blank=True,
                                choices=[
                                    ("enforced", "Enforced; the money is in"),
                                    ("ended", "The court ended the enforcement"),
                                    ("refused", "Not admitted or not allowed"),
                                ],
                                max_length=8,
                                verbose_name="result",
                            ),
                        ),
                        ("ended_on", models.DateField(null=True, verbose_name="ended on")),
                        (
                            "result_text",
                            models.CharField(blank=True, max_length=300, verbose_name="ruling of the court"),
                        ),
                    ],
                    options={
                        "verbose_name": "application to the court",
                        "verbose_name_plural": "applications to the court",
                        "ordering": ("pk",),
                    },
                ),
                migrations.CreateModel(
                    name="Defence",
                    fields=[
                        (
                            "id",
                            models.BigAutoField(
                                auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                            ),
                        ),
                        ("made_on", models.DateField(verbose_name="made on")),
                        ("speaker", models.CharField(max_length=50, verbose_name="stated by")),
                        (
                            "speaker_role",
                            models.CharField(
                                blank=True,
                                choices=[
                                    ("party", "the party itself"),
                                    ("representative", "legal representative or person in charge"),
                                    ("agent", "an agent with written authority"),
                                ],
                                max_length=20,
                                verbose_name="speaks as",
                            ),
                        ),
                        (
                            "authority",
                            models.CharField(blank=True, max_length=200, verbose_name="authority of the agent"),
                        ),
                        ("in_writing", models.BooleanField(default=False, verbose_name="in writing")),
                        ("point", models.TextField(verbose_name="point of the defence")),
                        ("answer", models.TextField(blank=True, verbose_name="answer after checking")),
                        ("accepted", models.BooleanField(null=True, verbose_name="accepted")),
                    ],
                    options={
                        "ordering": ("pk",),
                    },
                ),
                migrations.CreateModel(
                    name="Deferral",
                    fields=[
                        (
                            "id",
                            models.BigAutoField(
                                auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                            ),
                        ),
                        ("applied_on", models.DateField(verbose_name="applied for on")),
                        ("hardship", models.TextField(verbose_name="economic hardship and its proof")),
                        (
                            "amount",
                            models.DecimalField(
                                decimal_places=2, max_digits=12, verbose_name="deferred amount in yuan"
                            ),
                        ),
                        ("until", models.DateField(null=True, verbose_name="deferred until")),
                        ("granted_on", models.DateField(verbose_name="granted on")),
                    ],
                    options={
                        "verbose_name": "deferral of the payment",
                        "verbose_name_plural": "deferrals of the payment",
                        "ordering": ("pk",),
                    },
                ),
                migrations.CreateModel(
                    name="DeliberationFlag",
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
                                    ("complex", "Complex circumstances, or a major violation (CF 57(2))"),
                                    ("legal_relations", "Difficult, or several legal relations (CF 58(1)(3))"),
                                    ("public_interest", "Major public interest (CF 58(1)(1))"),
                                    ("other", "A law or regulation asks for the review (CF 58(1)(4))"),
                                ],
                                max_length=20,
                                verbose_name="why",
                            ),
                        ),
                        ("reason", models.TextField(verbose_name="explanation")),
                        ("flagged_on", models.DateField()),
                    ],
                    options={
                        "ordering": ("pk",),
                    },
                ),
                migrations.CreateModel(
                    name="DesignatedReviewer",
                    fields=[
                        (
                            "id",
                            models.BigAutoField(
                                auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                            ),
                        ),
                        ("reason", models.CharField(max_length=300)),
                    ],
                ),
                migrations.CreateModel(
                    name="DiscussionOpinion",
                    fields=[
                        (
                            "id",
                            models.BigAutoField(
                                auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                            ),
                        ),
                        ("opinion", models.TextField(verbose_name="what the person said")),
                        ("agrees", models.BooleanField(default=True, verbose_name="agrees with the conclusion")),
                    ],
                    options={
                        "ordering": ("pk",),
                    },
                ),
                migrations.CreateModel(
                    name="Document",
                    fields=[
                        (
                            "id",
                            models.BigAutoField(
                                auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                            ),
                        ),
                        ("code", models.CharField(max_length=10, verbose_name="code")),
                        ("title", models.CharField(max_length=80, verbose_name="title")),
                        ("number", models.CharField(blank=True, max_length=60, verbose_name="number")),
                        (
                            "status",
                            models.CharField(
                                choices=[("issued", "Issued"), ("void", "Void")],
                                default="issued",
                                max_length=10,
                                verbose_name="status",
                            ),
                        ),
                        ("data", models.JSONField(default=dict)),
                        ("template_version", models.CharField(max_length=64)),
                        ("data_hash", models.CharField(max_length=64)),
                        ("issued_on", models.DateField(verbose_name="issued on")),
                        ("issued_at", models.DateTimeField(verbose_name="issued at")),
                        ("needs_service", models.BooleanField(default=False, verbose_name="must be served")),
                        ("pdf", models.FileField(blank=True, upload_to="documents/")),
                        ("pdf_sha256", models.CharField(blank=True, max_length=64)),
                        ("rendered_at", models.DateTimeField(null=True)),
                        (
                            "token",
                            models.CharField(
                                default=cases.models.document.new_token, editable=False, max_length=16, unique=True
                            ),
                        ),
                        ("scan", models.FileField(blank=True, upload_to="scans/", verbose_name="signed scan")),
                        ("scan_sha256", models.CharField(blank=True, max_length=64)),
                        ("scan_at", models.DateTimeField(null=True)),
                        (
                            "origin",
                            models.CharField(
                                choices=[("live", "live"), ("demo", "demo")], default="live", max_length=8
                            ),
                        ),
                    ],
                    options={
                        "ordering": ("pk",),
                    },
                ),
                migrations.CreateModel(
                    name="Evidence",
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
                                    ("documentary", "Documentary evidence"),
                                    ("physical", "Physical evidence"),
                                    ("audiovisual", "Audio-visual material"),
                                    ("electronic", "Electronic data"),
                                    ("witness", "Witness testimony"),
                                    ("party_statement", "Statement of the party"),
                                    ("expert", "Expert opinion"),
                                    ("record", "Record of inquest or of the scene"),
                                ],
                                max_length=20,
                                verbose_name="kind",
                            ),
                        ),
                        ("title", models.CharField(max_length=120, verbose_name="name of the evidence")),
                        ("proves", models.CharField(max_length=300, verbose_name="what it proves")),
                        ("obtained_from", models.CharField(blank=True, max_length=120, verbose_name="source")),
                        ("made_by", models.CharField(blank=True, max_length=80, verbose_name="made or collected by")),
                        ("made_on", models.DateField(verbose_name="made or collected on")),
                        ("place", models.CharField(blank=True, max_length=200, verbose_name="place")),
                        (
                            "is_copy",
                            models.BooleanField(default=False, verbose_name="copy checked against the original"),
                        ),
                        (
                            "from_monitoring",
                            models.BooleanField(
                                default=False, verbose_name="recorded by electronic monitoring equipment"
                            ),
                        ),
                        (
                            "monitoring_review",
                            models.CharField(
                                blank=True, max_length=300, verbose_name="review of the monitoring record"
                            ),
                        ),
                        (
                            "file",
                            models.FileField(
                                blank=True, upload_to=cases.models.evidence.evidence_path, verbose_name="file"
                            ),
                        ),
                        (
                            "preview",
                            models.FileField(blank=True, editable=False, upload_to=cases.models.evidence.preview_path),
                        ),
                        ("original_name", models.CharField(blank=True, max_length=200)),
                        ("content_type", models.CharField(blank=True, max_length=80)),
                        ("size", models.PositiveBigIntegerField(default=0)),
                        ("sha256", models.CharField(blank=True, max_length=64)),
                        ("sm3", models.CharField(blank=True, max_length=64)),
                        ("added_at", models.DateTimeField()),
                        ("withdrawn_at", models.DateTimeField(null=True)),
                        ("withdrawn_reason", models.CharField(blank=True, max_length=200)),
                    ],
                    options={
                        "ordering": ("pk",),
                    },
                ),
                migrations.CreateModel(
                    name="EvidenceAccess",
                    fields=[
                        (
                            "id",
                            models.BigAutoField(
                                auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                            ),
                        ),
                        (
                            "way",
                            models.CharField(
                                choices=[("viewed", "viewed"), ("downloaded", "downloaded")],
                                max_length=10,
                                verbose_name="how",
                            ),
                        ),
                        ("at", models.DateTimeField()),
                    ],
                    options={
                        "verbose_name": "access to evidence",
                        "verbose_name_plural": "accesses to evidence",
                        "ordering": ("-pk",),
                    },
                ),
                migrations.CreateModel(
                    name="EvidenceLink",
                    fields=[
                        (
                            "id",
                            models.BigAutoField(
                                auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                            ),
                        ),
                        (
                            "element",
                            models.CharField(
                                choices=[
                                    ("subject", "Who did it"),
                                    ("act", "What was done or left undone"),
                                    ("time_place", "When and where"),
                                    ("consequence", "Consequences and circumstances"),
                                    ("correction", "Order to correct and correction"),
                                ],
                                max_length=12,
                                verbose_name="fact to be proved",
                            ),
                        ),
                    ],
                    options={
                        "verbose_name": "proof of a fact",
                        "verbose_name_plural": "proofs of facts",
                        "ordering": ("pk",),
                    },
                ),
                migrations.CreateModel(
                    name="Handler",
                    fields=[
                        (
                            "id",
                            models.BigAutoField(
                                auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                            ),
                        ),
                        ("is_lead", models.BooleanField(default=False, verbose_name="lead officer")),
                        ("since", models.DateField(verbose_name="since")),
                        ("until", models.DateField(blank=True, null=True, verbose_name="until")),
                        ("reason", models.CharField(blank=True, max_length=200, verbose_name="reason")),
                    ],
                    options={
                        "ordering": ("pk",),
                    },
                ),
                migrations.CreateModel(
                    name="HandOver",
                    fields=[
                        (
                            "id",
                            models.BigAutoField(
                                auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                            ),
                        ),
                        (
                            "reason",
                            models.CharField(
                                choices=[
                                    ("over_cap", "Fine above the street's cap"),
                                    ("not_delegated", "Item outside the delegation, or delegation ended"),
                                    ("suspension", "Suspension of business or another heavy penalty"),
                                    ("recusal", "Recusal leaves too few officers"),
                                    ("complexity", "Complexity"),
                                ],
                                max_length=20,
                                verbose_name="reason",
                            ),
                        ),
                        ("text", models.TextField(verbose_name="explanation")),
                        ("requested_on", models.DateField()),
                        (
                            "status",
                            models.CharField(
                                choices=[
                                    ("pending", "Waiting for the organ"),
                                    ("accepted", "Accepted"),
                                    ("refused", "Refused"),
                                ],
                                default="pending",
                                max_length=10,
                                verbose_name="status",
                            ),
                        ),
                        ("answered_on", models.DateField(null=True)),
                        ("answer", models.TextField(blank=True, verbose_name="answer")),
                    ],
                    options={
                        "ordering": ("pk",),
                    },
                ),
                migrations.CreateModel(
                    name="Hearing",
                    fields=[
                        (
                            "id",
                            models.BigAutoField(
                                auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                            ),
                        ),
                        ("requested_on", models.DateField(verbose_name="asked for on")),
                        ("requested_by", models.CharField(blank=True, max_length=50, verbose_name="asked for by")),
                        ("in_writing", models.BooleanField(default=True, verbose_name="asked for in writing")),
                        ("withdrawn_on", models.DateField(null=True, verbose_name="withdrawn on")),
                        ("withdrawn_by", models.CharField(blank=True, max_length=50, verbose_name="withdrawn by")),
                        ("absent_on", models.DateField(null=True, verbose_name="given up by absence on")),
                        ("absence", models.TextField(blank=True, verbose_name="how the party stayed away or left")),
                        ("held_on", models.DateField(null=True, verbose_name="held on")),
                        ("started_at", models.DateTimeField(null=True, verbose_name="started at")),
                        ("ended_at", models.DateTimeField(null=True, verbose_name="ended at")),
                        (
                            "attended_by",
                            models.CharField(blank=True, max_length=100, verbose_name="party present through"),
                        ),
                        (
                            "case_put",
                            models.TextField(
                                blank=True, verbose_name="facts, evidence and proposal put by the investigators"
                            ),
                        ),
                        (
                            "party_said",
                            models.TextField(
                                blank=True, verbose_name="defence and examination of the evidence by the party"
                            ),
                        ),
                        ("record", models.TextField(blank=True, verbose_name="course of the hearing and last words")),
                        ("signed_by", models.CharField(blank=True, max_length=100, verbose_name="record signed by")),
                        (
                            "refusal",
                            models.CharField(
                                blank=True, max_length=200, verbose_name="refusal to sign, noted by the chair"
                            ),
                        ),
                        ("reported_on", models.DateField(null=True, verbose_name="reported on")),
                        ("summary", models.TextField(blank=True, verbose_name="summary of the hearing")),
                        ("opinion", models.TextField(blank=True, verbose_name="opinion of the chair")),
                    ],
                ),
                migrations.CreateModel(
                    name="HearingAgent",
                    fields=[
                        (
                            "id",
                            models.BigAutoField(
                                auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                            ),
                        ),
                        ("name", models.CharField(max_length=50, verbose_name="agent")),
                        ("unit", models.CharField(blank=True, max_length=100, verbose_name="employer and position")),
                        ("authority", models.CharField(max_length=200, verbose_name="written authority")),
                    ],
                    options={
                        "ordering": ("pk",),
                    },
                ),
                migrations.CreateModel(
                    name="HearingSession",
                    fields=[
                        (
                            "id",
                            models.BigAutoField(
                                auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                            ),
                        ),
                        ("announced_on", models.DateField(verbose_name="announced on")),
                        ("starts_at", models.DateTimeField(verbose_name="set for")),
                        ("place", models.CharField(max_length=200, verbose_name="place")),
                        ("is_public", models.BooleanField(default=True, verbose_name="held in public")),
                        (
                            "closed_reason",
                            models.CharField(
                                blank=True,
                                choices=[
                                    ("state_secret", "State secrets"),
                                    ("trade_secret", "Trade secrets"),
                                    ("privacy", "Personal privacy"),
                                ],
                                max_length=20,
                                verbose_name="reason for closing it",
                            ),
                        ),
                        (
                            "others_notified",
                            models.CharField(blank=True, max_length=200, verbose_name="others concerned"),
                        ),
                        ("served_on", models.DateField(null=True, verbose_name="notice served on")),
                        ("dropped_on", models.DateField(null=True, verbose_name="put off on")),
                        (
                            "dropped_reason",
                            models.CharField(blank=True, max_length=200, verbose_name="reason for another day"),
                        ),
                    ],
                    options={
                        "ordering": ("pk",),
                    },
                ),
                migrations.CreateModel(
                    name="Inquest",
                    fields=[
                        (
                            "id",
                            models.BigAutoField(
                                auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                            ),
                        ),
                        ("happened_on", models.DateField()),
                        ("started_at", models.DateTimeField(verbose_name="started at")),
                        ("ended_at", models.DateTimeField(verbose_name="ended at")),
                        ("place", models.CharField(max_length=200, verbose_name="place")),
                        (
                            "refused_to_sign",
                            models.CharField(
                                blank=True, max_length=200, verbose_name="reason where signing was refused"
                            ),
                        ),
                        ("weather", models.CharField(max_length=60, verbose_name="weather")),
                        (
                            "party_present",
                            models.CharField(max_length=80, verbose_name="person of the party who was present"),
                        ),
                        ("party_phone", models.CharField(blank=True, max_length=30, verbose_name="phone")),
                        (
                            "invited",
                            models.CharField(
                                blank=True, max_length=120, verbose_name="person invited, unit and position"
                            ),
                        ),
                        ("certificates_shown", models.BooleanField(default=False, verbose_name="certificates shown")),
                        ("findings", models.TextField(verbose_name="what the inquest found")),
                        (
                            "sketch",
                            models.CharField(blank=True, max_length=200, verbose_name="sketch or photographs enclosed"),
                        ),
                    ],
                    options={
                        "verbose_name": "inquest",
                        "verbose_name_plural": "inquests",
                        "ordering": ("started_at",),
                        "abstract": False,
                    },
                ),
                migrations.CreateModel(
                    name="Inspection",
                    fields=[
                        (
                            "id",
                            models.BigAutoField(
                                auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                            ),
                        ),
                        ("task_source", models.CharField(max_length=200, verbose_name="source of the task")),
                        ("basis", models.CharField(max_length=200, verbose_name="basis of the inspection")),
                        ("approved_by", models.CharField(max_length=50, verbose_name="plan approved by")),
                        ("approved_on", models.DateField(verbose_name="plan approved on")),
                        ("industry", models.CharField(blank=True, max_length=60, verbose_name="industry")),
                        ("scope", models.TextField(verbose_name="what was inspected")),
                        ("method", models.CharField(max_length=100, verbose_name="manner of inspection")),
                        ("place", models.CharField(max_length=200, verbose_name="place")),
                        ("started_at", models.DateTimeField(verbose_name="started at")),
                        ("ended_at", models.DateTimeField(verbose_name="ended at")),
                        ("contact_name", models.CharField(max_length=50, verbose_name="person in charge on site")),
                        ("contact_title", models.CharField(blank=True, max_length=50, verbose_name="position")),
                        ("contact_phone", models.CharField(blank=True, max_length=30, verbose_name="phone")),
                        ("certificates_shown", models.BooleanField(default=False, verbose_name="certificates shown")),
                        ("findings", models.TextField(verbose_name="what was found")),
                        (
                            "refused_to_sign",
                            models.CharField(
                                blank=True, max_length=200, verbose_name="reason where signing was refused"
                            ),
                        ),
                        ("happened_on", models.DateField()),
                    ],
                    options={
                        "ordering": ("started_at",),
                    },
                ),
                migrations.CreateModel(
                    name="Instalment",
                    fields=[
                        (
                            "id",
                            models.BigAutoField(
                                auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                            ),
                        ),
                        ("due_on", models.DateField(verbose_name="to be paid by")),
                        ("amount", models.DecimalField(decimal_places=2, max_digits=12, verbose_name="amount in yuan")),
                    ],
                    options={
                        "ordering": ("due_on", "pk"),
                    },
                ),
                migrations.CreateModel(
                    name="Interview",
                    fields=[
                        (
                            "id",
                            models.BigAutoField(
                                auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                            ),
                        ),
                        ("sequence", models.PositiveSmallIntegerField(default=1)),
                        ("name", models.CharField(max_length=50, verbose_name="person interviewed")),
                        ("gender", models.CharField(blank=True, max_length=4, verbose_name="gender")),
                        ("age", models.PositiveSmallIntegerField(blank=True, null=True, verbose_name="age")),
                        ("id_number", models.CharField(blank=True, max_length=18, verbose_name="ID number")),
                        ("employer", models.CharField(blank=True, max_length=120, verbose_name="employer")),
                        ("position", models.CharField(blank=True, max_length=50, verbose_name="position")),
                        ("address", models.CharField(blank=True, max_length=200, verbose_name="address")),
                        ("phone", models.CharField(blank=True, max_length=30, verbose_name="phone")),
                        ("place", models.CharField(max_length=200, verbose_name="place")),
                        ("started_at", models.DateTimeField(verbose_name="started at")),
                        ("ended_at", models.DateTimeField(verbose_name="ended at")),
                        ("others_present", models.CharField(blank=True, max_length=100, verbose_name="others present")),
                        ("certificates_shown", models.BooleanField(default=False, verbose_name="certificates shown")),
                        ("rights_told", models.BooleanField(default=False, verbose_name="rights and duties told")),
                        ("happened_on", models.DateField()),
                    ],
                    options={
                        "ordering": ("started_at",),
                    },
                ),
                migrations.CreateModel(
                    name="InterviewAnswer",
                    fields=[
                        (
                            "id",
                            models.BigAutoField(
                                auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                            ),
                        ),
                        ("question", models.TextField(verbose_name="question")),
                        ("answer", models.TextField(verbose_name="answer")),
                    ],
                    options={
                        "ordering": ("pk",),
                    },
                ),
                migrations.CreateModel(
                    name="LegalReview",
                    fields=[
                        (
                            "id",
                            models.BigAutoField(
                                auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                            ),
                        ),
                        (
                            "is_experienced",
                            models.BooleanField(default=False, verbose_name="not the reviewer's first legal review"),
                        ),
                        ("received_on", models.DateField(verbose_name="file received on")),
                        ("reviewed_on", models.DateField(verbose_name="reviewed on")),
                        (
                            "verdict",
                            models.CharField(
                                choices=[("agree", "Agreed"), ("amend", "Agreed once amended"), ("return", "Returned")],
                                max_length=10,
                                verbose_name="verdict",
                            ),
                        ),
                        ("opinion", models.TextField(verbose_name="opinion")),
                    ],
                    options={
                        "ordering": ("pk",),
                    },
                ),
                migrations.CreateModel(
                    name="LegalReviewPoint",
                    fields=[
                        (
                            "id",
                            models.BigAutoField(
                                auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                            ),
                        ),
                        (
                            "point",
                            models.CharField(
                                choices=[
                                    ("power", "Power and officers"),
                                    ("facts", "Facts of the violations"),
                                    ("evidence", "Evidence"),
                                    ("law", "Application of the law"),
                                    ("procedure", "Lawfulness of the procedure"),
                                    ("discretion", "Discretion"),
                                    ("documents", "Documents"),
                                    ("transfer", "Suspected crime, transfer"),
                                ],
                                max_length=20,
                                verbose_name="point",
                            ),
                        ),
                        ("fits", models.BooleanField(verbose_name="in order")),
                        ("remark", models.CharField(blank=True, max_length=300, verbose_name="remark")),
                    ],
                    options={
                        "ordering": ("pk",),
                    },
                ),
                migrations.CreateModel(
                    name="LimitSuspension",
                    fields=[
                        (
                            "id",
                            models.BigAutoField(
                                auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                            ),
                        ),
                        (
                            "reason",
                            models.CharField(
                                choices=[("appraisal", "Expert appraisal, test or inspection"), ("hearing", "Hearing")],
                                max_length=10,
                                verbose_name="reason",
                            ),
                        ),
                        ("since", models.DateField(verbose_name="from")),
                        ("until", models.DateField(null=True, verbose_name="until")),
                        (
                            "institution",
                            models.CharField(blank=True, max_length=100, verbose_name="institution commissioned"),
                        ),
                        ("letter", models.CharField(blank=True, max_length=100, verbose_name="letter of commission")),
                        (
                            "basis",
                            models.CharField(blank=True, max_length=300, verbose_name="what is examined, and why"),
                        ),
                        ("items", models.JSONField(blank=True, default=list, verbose_name="things handed over")),
                        ("report_by", models.DateField(blank=True, null=True, verbose_name="report expected by")),
                        ("source", models.CharField(blank=True, max_length=200, verbose_name="source")),
                        ("result", models.CharField(blank=True, max_length=300, verbose_name="result")),
                    ],
                    options={
                        "verbose_name": "suspension of the limit for the decision",
                        "verbose_name_plural": "suspensions of the limit for the decision",
                        "ordering": ("since", "pk"),
                    },
                ),
                migrations.CreateModel(
                    name="Notice",
                    fields=[
                        (
                            "id",
                            models.BigAutoField(
                                auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                            ),
                        ),
                        (
                            "total_fine",
                            models.DecimalField(decimal_places=2, max_digits=12, verbose_name="fine in yuan"),
                        ),
                        ("with_hearing", models.BooleanField(default=False, verbose_name="right to a hearing")),
                        (
                            "with_discussion",
                            models.BooleanField(default=False, verbose_name="collective discussion due"),
                        ),
                        ("with_review", models.BooleanField(default=False, verbose_name="legal review due")),
                        ("issued_on", models.DateField(verbose_name="issued on")),
                        ("served_on", models.DateField(null=True, verbose_name="served on")),
                        ("defence_due_on", models.DateField(null=True, verbose_name="defence until")),
                        ("hearing_due_on", models.DateField(null=True, verbose_name="hearing to be asked for until")),
                        ("waived_on", models.DateField(null=True, verbose_name="waived in writing on")),
                        ("hearing_waived_on", models.DateField(null=True, verbose_name="hearing waived in writing on")),
                        ("waived_by", models.CharField(blank=True, max_length=50, verbose_name="waiver signed by")),
                        ("superseded_on", models.DateField(null=True, verbose_name="superseded on")),
                    ],
                    options={
                        "ordering": ("pk",),
                    },
                ),
                migrations.CreateModel(
                    name="NoticeItem",
                    fields=[
                        (
                            "id",
                            models.BigAutoField(
                                auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                            ),
                        ),
                        ("fine", models.DecimalField(decimal_places=2, max_digits=12)),
                        ("with_warning", models.BooleanField(default=False)),
                        (
                            "further_penalty",
                            models.CharField(
                                blank=True,
                                choices=[
                                    ("suspension", "Suspension of business"),
                                    ("closure", "Closure"),
                                    ("restriction", "Restriction of activity or employment"),
                                    ("revocation", "Revocation of a licence"),
                                    ("downgrade", "Lower grade of qualification"),
                                    ("confiscation", "Confiscation of large gains or valuable things"),
                                ],
                                max_length=20,
                                verbose_name="further penalty",
                            ),
                        ),
                        (
                            "further_penalty_text",
                            models.CharField(blank=True, max_length=200, verbose_name="its content"),
                        ),
                    ],
                    options={
                        "ordering": ("pk",),
                    },
                ),
                migrations.CreateModel(
                    name="OnSiteDecision",
                    fields=[
                        (
                            "id",
                            models.BigAutoField(
                                auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                            ),
                        ),
                        ("found_at", models.DateTimeField(verbose_name="violation found at")),
                        ("decided_at", models.DateTimeField(verbose_name="decided at")),
                        ("certificates_shown", models.BooleanField(default=False, verbose_name="certificates shown")),
                        (
                            "told",
                            models.BooleanField(
                                default=False, verbose_name="told the intended penalty, facts, reasons and basis"
                            ),
                        ),
                        (
                            "rights_told",
                            models.BooleanField(default=False, verbose_name="told the right to state and defend"),
                        ),
                        (
                            "heard",
                            models.CharField(
                                choices=[
                                    ("none", "The party had nothing to say"),
                                    ("made", "The party spoke; its points and our answer are below"),
                                ],
                                max_length=5,
                                verbose_name="statement and defence",
                            ),
                        ),
                        ("defence", models.TextField(blank=True, verbose_name="what the party said")),
                        ("answer", models.TextField(blank=True, verbose_name="our answer after checking it")),
                        ("accepted", models.BooleanField(default=False, verbose_name="accepted")),
                        (
                            "waiver_checked",
                            models.BooleanField(
                                default=False, verbose_name="no ground for waiving the penalty applies (CF 33)"
                            ),
                        ),
                        (
                            "clear_reason",
                            models.TextField(verbose_name="why the facts are clear and this penalty fits"),
                        ),
                        ("corrected", models.BooleanField(default=False, verbose_name="corrected on the spot")),
                        (
                            "order_reference",
                            models.CharField(
                                blank=True, max_length=120, verbose_name="the order to correct that was not obeyed"
                            ),
                        ),
                        (
                            "collection",
                            models.CharField(
                                choices=[
                                    ("bank", "At the bank within the period (CF 67)"),
                                    ("small", "On the spot: within the small amount (CF 68(1))"),
                                    ("hard", "On the spot: hard to collect later (CF 68(2))"),
                                    (
                                        "remote",
                                        "On the spot: remote place, on water or hard to reach, asked for by the party (CF 69)",
                                    ),
                                ],
                                default="bank",
                                max_length=6,
                                verbose_name="payment",
                            ),
                        ),
                        (
                            "collection_reason",
                            models.CharField(blank=True, max_length=200, verbose_name="why on the spot"),
                        ),
                        (
                            "receipt_number",
                            models.CharField(blank=True, max_length=60, verbose_name="number of the fiscal receipt"),
                        ),
                        (
                            "received",
                            models.CharField(
                                choices=[
                                    ("signed", "The party signs for it"),
                                    ("refused", "The party refuses to sign; noted on the decision"),
                                ],
                                max_length=7,
                                verbose_name="delivery",
                            ),
                        ),
                        (
                            "refusal",
                            models.CharField(blank=True, max_length=200, verbose_name="why the party refused to sign"),
                        ),
                        ("handed_in_on", models.DateField(null=True, verbose_name="handed in to the organ on")),
                        ("banked_on", models.DateField(null=True, verbose_name="paid in at the bank on")),
                        ("bank_voucher", models.CharField(blank=True, max_length=60, verbose_name="bank voucher")),
                        ("reported_on", models.DateField(null=True, verbose_name="reported to the organ on")),
                        (
                            "report_note",
                            models.CharField(blank=True, max_length=300, verbose_name="remark to the organ"),
                        ),
                    ],
                    options={
                        "verbose_name": "decision made on site",
                        "verbose_name_plural": "decisions made on site",
                    },
                ),
                migrations.CreateModel(
                    name="OnSiteMeasure",
                    fields=[
                        (
                            "id",
                            models.BigAutoField(
                                auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                            ),
                        ),
                        ("ordered_on", models.DateField(verbose_name="ordered on")),
                        (
                            "kind",
                            models.CharField(
                                choices=[
                                    ("remove", "Remove the danger at once"),
                                    (
                                        "evacuate",
                                        "Remove the danger at once and withdraw the workers from the dangerous area",
                                    ),
                                    ("stop", "Stop production, business or the use of equipment for the time being"),
                                ],
                                max_length=8,
                                verbose_name="measure",
                            ),
                        ),
                        ("problems", models.JSONField(default=list, verbose_name="dangers found")),
                        (
                            "danger",
                            models.CharField(
                                blank=True, max_length=300, verbose_name="why safety can't be guaranteed otherwise"
                            ),
                        ),
                        ("measures", models.TextField(verbose_name="what must be done")),
                        (
                            "refused_to_sign",
                            models.CharField(
                                blank=True, max_length=200, verbose_name="reason where signing was refused"
                            ),
                        ),
                    ],
                    options={
                        "verbose_name": "measure ordered on the spot",
                        "verbose_name_plural": "measures ordered on the spot",
                        "ordering": ("pk",),
                    },
                ),
                migrations.CreateModel(
                    name="Party",
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
                                choices=[("unit", "Unit"), ("individual", "Individual")],
                                default="unit",
                                max_length=10,
                                verbose_name="kind of party",
                            ),
                        ),
                        ("name", models.CharField(db_index=True, max_length=120, verbose_name="name")),
                        (
                            "credit_code",
                            models.CharField(
                                blank=True, db_index=True, max_length=18, verbose_name="unified social credit code"
                            ),
                        ),
                        (
                            "representative",
                            models.CharField(
                                blank=True, max_length=50, verbose_name="legal representative or person in charge"
                            ),
                        ),
                        (
                            "representative_title",
                            models.CharField(blank=True, max_length=50, verbose_name="position of the representative"),
                        ),
                        (
                            "id_number",
                            models.CharField(blank=True, db_index=True, max_length=18, verbose_name="ID number"),
                        ),
                        ("gender", models.CharField(blank=True, max_length=4, verbose_name="gender")),
                        ("born_on", models.DateField(blank=True, null=True, verbose_name="date of birth")),
                        ("employer", models.CharField(blank=True, max_length=120, verbose_name="employer")),
                        ("employer_position", models.CharField(blank=True, max_length=50, verbose_name="position")),
                        (
                            "employer_address",
                            models.CharField(blank=True, max_length=200, verbose_name="employer's address"),
                        ),
                        ("address", models.CharField(max_length=200, verbose_name="address")),
                        ("postcode", models.CharField(blank=True, max_length=6, verbose_name="postcode")),
                        ("phone", models.CharField(blank=True, max_length=30, verbose_name="phone")),
                        (
                            "service_address",
                            models.CharField(blank=True, max_length=200, verbose_name="address for service"),
                        ),
                        (
                            "service_recipient",
                            models.CharField(blank=True, max_length=50, verbose_name="recipient for service"),
                        ),
                        (
                            "service_phone",
                            models.CharField(blank=True, max_length=30, verbose_name="phone for service"),
                        ),
                        (
                            "electronic_service",
                            models.CharField(blank=True, max_length=120, verbose_name="electronic service address"),
                        ),
                        (
                            "address_confirmed_on",
                            models.DateField(blank=True, null=True, verbose_name="address confirmed on"),
                        ),
                    ],
                ),
                migrations.CreateModel(
                    name="PassedLimit",
                    fields=[
                        (
                            "id",
                            models.BigAutoField(
                                auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                            ),
                        ),
                        ("code", models.CharField(max_length=40, verbose_name="limit")),
                        ("due_on", models.DateField(verbose_name="due on")),
                        ("noted_on", models.DateField(verbose_name="noted on")),
                        ("ended_on", models.DateField(null=True, verbose_name="no longer running since")),
                        ("explained_on", models.DateField(null=True, verbose_name="explained on")),
                        ("explanation", models.TextField(blank=True, verbose_name="explanation")),
                    ],
                    options={
                        "verbose_name": "limit that passed",
                        "verbose_name_plural": "limits that passed",
                        "ordering": ("due_on", "pk"),
                    },
                ),
                migrations.CreateModel(
                    name="Payment",
                    fields=[
                        (
                            "id",
                            models.BigAutoField(
                                auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                            ),
                        ),
                        ("paid_on", models.DateField(verbose_name="paid on")),
                        ("amount", models.DecimalField(decimal_places=2, max_digits=12, verbose_name="amount in yuan")),
                        ("voucher", models.CharField(max_length=60, verbose_name="voucher number")),
                        (
                            "towards",
                            models.CharField(
                                choices=[("fine", "The fine"), ("surcharge", "The surcharge")],
                                default="fine",
                                max_length=9,
                                verbose_name="paid towards",
                            ),
                        ),
                        ("note", models.CharField(blank=True, max_length=200, verbose_name="note")),
                    ],
                    options={
                        "ordering": ("paid_on", "pk"),
                    },
                ),
                migrations.CreateModel(
                    name="Preservation",
                    fields=[
                        (
                            "id",
                            models.BigAutoField(
                                auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                            ),
                        ),
                        (
                            "ground",
                            models.CharField(
                                choices=[
                                    ("lost", "The evidence may be lost"),
                                    ("hard", "The evidence would be hard to obtain later"),
                                ],
                                max_length=5,
                                verbose_name="ground",
                            ),
                        ),
                        ("reason", models.TextField(verbose_name="reason")),
                        ("urgent", models.BooleanField(default=False, verbose_name="urgent, before filing")),
                        (
                            "keeping",
                            models.CharField(
                                choices=[
                                    ("on_site", "Kept on site by the party"),
                                    ("by_organ", "Kept by the officers in a place of their own"),
                                ],
                                max_length=10,
                                verbose_name="manner of keeping",
                            ),
                        ),
                        ("place", models.CharField(max_length=200, verbose_name="place of keeping")),
                        ("keeper", models.CharField(max_length=80, verbose_name="keeper")),
                        ("preserved_on", models.DateField(verbose_name="preserved on")),
                        ("disposed_on", models.DateField(null=True, verbose_name="disposed of on")),
                        (
                            "way",
                            models.CharField(
                                blank=True,
                                choices=[
                                    ("return", "Release and return it"),
                                    ("copy", "Record, copy or photograph it, then return it"),
                                    ("appraise", "Send it to an expert appraisal"),
                                    ("seize", "Seal or seize it, where a law allows it"),
                                    ("transfer", "Transfer it with the case to the competent agency"),
                                    ("confiscate", "Propose its confiscation with the penalty"),
                                ],
                                max_length=12,
                                verbose_name="way of disposal",
                            ),
                        ),
                        ("disposal_text", models.TextField(blank=True, verbose_name="details of the disposal")),
                    ],
                    options={
                        "verbose_name": "preservation of evidence",
                        "verbose_name_plural": "preservations of evidence",
                        "ordering": ("pk",),
                    },
                ),
                migrations.CreateModel(
                    name="PreservedItem",
                    fields=[
                        (
                            "id",
                            models.BigAutoField(
                                auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                            ),
                        ),
                        ("name", models.CharField(max_length=80, verbose_name="name of the thing")),
                        ("model", models.CharField(blank=True, max_length=60, verbose_name="type or specification")),
                        ("origin", models.CharField(blank=True, max_length=60, verbose_name="origin")),
                        ("quality", models.CharField(max_length=40, verbose_name="state")),
                        ("unit", models.CharField(max_length=10, verbose_name="unit of count")),
                        ("price", models.CharField(blank=True, max_length=20, verbose_name="price")),
                        ("quantity", models.DecimalField(decimal_places=2, max_digits=10, verbose_name="quantity")),
                        ("remark", models.CharField(blank=True, max_length=100, verbose_name="remark")),
                    ],
                    options={
                        "ordering": ("pk",),
                    },
                ),
                migrations.CreateModel(
                    name="Publication",
                    fields=[
                        (
                            "id",
                            models.BigAutoField(
                                auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                            ),
                        ),
                        ("published_on", models.DateField(verbose_name="published on")),
                        ("place", models.CharField(max_length=200, verbose_name="where it was published")),
                        ("withdraw_since", models.DateField(null=True, verbose_name="decision changed or annulled on")),
                        ("withdrawn_on", models.DateField(null=True, verbose_name="withdrawn on")),
                        (
                            "withdrawn_reason",
                            models.CharField(blank=True, max_length=300, verbose_name="reason made public"),
                        ),
                    ],
                    options={
                        "verbose_name": "publication",
                        "verbose_name_plural": "publications",
                        "ordering": ("pk",),
                    },
                ),
                migrations.CreateModel(
                    name="QuestionSet",
                    fields=[
                        (
                            "id",
                            models.BigAutoField(
                                auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                            ),
                        ),
                        ("item_code", models.CharField(blank=True, max_length=10, verbose_name="item")),
                        ("title", models.CharField(max_length=60, verbose_name="name of the set")),
                        ("questions", models.JSONField(default=list, verbose_name="questions")),
                        ("kept_on", models.DateField(verbose_name="kept on")),
                    ],
                    options={
                        "verbose_name": "set of questions",
                        "verbose_name_plural": "sets of questions",
                        "ordering": ("title",),
                    },
                ),
                migrations.CreateModel(
                    name="ReceivedCase",
                    fields=[
                        (
                            "id",
                            models.BigAutoField(
                                auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                            ),
                        ),
                        ("sender", models.CharField(max_length=120, verbose_name="deciding organ")),
                        ("number", models.CharField(blank=True, max_length=60, verbose_name="number")),
                        ("party", models.CharField(db_index=True, max_length=120, verbose_name="party")),
                        ("content", models.JSONField(default=dict)),
                        ("package", models.FileField(upload_to=cases.models.received.received_path)),
                        ("sha256", models.CharField(max_length=64, unique=True)),
                        ("key", models.CharField(max_length=60)),
                        ("received_at", models.DateTimeField(verbose_name="received at")),
                    ],
                    options={
                        "verbose_name": "received case",
                        "verbose_name_plural": "received cases",
                        "ordering": ("-pk",),
                    },
                ),
                migrations.CreateModel(
                    name="Recheck",
                    fields=[
                        (
                            "id",
                            models.BigAutoField(
                                auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                            ),
                        ),
                        ("rechecked_on", models.DateField(verbose_name="re-checked on")),
                        ("passed", models.BooleanField(verbose_name="everything corrected")),
                        ("findings", models.TextField(verbose_name="result item by item")),
                    ],
                    options={
                        "ordering": ("pk",),
                    },
                ),
                migrations.CreateModel(
                    name="RectificationItem",
                    fields=[
                        (
                            "id",
                            models.BigAutoField(
                                auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                            ),
                        ),
                        ("problem", models.TextField(verbose_name="problem")),
                        ("due_on", models.DateField(verbose_name="to be corrected by")),
                    ],
                    options={
                        "ordering": ("pk",),
                    },
                ),
                migrations.CreateModel(
                    name="RectificationOrder",
                    fields=[
                        (
                            "id",
                            models.BigAutoField(
                                auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                            ),
                        ),
                        ("ordered_on", models.DateField(verbose_name="ordered on")),
                    ],
                    options={
                        "ordering": ("pk",),
                    },
                ),
                migrations.CreateModel(
                    name="Recusal",
                    fields=[
                        (
                            "id",
                            models.BigAutoField(
                                auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                            ),
                        ),
                        (
                            "asked_by",
                            models.CharField(
                                choices=[("party", "the party"), ("officer", "the officer")],
                                max_length=10,
                                verbose_name="asked by",
                            ),
                        ),
                        ("reason", models.TextField(verbose_name="reason")),
                        ("asked_on", models.DateField()),
                        (
                            "status",
                            models.CharField(
                                choices=[
                                    ("pending", "Waiting for the decision"),
                                    ("granted", "Granted"),
                                    ("refused", "Refused"),
                                ],
                                default="pending",
                                max_length=10,
                                verbose_name="status",
                            ),
                        ),
                        ("decided_on", models.DateField(null=True)),
                        ("decision", models.TextField(blank=True)),
                    ],
                    options={
                        "ordering": ("pk",),
                    },
                ),
                migrations.CreateModel(
                    name="Remedy",
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
                                    ("reconsideration", "Administrative reconsideration"),
                                    ("suit", "Administrative suit"),
                                ],
                                max_length=15,
                                verbose_name="kind",
                            ),
                        ),
                        ("lodged_on", models.DateField(verbose_name="lodged on")),
                        ("body", models.CharField(max_length=80, verbose_name="body")),
                        ("reference", models.CharField(blank=True, max_length=80, verbose_name="its reference")),
                        (
                            "suspended",
                            models.BooleanField(default=False, verbose_name="execution suspended by the body"),
                        ),
                        (
                            "result",
                            models.CharField(
                                blank=True,
                                choices=[
                                    ("upheld", "Upheld"),
                                    ("rejected", "Rejected or not admitted"),
                                    ("withdrawn", "Withdrawn by the party"),
                                    ("changed", "Changed"),
                                    ("annulled", "Annulled"),
                                    ("anew", "Annulled; to be decided anew"),
                                    ("unlawful", "Found unlawful, not annulled"),
                                    ("void", "Found void"),
                                ],
                                max_length=9,
                                verbose_name="result",
                            ),
                        ),
                        ("result_on", models.DateField(null=True, verbose_name="result received on")),
                        ("result_text", models.TextField(blank=True, verbose_name="what was decided")),
                        (
                            "changed_fine",
                            models.DecimalField(
                                blank=True,
                                decimal_places=2,
                                max_digits=12,
                                null=True,
                                verbose_name="fine as changed, in yuan",
                            ),
                        ),
                    ],
                    options={
                        "verbose_name": "remedy",
                        "verbose_name_plural": "remedies",
                        "ordering": ("lodged_on", "pk"),
                    },
                ),
                migrations.CreateModel(
                    name="Reminder",
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
                                    ("pay", "Reminder to pay the fine"),
                                    ("court", "Reminder before the court is asked"),
                                ],
                                max_length=5,
                                verbose_name="kind",
                            ),
                        ),
                        ("issued_on", models.DateField(verbose_name="issued on")),
                        ("pay_by", models.DateField(verbose_name="to be paid by")),
                        (
                            "fine",
                            models.DecimalField(decimal_places=2, max_digits=12, verbose_name="unpaid fine in yuan"),
                        ),
                        (
                            "surcharge",
                            models.DecimalField(decimal_places=2, max_digits=12, verbose_name="surcharge in yuan"),
                        ),
                        ("served_on", models.DateField(null=True, verbose_name="served on")),
                        ("statement", models.TextField(blank=True, verbose_name="what the party stated")),
                        ("stated_on", models.DateField(null=True, verbose_name="stated on")),
                        ("answer", models.TextField(blank=True, verbose_name="answer after checking it")),
                        ("accepted", models.BooleanField(null=True, verbose_name="accepted")),
                    ],
                    options={
                        "verbose_name": "reminder",
                        "verbose_name_plural": "reminders",
                        "ordering": ("pk",),
                    },
                ),
                migrations.CreateModel(
                    name="ReviewDecision",
                    fields=[
                        (
                            "id",
                            models.BigAutoField(
                                auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                            ),
                        ),
                        (
                            "level",
                            models.CharField(
                                choices=[
                                    ("initial", "Initial review"),
                                    ("recheck", "Recheck"),
                                    ("final", "Final review"),
                                ],
                                max_length=10,
                                verbose_name="level",
                            ),
                        ),
                        ("desk", models.CharField(max_length=20, verbose_name="desk")),
                        (
                            "verdict",
                            models.CharField(
                                choices=[("approve", "Agreed"), ("return", "Returned")],
                                max_length=10,
                                verbose_name="verdict",
                            ),
                        ),
                        ("reviewer_title", models.CharField(blank=True, max_length=80)),
                        ("opinion", models.TextField(verbose_name="opinion")),
                        (
                            "reason_code",
                            models.CharField(
                                blank=True,
                                choices=[
                                    ("facts", "Facts unclear"),
                                    ("evidence", "Evidence insufficient"),
                                    ("procedure", "Procedure"),
                                    ("law", "Application of the law"),
                                    ("discretion", "Discretion"),
                                    ("document", "Document or wording"),
                                    ("jurisdiction", "Jurisdiction or delegation"),
                                    ("other", "Other"),
                                ],
                                max_length=20,
                                verbose_name="reason",
                            ),
                        ),
                        ("return_to", models.CharField(blank=True, max_length=20, verbose_name="returned to")),
                        ("decided_at", models.DateTimeField(verbose_name="decided at")),
                    ],
                    options={
                        "ordering": ("pk",),
                    },
                ),
                migrations.CreateModel(
                    name="ReviewPolicy",
                    fields=[
                        (
                            "id",
                            models.BigAutoField(
                                auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                            ),
                        ),
                        ("organ", models.CharField(max_length=20, verbose_name="organ")),
                        ("kind", models.CharField(blank=True, max_length=20, verbose_name="kind")),
                        ("stage", models.CharField(blank=True, max_length=20, verbose_name="stage")),
                        ("procedure", models.CharField(default="ordinary", max_length=10, verbose_name="procedure")),
                        ("initial", models.BooleanField(default=True, verbose_name="initial review by the street")),
                        (
                            "recheck_desks",
                            models.CharField(
                                blank=True,
                                help_text="Separated by commas.",
                                max_length=60,
                                verbose_name="recheck desks",
                            ),
                        ),
                        (
                            "decided_by",
                            models.CharField(
                                blank=True,
                                choices=[
                                    ("", "none: the recheck decides"),
                                    ("final", "deputy director"),
                                    ("chief", "chief"),
                                ],
                                default="final",
                                max_length=10,
                                verbose_name="final level",
                            ),
                        ),
                    ],
                    options={
                        "verbose_name": "review policy",
                        "verbose_name_plural": "review policies",
                    },
                ),
                migrations.CreateModel(
                    name="Sampling",
                    fields=[
                        (
                            "id",
                            models.BigAutoField(
                                auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                            ),
                        ),
                        ("happened_on", models.DateField()),
                        ("started_at", models.DateTimeField(verbose_name="started at")),
                        ("ended_at", models.DateTimeField(verbose_name="ended at")),
                        ("place", models.CharField(max_length=200, verbose_name="place")),
                        (
                            "refused_to_sign",
                            models.CharField(
                                blank=True, max_length=200, verbose_name="reason where signing was refused"
                            ),
                        ),
                        ("contact_name", models.CharField(max_length=50, verbose_name="person in charge on site")),
                        ("contact_phone", models.CharField(blank=True, max_length=30, verbose_name="phone")),
                        ("items", models.JSONField(default=list, verbose_name="samples")),
                    ],
                    options={
                        "verbose_name": "sampling",
                        "verbose_name_plural": "samplings",
                        "ordering": ("started_at",),
                        "abstract": False,
                    },
                ),
                migrations.CreateModel(
                    name="ScreenSignature",
                    fields=[
                        (
                            "id",
                            models.BigAutoField(
                                auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                            ),
                        ),
                        ("name", models.CharField(max_length=50, verbose_name="name of the signer")),
                        (
                            "role",
                            models.CharField(
                                choices=[
                                    ("party", "Party, or person questioned"),
                                    ("officer", "Officer"),
                                    ("recorder", "Recorder"),
                                    ("witness", "Witness"),
                                ],
                                max_length=10,
                                verbose_name="signs as",
                            ),
                        ),
                        ("signed_at", models.DateTimeField(verbose_name="signed at")),
                        ("image", models.FileField(upload_to="signatures/")),
                        ("sha256", models.CharField(max_length=64)),
                    ],
                    options={
                        "ordering": ("pk",),
                    },
                ),
                migrations.CreateModel(
                    name="Seizure",
                    fields=[
                        (
                            "id",
                            models.BigAutoField(
                                auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                            ),
                        ),
                        (
                            "way",
                            models.CharField(
                                choices=[("seal", "Seal (premises, equipment, things)"), ("seize", "Seize (things)")],
                                max_length=5,
                                verbose_name="manner",
                            ),
                        ),
                        ("reason", models.TextField(verbose_name="problem found and reason")),
                        ("basis", models.CharField(max_length=200, verbose_name="provision that allows it")),
                        ("place", models.CharField(max_length=200, verbose_name="place where it is kept")),
                        ("items", models.JSONField(default=list, verbose_name="things")),
                        ("begun_on", models.DateField(verbose_name="from")),
                        ("until", models.DateField(verbose_name="until")),
                        ("extended_on", models.DateField(null=True, verbose_name="extended on")),
                        ("ended_on", models.DateField(null=True, verbose_name="ended on")),
                        (
                            "outcome",
                            models.CharField(
                                blank=True,
                                choices=[
                                    ("lift", "Lift the measure and return everything"),
                                    ("confiscate", "Confiscate unlawful things with the penalty"),
                                    ("destroy", "Destroy, where a statute says so"),
                                    ("transfer", "Transfer with the case to the police"),
                                ],
                                max_length=10,
                                verbose_name="outcome",
                            ),
                        ),
                        ("disposal_text", models.TextField(blank=True, verbose_name="details of the disposal")),
                    ],
                    options={
                        "verbose_name": "sealing or seizure",
                        "verbose_name_plural": "sealings and seizures",
                        "ordering": ("pk",),
                    },
                ),
                migrations.CreateModel(
                    name="SelfCheck",
                    fields=[
                        (
                            "id",
                            models.BigAutoField(
                                auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                            ),
                        ),
                        ("round", models.PositiveSmallIntegerField(default=1, verbose_name="round")),
                        ("filled_on", models.DateField(verbose_name="filled in on")),
                        ("filled_at", models.DateTimeField(verbose_name="filled in at")),
                        ("score", models.DecimalField(decimal_places=2, max_digits=5, verbose_name="score")),
                        ("vetoes", models.PositiveSmallIntegerField(default=0, verbose_name="vetoes standing")),
                        ("table_version", models.CharField(max_length=12)),
                    ],
                    options={
                        "ordering": ("pk",),
                    },
                ),
                migrations.CreateModel(
                    name="SelfCheckLine",
                    fields=[
                        (
                            "id",
                            models.BigAutoField(
                                auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                            ),
                        ),
                        ("code", models.CharField(max_length=4)),
                        ("points", models.DecimalField(decimal_places=1, max_digits=4)),
                        ("is_veto", models.BooleanField(default=False)),
                        (
                            "automatic",
                            models.CharField(
                                blank=True,
                                choices=[
                                    ("in_order", "In order"),
                                    ("faulty", "Faulty"),
                                    ("not_applicable", "Not applicable"),
                                ],
                                max_length=14,
                                verbose_name="found by the software",
                            ),
                        ),
                        (
                            "automatic_deduction",
                            models.DecimalField(decimal_places=1, default=Decimal("0"), max_digits=4),
                        ),
                        ("automatic_reason", models.TextField(blank=True)),
                        ("automatic_reason_en", models.TextField(blank=True)),
                        (
                            "given",
                            models.CharField(
                                blank=True,
                                choices=[
                                    ("in_order", "In order"),
                                    ("faulty", "Faulty"),
                                    ("not_applicable", "Not applicable"),
                                ],
                                max_length=14,
                                verbose_name="found by the person",
                            ),
                        ),
                        ("given_deduction", models.DecimalField(decimal_places=1, default=Decimal("0"), max_digits=4)),
                        ("reason", models.CharField(blank=True, max_length=300, verbose_name="reason")),
                    ],
                    options={
                        "ordering": ("pk",),
                    },
                ),
                migrations.CreateModel(
                    name="Serial",
                    fields=[
                        (
                            "id",
                            models.BigAutoField(
                                auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                            ),
                        ),
                        ("organ", models.CharField(max_length=20)),
                        ("year", models.PositiveSmallIntegerField()),
                        ("series", models.CharField(max_length=20)),
                        ("last", models.PositiveIntegerField(default=0)),
                    ],
                ),
                migrations.CreateModel(
                    name="Service",
                    fields=[
                        (
                            "id",
                            models.BigAutoField(
                                auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                            ),
                        ),
                        (
                            "method",
                            models.CharField(
                                choices=[
                                    ("direct", "Direct service"),
                                    ("left", "Left at the address"),
                                    ("post", "By post"),
                                    ("electronic", "Electronic, with signed consent"),
                                    ("public", "Public notice"),
                                ],
                                max_length=12,
                                verbose_name="manner of service",
                            ),
                        ),
                        ("served_on", models.DateField(verbose_name="served on")),
                        ("effective_on", models.DateField(verbose_name="deemed served on")),
                        ("place", models.CharField(max_length=200, verbose_name="place of service")),
                        ("recipient", models.CharField(max_length=50, verbose_name="received by")),
                        ("note", models.CharField(blank=True, max_length=300, verbose_name="note")),
                    ],
                    options={
                        "ordering": ("pk",),
                    },
                ),
                migrations.CreateModel(
                    name="Submission",
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
                                    ("stage", "Stage"),
                                    ("extension", "Extension of the limit"),
                                    ("termination", "Termination"),
                                    ("transfer", "Transfer"),
                                    ("preservation", "Preservation of evidence"),
                                    ("deferral", "Deferral of the payment"),
                                    ("measure", "Sealing or seizure"),
                                    ("supply", "Stop of a supply"),
                                ],
                                default="stage",
                                max_length=20,
                                verbose_name="kind",
                            ),
                        ),
                        (
                            "stage",
                            models.CharField(
                                choices=[
                                    ("filing", "Filing"),
                                    ("interview", "Interview"),
                                    ("determination", "Determination"),
                                    ("discretion", "Discretion"),
                                    ("notice", "Notice"),
                                    ("closure", "Closure"),
                                    ("closed", "Closed"),
                                    ("not_filed", "Not filed"),
                                    ("terminated", "Terminated"),
                                    ("transferred", "Transferred"),
                                ],
                                max_length=20,
                                verbose_name="stage",
                            ),
                        ),
                        ("round", models.PositiveSmallIntegerField(default=1, verbose_name="round")),
                        (
                            "status",
                            django_fsm.FSMField(
                                choices=[
                                    ("draft", "Draft"),
                                    ("confirming", "Second officer"),
                                    ("initial", "Initial review"),
                                    ("recheck", "Recheck"),
                                    ("final", "Final review"),
                                    ("approved", "Approved"),
                                    ("returned", "Returned"),
                                    ("recalled", "Recalled"),
                                    ("void", "Void"),
                                ],
                                db_index=True,
                                default="draft",
                                max_length=20,
                                protected=True,
                                verbose_name="status",
                            ),
                        ),
                        ("content", models.JSONField(default=dict)),
                        ("content_version", models.PositiveIntegerField(default=1)),
                        ("snapshot", models.JSONField(default=dict)),
                        ("content_hash", models.CharField(blank=True, max_length=64)),
                        ("submitted_at", models.DateTimeField(null=True)),
                        ("confirmed_at", models.DateTimeField(null=True)),
                        ("level_since", models.DateTimeField(null=True)),
                        ("ended_at", models.DateTimeField(null=True)),
                        ("end_reason", models.CharField(blank=True, max_length=300)),
                    ],
                    options={
                        "ordering": ("pk",),
                    },
                ),
                migrations.CreateModel(
                    name="SummaryCorrection",
                    fields=[
                        (
                            "id",
                            models.BigAutoField(
                                auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                            ),
                        ),
                        ("measure", models.TextField(verbose_name="what was corrected, and how the party was told")),
                        ("corrected_on", models.DateField(verbose_name="corrected on")),
                    ],
                    options={
                        "ordering": ("pk",),
                    },
                ),
                migrations.CreateModel(
                    name="SupplyStop",
                    fields=[
                        (
                            "id",
                            models.BigAutoField(
                                auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                            ),
                        ),
                        (
                            "what",
                            models.CharField(
                                choices=[("power", "Power"), ("explosives", "Explosives for civil use")],
                                max_length=10,
                                verbose_name="supply",
                            ),
                        ),
                        ("supplier", models.CharField(max_length=100, verbose_name="supplier")),
                        ("hazard", models.TextField(verbose_name="real danger of an accident")),
                        ("stop_at", models.DateTimeField(verbose_name="supply stops at")),
                        ("performed_on", models.DateField(null=True, verbose_name="order obeyed on")),
                        ("restored_at", models.DateTimeField(null=True, verbose_name="supply restored at")),
                    ],
                    options={
                        "verbose_name": "stop of a supply",
                        "verbose_name_plural": "stops of a supply",
                        "ordering": ("pk",),
                    },
                ),
                migrations.CreateModel(
                    name="SurchargeDecision",
                    fields=[
                        (
                            "id",
                            models.BigAutoField(
                                auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                            ),
                        ),
                        ("decided_on", models.DateField(verbose_name="decided on")),
                        ("until", models.DateField(verbose_name="counted until")),
                        ("days", models.PositiveIntegerField(verbose_name="days counted")),
                        ("amount", models.DecimalField(decimal_places=2, max_digits=12, verbose_name="amount in yuan")),
                        ("served_on", models.DateField(null=True, verbose_name="served on")),
                    ],
                    options={
                        "verbose_name": "surcharge decision",
                        "verbose_name_plural": "surcharge decisions",
                        "ordering": ("pk",),
                    },
                ),
                migrations.CreateModel(
                    name="TermDecision",
                    fields=[
                        (
                            "id",
                            models.BigAutoField(
                                auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                            ),
                        ),
                        ("ended_on", models.DateField(verbose_name="first day without power")),
                        (
                            "choice",
                            models.CharField(
                                choices=[
                                    ("finish", "The street finishes it under the old term"),
                                    ("hand_over", "It is handed to the organ"),
                                ],
                                max_length=10,
                                verbose_name="what becomes of it",
                            ),
                        ),
                        ("reason", models.TextField(verbose_name="reason")),
                        ("decided_on", models.DateField()),
                    ],
                    options={
                        "ordering": ("pk",),
                    },
                ),
                migrations.CreateModel(
                    name="Transfer",
                    fields=[
                        (
                            "id",
                            models.BigAutoField(
                                auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                            ),
                        ),
                        ("receiver", models.CharField(max_length=100, verbose_name="receiving agency")),
                        (
                            "to_police",
                            models.BooleanField(default=False, verbose_name="suspected crime, to the police"),
                        ),
                        ("reason", models.TextField(verbose_name="reason")),
                        ("transferred_on", models.DateField()),
                        ("taken_back_on", models.DateField(null=True)),
                        ("taken_back_reason", models.TextField(blank=True)),
                    ],
                    options={
                        "ordering": ("pk",),
                    },
                ),
                migrations.CreateModel(
                    name="Violation",
                    fields=[
                        (
                            "id",
                            models.BigAutoField(
                                auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                            ),
                        ),
                        ("is_overdue", models.BooleanField(default=False, verbose_name="not corrected in time")),
                        ("facts", models.TextField(blank=True, verbose_name="facts of this violation")),
                        (
                            "finding",
                            models.CharField(
                                blank=True,
                                choices=[("established", "Established"), ("not_established", "Not established")],
                                max_length=20,
                                verbose_name="finding",
                            ),
                        ),
                        (
                            "alternative_range",
                            models.BooleanField(
                                default=False,
                                help_text="Some offences have a range of their own for certain parties, such as those without a business.",
                                verbose_name="party named in the second range",
                            ),
                        ),
                        ("provision", models.CharField(blank=True, max_length=300, verbose_name="provision violated")),
                        ("found_facts", models.TextField(blank=True, verbose_name="facts found")),
                        ("evidence", models.TextField(blank=True, verbose_name="proved by")),
                        ("tier", models.CharField(blank=True, max_length=20, verbose_name="discretion tier")),
                        ("factors", models.TextField(blank=True, verbose_name="circumstances considered")),
                        (
                            "circumstances",
                            models.JSONField(
                                blank=True, default=list, verbose_name="circumstances with their evidence"
                            ),
                        ),
                        (
                            "questions",
                            models.JSONField(
                                blank=True, default=dict, verbose_name="answers on the grounds for no penalty"
                            ),
                        ),
                        (
                            "recommended_fine",
                            models.DecimalField(
                                blank=True, decimal_places=2, max_digits=12, null=True, verbose_name="recommended fine"
                            ),
                        ),
                        (
                            "proposal",
                            models.CharField(
                                blank=True,
                                choices=[("penalty", "Penalty"), ("no_penalty", "No penalty")],
                                max_length=20,
                                verbose_name="proposal",
                            ),
                        ),
                        (
                            "no_penalty_reason",
                            models.CharField(
                                blank=True,
                                choices=[
                                    ("minor", "Minor, corrected in time, no harm (CF 33(1), must not punish)"),
                                    ("first", "First time, slight harm, corrected in time (CF 33(1), may waive)"),
                                    ("no_fault", "The party proved it was not at fault (CF 33(2))"),
                                    ("under_age", "Under fourteen (CF 30)"),
                                    ("incapable", "Without capacity at the time (CF 31)"),
                                ],
                                max_length=20,
                                verbose_name="reason for no penalty",
                            ),
                        ),
                        (
                            "mitigation_reason",
                            models.TextField(blank=True, verbose_name="reason below the minimum (CF 32)"),
                        ),
                        (
                            "departure_reason",
                            models.TextField(blank=True, verbose_name="reason for departing from the recommendation"),
                        ),
                        ("education", models.TextField(blank=True, verbose_name="how the party was educated")),
                        ("with_warning", models.BooleanField(default=False, verbose_name="with a warning")),
                        (
                            "further_penalty",
                            models.CharField(
                                blank=True,
                                choices=[
                                    ("suspension", "Suspension of business"),
                                    ("closure", "Closure"),
                                    ("restriction", "Restriction of activity or employment"),
                                    ("revocation", "Revocation of a licence"),
                                    ("downgrade", "Lower grade of qualification"),
                                    ("confiscation", "Confiscation of large gains or valuable things"),
                                ],
                                max_length=20,
                                verbose_name="further penalty",
                            ),
                        ),
                        (
                            "further_penalty_text",
                            models.CharField(blank=True, max_length=200, verbose_name="content of the further penalty"),
                        ),
                        (
                            "proposed_fine",
                            models.DecimalField(
                                blank=True, decimal_places=2, max_digits=12, null=True, verbose_name="proposed fine"
                            ),
                        ),
                        (
                            "decided_fine",
                            models.DecimalField(
                                blank=True, decimal_places=2, max_digits=12, null=True, verbose_name="fine decided"
                            ),
                        ),
                    ],
                    options={
                        "ordering": ("pk",),
                    },
                ),
                migrations.AddField(
                    model_name="archivereading",
                    name="reader",
                    field=models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="+",
                        to=settings.AUTH_USER_MODEL,
                        verbose_name="reader",
                    ),
                ),
                migrations.AddField(
                    model_name="case",
                    name="agreement",
                    field=models.ForeignKey(
                        null=True,
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="cases",
                        to="delegation.agreement",
                        verbose_name="agreement",
                    ),
                ),
                migrations.AddField(
                    model_name="case",
                    name="linked_to",
                    field=models.ForeignKey(
                        blank=True,
                        null=True,
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="linked",
                        to="cases.case",
                        verbose_name="linked case",
                    ),
                ),
                migrations.AddField(
                    model_name="case",
                    name="opened_by",
                    field=models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="+",
                        to=settings.AUTH_USER_MODEL,
                        verbose_name="opened by",
                    ),
                ),
                migrations.AddField(
                    model_name="case",
                    name="organ",
                    field=models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="cases",
                        to="delegation.organ",
                        verbose_name="organ",
                    ),
                ),
                migrations.AddField(
                    model_name="case",
                    name="reopens",
                    field=models.OneToOneField(
                        blank=True,
                        null=True,
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="reopened_as",
                        to="cases.case",
                        verbose_name="deals anew with",
                    ),
                ),
                migrations.AddField(
                    model_name="case",
                    name="street",
                    field=models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="cases",
                        to="delegation.street",
                        verbose_name="street",
                    ),
                ),
                migrations.AddField(
                    model_name="archivereading",
                    name="case",
                    field=models.ForeignKey(
                        on_delete=django.db.models.deletion.CASCADE, related_name="readings", to="cases.case"
                    ),
                ),
                migrations.AddField(
                    model_name="collectivediscussion",
                    name="presiding",
                    field=models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="+",
                        to="delegation.officer",
                        verbose_name="presided by",
                    ),
                ),
                migrations.AddField(
                    model_name="collectivediscussion",
                    name="recorder",
                    field=models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="+",
                        to="delegation.officer",
                        verbose_name="recorder",
                    ),
                ),
                migrations.AddField(
                    model_name="collectivediscussion",
                    name="reporter",
                    field=models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="+",
                        to="delegation.officer",
                        verbose_name="reported by",
                    ),
                ),
                migrations.AddField(
                    model_name="concludedpenalty",
                    name="discussion",
                    field=models.ForeignKey(
                        on_delete=django.db.models.deletion.CASCADE,
                        related_name="penalties",
                        to="cases.collectivediscussion",
                    ),
                ),
                migrations.AddField(
                    model_name="correction",
                    name="asked_by",
                    field=models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT, related_name="+", to=settings.AUTH_USER_MODEL
                    ),
                ),
                migrations.AddField(
                    model_name="correction",
                    name="case",
                    field=models.ForeignKey(
                        on_delete=django.db.models.deletion.CASCADE, related_name="paper_corrections", to="cases.case"
                    ),
                ),
                migrations.AddField(
                    model_name="correction",
                    name="decided_by",
                    field=models.ForeignKey(
                        null=True,
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="+",
                        to=settings.AUTH_USER_MODEL,
                    ),
                ),
                migrations.AddField(
                    model_name="courtapplication",
                    name="case",
                    field=models.ForeignKey(
                        on_delete=django.db.models.deletion.CASCADE, related_name="court_applications", to="cases.case"
                    ),
                ),
                migrations.AddField(
                    model_name="deferral",
                    name="case",
                    field=models.ForeignKey(
                        on_delete=django.db.models.deletion.CASCADE, related_name="deferrals", to="cases.case"
                    ),
                ),
                migrations.AddField(
                    model_name="deliberationflag",
                    name="case",
                    field=models.ForeignKey(
                        on_delete=django.db.models.deletion.CASCADE, related_name="deliberation_flags", to="cases.case"
                    ),
                ),
                migrations.AddField(
                    model_name="deliberationflag",
                    name="flagged_by",
                    field=models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT, related_name="+", to=settings.AUTH_USER_MODEL
                    ),
                ),
                migrations.AddField(
                    model_name="designatedreviewer",
                    name="designated_by",
                    field=models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT, related_name="+", to=settings.AUTH_USER_MODEL
                    ),
                ),
                migrations.AddField(
                    model_name="designatedreviewer",
                    name="reviewer",
                    field=models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT, related_name="+", to=settings.AUTH_USER_MODEL
                    ),
                ),
                migrations.AddField(
                    model_name="discussionopinion",
                    name="discussion",
                    field=models.ForeignKey(
                        on_delete=django.db.models.deletion.CASCADE,
                        related_name="opinions",
                        to="cases.collectivediscussion",
                    ),
                ),
                migrations.AddField(
                    model_name="discussionopinion",
                    name="officer",
                    field=models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="+",
                        to="delegation.officer",
                        verbose_name="person present",
                    ),
                ),
                migrations.AddField(
                    model_name="document",
                    name="case",
                    field=models.ForeignKey(
                        on_delete=django.db.models.deletion.CASCADE, related_name="documents", to="cases.case"
                    ),
                ),
                migrations.AddField(
                    model_name="document",
                    name="corrects",
                    field=models.ForeignKey(
                        blank=True,
                        null=True,
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="corrected_by",
                        to="cases.document",
                        verbose_name="corrects",
                    ),
                ),
                migrations.AddField(
                    model_name="document",
                    name="issued_by",
                    field=models.ForeignKey(
                        null=True,
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="+",
                        to=settings.AUTH_USER_MODEL,
                    ),
                ),
                migrations.AddField(
                    model_name="deferral",
                    name="document",
                    field=models.ForeignKey(
                        null=True, on_delete=django.db.models.deletion.PROTECT, related_name="+", to="cases.document"
                    ),
                ),
                migrations.AddField(
                    model_name="courtapplication",
                    name="document",
                    field=models.ForeignKey(
                        null=True, on_delete=django.db.models.deletion.PROTECT, related_name="+", to="cases.document"
                    ),
                ),
                migrations.AddField(
                    model_name="correction",
                    name="document",
                    field=models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="corrections_asked",
                        to="cases.document",
                    ),
                ),
                migrations.AddField(
                    model_name="correction",
                    name="result",
                    field=models.OneToOneField(
                        null=True,
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="corrected_through",
                        to="cases.document",
                    ),
                ),
                migrations.AddField(
                    model_name="collectivediscussion",
                    name="document",
                    field=models.ForeignKey(
                        null=True, on_delete=django.db.models.deletion.PROTECT, related_name="+", to="cases.document"
                    ),
                ),
                migrations.AddField(
                    model_name="evidence",
                    name="added_by",
                    field=models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT, related_name="+", to=settings.AUTH_USER_MODEL
                    ),
                ),
                migrations.AddField(
                    model_name="evidence",
                    name="carried_from",
                    field=models.ForeignKey(
                        editable=False,
                        null=True,
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="+",
                        to="cases.case",
                        verbose_name="carried from",
                    ),
                ),
                migrations.AddField(
                    model_name="evidence",
                    name="case",
                    field=models.ForeignKey(
                        on_delete=django.db.models.deletion.CASCADE, related_name="evidence", to="cases.case"
                    ),
                ),
                migrations.AddField(
                    model_name="evidenceaccess",
                    name="evidence",
                    field=models.ForeignKey(
                        on_delete=django.db.models.deletion.CASCADE, related_name="accesses", to="cases.evidence"
                    ),
                ),
                migrations.AddField(
                    model_name="evidenceaccess",
                    name="reader",
                    field=models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="+",
                        to=settings.AUTH_USER_MODEL,
                        verbose_name="reader",
                    ),
                ),
                migrations.AddField(
                    model_name="evidencelink",
                    name="document",
                    field=models.ForeignKey(
                        null=True, on_delete=django.db.models.deletion.CASCADE, related_name="+", to="cases.document"
                    ),
                ),
                migrations.AddField(
                    model_name="evidencelink",
                    name="evidence",
                    field=models.ForeignKey(
                        null=True,
                        on_delete=django.db.models.deletion.CASCADE,
                        related_name="links",
                        to="cases.evidence",
                    ),
                ),
                migrations.AddField(
                    model_name="handler",
                    name="case",
                    field=models.ForeignKey(
                        on_delete=django.db.models.deletion.CASCADE, related_name="handlers", to="cases.case"
                    ),
                ),
                migrations.AddField(
                    model_name="handler",
                    name="officer",
                    field=models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT, related_name="handled", to="delegation.officer"
                    ),
                ),
                migrations.AddField(
                    model_name="handover",
                    name="answered_by",
                    field=models.ForeignKey(
                        null=True,
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="+",
                        to=settings.AUTH_USER_MODEL,
                    ),
                ),
                migrations.AddField(
                    model_name="handover",
                    name="case",
                    field=models.ForeignKey(
                        on_delete=django.db.models.deletion.CASCADE, related_name="hand_overs", to="cases.case"
                    ),
                ),
                migrations.AddField(
                    model_name="handover",
                    name="requested_by",
                    field=models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT, related_name="+", to=settings.AUTH_USER_MODEL
                    ),
                ),
                migrations.AddField(
                    model_name="hearing",
                    name="investigators",
                    field=models.ManyToManyField(
                        related_name="+", to="delegation.officer", verbose_name="investigators present"
                    ),
                ),
                migrations.AddField(
                    model_name="hearing",
                    name="record_document",
                    field=models.ForeignKey(
                        null=True, on_delete=django.db.models.deletion.PROTECT, related_name="+", to="cases.document"
                    ),
                ),
                migrations.AddField(
                    model_name="hearing",
                    name="report_document",
                    field=models.ForeignKey(
                        null=True, on_delete=django.db.models.deletion.PROTECT, related_name="+", to="cases.document"
                    ),
                ),
                migrations.AddField(
                    model_name="hearingagent",
                    name="hearing",
                    field=models.ForeignKey(
                        on_delete=django.db.models.deletion.CASCADE, related_name="agents", to="cases.hearing"
                    ),
                ),
                migrations.AddField(
                    model_name="hearingsession",
                    name="chair",
                    field=models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="+",
                        to="delegation.officer",
                        verbose_name="chair",
                    ),
                ),
                migrations.AddField(
                    model_name="hearingsession",
                    name="document",
                    field=models.ForeignKey(
                        null=True, on_delete=django.db.models.deletion.PROTECT, related_name="+", to="cases.document"
                    ),
                ),
                migrations.AddField(
                    model_name="hearingsession",
                    name="hearing",
                    field=models.ForeignKey(
                        on_delete=django.db.models.deletion.CASCADE, related_name="sessions", to="cases.hearing"
                    ),
                ),
                migrations.AddField(
                    model_name="hearingsession",
                    name="members",
                    field=models.ManyToManyField(
                        blank=True, related_name="+", to="delegation.officer", verbose_name="members of the panel"
                    ),
                ),
                migrations.AddField(
                    model_name="hearingsession",
                    name="recorder",
                    field=models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="+",
                        to="delegation.officer",
                        verbose_name="recorder",
                    ),
                ),
                migrations.AddField(
                    model_name="inquest",
                    name="case",
                    field=models.ForeignKey(
                        on_delete=django.db.models.deletion.CASCADE, related_name="inquests", to="cases.case"
                    ),
                ),
                migrations.AddField(
                    model_name="inquest",
                    name="document",
                    field=models.ForeignKey(
                        null=True, on_delete=django.db.models.deletion.PROTECT, related_name="+", to="cases.document"
                    ),
                ),
                migrations.AddField(
                    model_name="inquest",
                    name="officers",
                    field=models.ManyToManyField(related_name="+", to="delegation.officer", verbose_name="officers"),
                ),
                migrations.AddField(
                    model_name="inspection",
                    name="case",
                    field=models.ForeignKey(
                        on_delete=django.db.models.deletion.CASCADE, related_name="inspections", to="cases.case"
                    ),
                ),
                migrations.AddField(
                    model_name="inspection",
                    name="officers",
                    field=models.ManyToManyField(
                        related_name="inspections", to="delegation.officer", verbose_name="officers"
                    ),
                ),
                migrations.AddField(
                    model_name="instalment",
                    name="deferral",
                    field=models.ForeignKey(
                        on_delete=django.db.models.deletion.CASCADE, related_name="instalments", to="cases.deferral"
                    ),
                ),
                migrations.AddField(
                    model_name="interview",
                    name="case",
                    field=models.ForeignKey(
                        on_delete=django.db.models.deletion.CASCADE, related_name="interviews", to="cases.case"
                    ),
                ),
                migrations.AddField(
                    model_name="interview",
                    name="document",
                    field=models.ForeignKey(
                        null=True, on_delete=django.db.models.deletion.PROTECT, related_name="+", to="cases.document"
                    ),
                ),
                migrations.AddField(
                    model_name="interview",
                    name="interviewer",
                    field=models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT, related_name="+", to="delegation.officer"
                    ),
                ),
                migrations.AddField(
                    model_name="interview",
                    name="recorder",
                    field=models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT, related_name="+", to="delegation.officer"
                    ),
                ),
                migrations.AddField(
                    model_name="interviewanswer",
                    name="interview",
                    field=models.ForeignKey(
                        on_delete=django.db.models.deletion.CASCADE, related_name="answers", to="cases.interview"
                    ),
                ),
                migrations.AddField(
                    model_name="legalreview",
                    name="document",
                    field=models.ForeignKey(
                        null=True, on_delete=django.db.models.deletion.PROTECT, related_name="+", to="cases.document"
                    ),
                ),
                migrations.AddField(
                    model_name="legalreview",
                    name="reviewer",
                    field=models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="+",
                        to="delegation.officer",
                        verbose_name="reviewer",
                    ),
                ),
                migrations.AddField(
                    model_name="legalreviewpoint",
                    name="review",
                    field=models.ForeignKey(
                        on_delete=django.db.models.deletion.CASCADE, related_name="points", to="cases.legalreview"
                    ),
                ),
                migrations.AddField(
                    model_name="limitsuspension",
                    name="case",
                    field=models.ForeignKey(
                        on_delete=django.db.models.deletion.CASCADE, related_name="suspensions", to="cases.case"
                    ),
                ),
                migrations.AddField(
                    model_name="limitsuspension",
                    name="ended_by",
                    field=models.ForeignKey(
                        null=True,
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="+",
                        to=settings.AUTH_USER_MODEL,
                    ),
                ),
                migrations.AddField(
                    model_name="limitsuspension",
                    name="evidence",
                    field=models.ForeignKey(
                        null=True,
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="+",
                        to="cases.evidence",
                        verbose_name="expert opinion on file",
                    ),
                ),
                migrations.AddField(
                    model_name="limitsuspension",
                    name="recorded_by",
                    field=models.ForeignKey(
                        null=True,
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="+",
                        to=settings.AUTH_USER_MODEL,
                    ),
                ),
                migrations.AddField(
                    model_name="notice",
                    name="case",
                    field=models.ForeignKey(
                        on_delete=django.db.models.deletion.CASCADE, related_name="notices", to="cases.case"
                    ),
                ),
                migrations.AddField(
                    model_name="notice",
                    name="document",
                    field=models.ForeignKey(
                        null=True, on_delete=django.db.models.deletion.PROTECT, related_name="+", to="cases.document"
                    ),
                ),
                migrations.AddField(
                    model_name="notice",
                    name="hearing_document",
                    field=models.ForeignKey(
                        null=True, on_delete=django.db.models.deletion.PROTECT, related_name="+", to="cases.document"
                    ),
                ),
                migrations.AddField(
                    model_name="legalreview",
                    name="notice",
                    field=models.ForeignKey(
                        on_delete=django.db.models.deletion.CASCADE, related_name="legal_reviews", to="cases.notice"
                    ),
                ),
                migrations.AddField(
                    model_name="hearing",
                    name="notice",
                    field=models.OneToOneField(
                        on_delete=django.db.models.deletion.CASCADE, related_name="hearing", to="cases.notice"
                    ),
                ),
                migrations.AddField(
                    model_name="defence",
                    name="notice",
                    field=models.ForeignKey(
                        on_delete=django.db.models.deletion.CASCADE, related_name="defences", to="cases.notice"
                    ),
                ),
                migrations.AddField(
                    model_name="collectivediscussion",
                    name="notice",
                    field=models.ForeignKey(
                        on_delete=django.db.models.deletion.CASCADE, related_name="discussions", to="cases.notice"
                    ),
                ),
                migrations.AddField(
                    model_name="noticeitem",
                    name="notice",
                    field=models.ForeignKey(
                        on_delete=django.db.models.deletion.CASCADE, related_name="items", to="cases.notice"
                    ),
                ),
                migrations.AddField(
                    model_name="onsitedecision",
                    name="case",
                    field=models.OneToOneField(
                        on_delete=django.db.models.deletion.CASCADE, related_name="on_site", to="cases.case"
                    ),
                ),
                migrations.AddField(
                    model_name="onsitedecision",
                    name="document",
                    field=models.ForeignKey(
                        null=True, on_delete=django.db.models.deletion.PROTECT, related_name="+", to="cases.document"
                    ),
                ),
                migrations.AddField(
                    model_name="onsitedecision",
                    name="officers",
                    field=models.ManyToManyField(related_name="+", to="delegation.officer", verbose_name="officers"),
                ),
                migrations.AddField(
                    model_name="onsitedecision",
                    name="reported_by",
                    field=models.ForeignKey(
                        null=True,
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="+",
                        to=settings.AUTH_USER_MODEL,
                    ),
                ),
                migrations.AddField(
                    model_name="onsitemeasure",
                    name="case",
                    field=models.ForeignKey(
                        on_delete=django.db.models.deletion.CASCADE, related_name="on_site_measures", to="cases.case"
                    ),
                ),
                migrations.AddField(
                    model_name="onsitemeasure",
                    name="document",
                    field=models.ForeignKey(
                        null=True, on_delete=django.db.models.deletion.PROTECT, related_name="+", to="cases.document"
                    ),
                ),
                migrations.AddField(
                    model_name="onsitemeasure",
                    name="officers",
                    field=models.ManyToManyField(related_name="+", to="delegation.officer", verbose_name="officers"),
                ),
                migrations.AddField(
                    model_name="case",
                    name="party",
                    field=models.OneToOneField(
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="case",
                        to="cases.party",
                        verbose_name="party",
                    ),
                ),
                migrations.AddField(
                    model_name="passedlimit",
                    name="case",
                    field=models.ForeignKey(
                        on_delete=django.db.models.deletion.CASCADE, related_name="passed_limits", to="cases.case"
                    ),
                ),
                migrations.AddField(
                    model_name="passedlimit",
                    name="explained_by",
                    field=models.ForeignKey(
                        null=True,
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="+",
                        to=settings.AUTH_USER_MODEL,
                        verbose_name="explained by",
                    ),
                ),
                migrations.AddField(
                    model_name="payment",
                    name="case",
                    field=models.ForeignKey(
                        on_delete=django.db.models.deletion.CASCADE, related_name="payments", to="cases.case"
                    ),
                ),
                migrations.AddField(
                    model_name="preservation",
                    name="case",
                    field=models.ForeignKey(
                        on_delete=django.db.models.deletion.CASCADE, related_name="preservations", to="cases.case"
                    ),
                ),
                migrations.AddField(
                    model_name="preservation",
                    name="notice",
                    field=models.ForeignKey(
                        null=True, on_delete=django.db.models.deletion.PROTECT, related_name="+", to="cases.document"
                    ),
                ),
                migrations.AddField(
                    model_name="preserveditem",
                    name="preservation",
                    field=models.ForeignKey(
                        on_delete=django.db.models.deletion.CASCADE, related_name="items", to="cases.preservation"
                    ),
                ),
                migrations.AddField(
                    model_name="publication",
                    name="case",
                    field=models.ForeignKey(
                        on_delete=django.db.models.deletion.CASCADE, related_name="publications", to="cases.case"
                    ),
                ),
                migrations.AddField(
                    model_name="questionset",
                    name="kept_by",
                    field=models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT, related_name="+", to=settings.AUTH_USER_MODEL
                    ),
                ),
                migrations.AddField(
                    model_name="questionset",
                    name="street",
                    field=models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="question_sets",
                        to="delegation.street",
                    ),
                ),
                migrations.AddField(
                    model_name="receivedcase",
                    name="organ",
                    field=models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="received_cases",
                        to="delegation.organ",
                    ),
                ),
                migrations.AddField(
                    model_name="receivedcase",
                    name="received_by",
                    field=models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT, related_name="+", to=settings.AUTH_USER_MODEL
                    ),
                ),
                migrations.AddField(
                    model_name="recheck",
                    name="document",
                    field=models.ForeignKey(
                        null=True, on_delete=django.db.models.deletion.PROTECT, related_name="+", to="cases.document"
                    ),
                ),
                migrations.AddField(
                    model_name="recheck",
                    name="officers",
                    field=models.ManyToManyField(related_name="+", to="delegation.officer", verbose_name="officers"),
                ),
                migrations.AddField(
                    model_name="rectificationorder",
                    name="case",
                    field=models.ForeignKey(
                        on_delete=django.db.models.deletion.CASCADE, related_name="rectifications", to="cases.case"
                    ),
                ),
                migrations.AddField(
                    model_name="rectificationorder",
                    name="document",
                    field=models.ForeignKey(
                        null=True, on_delete=django.db.models.deletion.PROTECT, related_name="+", to="cases.document"
                    ),
                ),
                migrations.AddField(
                    model_name="rectificationorder",
                    name="officers",
                    field=models.ManyToManyField(related_name="+", to="delegation.officer", verbose_name="officers"),
                ),
                migrations.AddField(
                    model_name="rectificationitem",
                    name="order",
                    field=models.ForeignKey(
                        on_delete=django.db.models.deletion.CASCADE, related_name="items", to="cases.rectificationorder"
                    ),
                ),
                migrations.AddField(
                    model_name="recheck",
                    name="order",
                    field=models.ForeignKey(
                        on_delete=django.db.models.deletion.CASCADE,
                        related_name="rechecks",
                        to="cases.rectificationorder",
                    ),
                ),
                migrations.AddField(
                    model_name="recusal",
                    name="case",
                    field=models.ForeignKey(
                        on_delete=django.db.models.deletion.CASCADE, related_name="recusals", to="cases.case"
                    ),
                ),
                migrations.AddField(
                    model_name="recusal",
                    name="decided_by",
                    field=models.ForeignKey(
                        null=True,
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="+",
                        to=settings.AUTH_USER_MODEL,
                    ),
                ),
                migrations.AddField(
                    model_name="recusal",
                    name="officer",
                    field=models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT, related_name="+", to="delegation.officer"
                    ),
                ),
                migrations.AddField(
                    model_name="remedy",
                    name="case",
                    field=models.ForeignKey(
                        on_delete=django.db.models.deletion.CASCADE, related_name="remedies", to="cases.case"
                    ),
                ),
                migrations.AddField(
                    model_name="reminder",
                    name="case",
                    field=models.ForeignKey(
                        on_delete=django.db.models.deletion.CASCADE, related_name="reminders", to="cases.case"
                    ),
                ),
                migrations.AddField(
                    model_name="reminder",
                    name="document",
                    field=models.ForeignKey(
                        null=True, on_delete=django.db.models.deletion.PROTECT, related_name="+", to="cases.document"
                    ),
                ),
                migrations.AddField(
                    model_name="reviewdecision",
                    name="on_behalf_of",
                    field=models.ForeignKey(
                        null=True,
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="+",
                        to="delegation.officer",
                        verbose_name="on behalf of",
                    ),
                ),
                migrations.AddField(
                    model_name="reviewdecision",
                    name="reviewer",
                    field=models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="review_decisions",
                        to=settings.AUTH_USER_MODEL,
                    ),
                ),
                migrations.AddConstraint(
                    model_name="reviewpolicy",
                    constraint=models.UniqueConstraint(
                        fields=("organ", "kind", "stage", "procedure"), name="review_policy_once"
                    ),
                ),
                migrations.AddField(
                    model_name="sampling",
                    name="case",
                    field=models.ForeignKey(
                        on_delete=django.db.models.deletion.CASCADE, related_name="samplings", to="cases.case"
                    ),
                ),
                migrations.AddField(
                    model_name="sampling",
                    name="document",
                    field=models.ForeignKey(
                        null=True, on_delete=django.db.models.deletion.PROTECT, related_name="+", to="cases.document"
                    ),
                ),
                migrations.AddField(
                    model_name="sampling",
                    name="officers",
                    field=models.ManyToManyField(related_name="+", to="delegation.officer", verbose_name="officers"),
                ),
                migrations.AddField(
                    model_name="screensignature",
                    name="document",
                    field=models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT, related_name="signatures", to="cases.document"
                    ),
                ),
                migrations.AddField(
                    model_name="seizure",
                    name="case",
                    field=models.ForeignKey(
                        on_delete=django.db.models.deletion.CASCADE, related_name="seizures", to="cases.case"
                    ),
                ),
                migrations.AddField(
                    model_name="seizure",
                    name="decision",
                    field=models.ForeignKey(
                        null=True, on_delete=django.db.models.deletion.PROTECT, related_name="+", to="cases.document"
                    ),
                ),
                migrations.AddField(
                    model_name="selfcheck",
                    name="case",
                    field=models.ForeignKey(
                        on_delete=django.db.models.deletion.CASCADE, related_name="self_checks", to="cases.case"
                    ),
                ),
                migrations.AddField(
                    model_name="selfcheck",
                    name="filled_by",
                    field=models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="+",
                        to=settings.AUTH_USER_MODEL,
                        verbose_name="filled in by",
                    ),
                ),
                migrations.AddField(
                    model_name="selfcheckline",
                    name="self_check",
                    field=models.ForeignKey(
                        on_delete=django.db.models.deletion.CASCADE, related_name="lines", to="cases.selfcheck"
                    ),
                ),
                migrations.AddConstraint(
                    model_name="serial",
                    constraint=models.UniqueConstraint(fields=("organ", "year", "series"), name="serial_once"),
                ),
                migrations.AddField(
                    model_name="service",
                    name="case",
                    field=models.ForeignKey(
                        on_delete=django.db.models.deletion.CASCADE, related_name="services", to="cases.case"
                    ),
                ),
                migrations.AddField(
                    model_name="service",
                    name="document",
                    field=models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT, related_name="services", to="cases.document"
                    ),
                ),
                migrations.AddField(
                    model_name="service",
                    name="officers",
                    field=models.ManyToManyField(related_name="+", to="delegation.officer", verbose_name="served by"),
                ),
                migrations.AddField(
                    model_name="submission",
                    name="case",
                    field=models.ForeignKey(
                        on_delete=django.db.models.deletion.CASCADE, related_name="submissions", to="cases.case"
                    ),
                ),
                migrations.AddField(
                    model_name="submission",
                    name="confirmed_by",
                    field=models.ForeignKey(
                        null=True,
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="+",
                        to=settings.AUTH_USER_MODEL,
                    ),
                ),
                migrations.AddField(
                    model_name="submission",
                    name="content_saved_by",
                    field=models.ForeignKey(
                        null=True,
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="+",
                        to=settings.AUTH_USER_MODEL,
                    ),
                ),
                migrations.AddField(
                    model_name="submission",
                    name="submitted_by",
                    field=models.ForeignKey(
                        null=True,
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="submissions",
                        to=settings.AUTH_USER_MODEL,
                    ),
                ),
                migrations.AddField(
                    model_name="seizure",
                    name="approval",
                    field=models.OneToOneField(
                        on_delete=django.db.models.deletion.PROTECT, related_name="seizure", to="cases.submission"
                    ),
                ),
                migrations.AddField(
                    model_name="reviewdecision",
                    name="submission",
                    field=models.ForeignKey(
                        on_delete=django.db.models.deletion.CASCADE, related_name="decisions", to="cases.submission"
                    ),
                ),
                migrations.AddField(
                    model_name="preservation",
                    name="approval",
                    field=models.OneToOneField(
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="preserved",
                        to="cases.submission",
                        verbose_name="approval",
                    ),
                ),
                migrations.AddField(
                    model_name="preservation",
                    name="disposal",
                    field=models.OneToOneField(
                        null=True,
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="disposed",
                        to="cases.submission",
                        verbose_name="disposal",
                    ),
                ),
                migrations.AddField(
                    model_name="designatedreviewer",
                    name="submission",
                    field=models.ForeignKey(
                        on_delete=django.db.models.deletion.CASCADE, related_name="designated", to="cases.submission"
                    ),
                ),
                migrations.AddField(
                    model_name="deferral",
                    name="approval",
                    field=models.OneToOneField(
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="deferral",
                        to="cases.submission",
                        verbose_name="approval",
                    ),
                ),
                migrations.AddField(
                    model_name="summarycorrection",
                    name="case",
                    field=models.ForeignKey(
                        on_delete=django.db.models.deletion.CASCADE, related_name="corrections", to="cases.case"
                    ),
                ),
                migrations.AddField(
                    model_name="summarycorrection",
                    name="finding",
                    field=models.OneToOneField(
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="correction",
                        to="cases.reviewdecision",
                        verbose_name="finding",
                    ),
                ),
                migrations.AddField(
                    model_name="summarycorrection",
                    name="recorded_by",
                    field=models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT, related_name="+", to=settings.AUTH_USER_MODEL
                    ),
                ),
                migrations.AddField(
                    model_name="supplystop",
                    name="approval",
                    field=models.OneToOneField(
                        on_delete=django.db.models.deletion.PROTECT, related_name="supply_stop", to="cases.submission"
                    ),
                ),
                migrations.AddField(
                    model_name="supplystop",
                    name="case",
                    field=models.ForeignKey(
                        on_delete=django.db.models.deletion.CASCADE, related_name="supply_stops", to="cases.case"
                    ),
                ),
                migrations.AddField(
                    model_name="supplystop",
                    name="notice",
                    field=models.ForeignKey(
                        null=True, on_delete=django.db.models.deletion.PROTECT, related_name="+", to="cases.document"
                    ),
                ),
                migrations.AddField(
                    model_name="supplystop",
                    name="order",
                    field=models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="supply_stops",
                        to="cases.onsitemeasure",
                    ),
                ),
                migrations.AddField(
                    model_name="surchargedecision",
                    name="case",
                    field=models.ForeignKey(
                        on_delete=django.db.models.deletion.CASCADE, related_name="surcharges", to="cases.case"
                    ),
                ),
                migrations.AddField(
                    model_name="surchargedecision",
                    name="document",
                    field=models.ForeignKey(
                        null=True, on_delete=django.db.models.deletion.PROTECT, related_name="+", to="cases.document"
                    ),
                ),
                migrations.AddField(
                    model_name="termdecision",
                    name="agreement",
                    field=models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT, related_name="+", to="delegation.agreement"
                    ),
                ),
                migrations.AddField(
                    model_name="termdecision",
                    name="case",
                    field=models.ForeignKey(
                        on_delete=django.db.models.deletion.CASCADE, related_name="term_decisions", to="cases.case"
                    ),
                ),
                migrations.AddField(
                    model_name="termdecision",
                    name="decided_by",
                    field=models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT, related_name="+", to=settings.AUTH_USER_MODEL
                    ),
                ),
                migrations.AddField(
                    model_name="transfer",
                    name="case",
                    field=models.ForeignKey(
                        on_delete=django.db.models.deletion.CASCADE, related_name="transfers", to="cases.case"
                    ),
                ),
                migrations.AddField(
                    model_name="violation",
                    name="case",
                    field=models.ForeignKey(
                        on_delete=django.db.models.deletion.CASCADE, related_name="violations", to="cases.case"
                    ),
                ),
                migrations.AddField(
                    model_name="violation",
                    name="item",
                    field=models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT, related_name="violations", to="delegation.item"
                    ),
                ),
                migrations.AddField(
                    model_name="noticeitem",
                    name="violation",
                    field=models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT, related_name="+", to="cases.violation"
                    ),
                ),
                migrations.AddField(
                    model_name="evidencelink",
                    name="violation",
                    field=models.ForeignKey(
                        on_delete=django.db.models.deletion.CASCADE, related_name="evidence_links", to="cases.violation"
                    ),
                ),
                migrations.AddField(
                    model_name="concludedpenalty",
                    name="violation",
                    field=models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT, related_name="+", to="cases.violation"
                    ),
                ),
                migrations.AddIndex(
                    model_name="archivereading",
                    index=models.Index(fields=["case", "reader", "read_on"], name="archive_reading_today"),
                ),
                migrations.AddConstraint(
                    model_name="deliberationflag",
                    constraint=models.UniqueConstraint(fields=("case", "kind"), name="deliberation_flag_once"),
                ),
                migrations.AddConstraint(
                    model_name="discussionopinion",
                    constraint=models.UniqueConstraint(
                        fields=("discussion", "officer"), name="discussion_opinion_once"
                    ),
                ),
                migrations.AddConstraint(
                    model_name="document",
                    constraint=models.UniqueConstraint(
                        condition=models.Q(("number", ""), _negated=True), fields=("number",), name="document_number"
                    ),
                ),
                migrations.AddConstraint(
                    model_name="courtapplication",
                    constraint=models.UniqueConstraint(
                        condition=models.Q(("ended_on", None)), fields=("case",), name="court_application_open_once"
                    ),
                ),
                migrations.AddConstraint(
                    model_name="correction",
                    constraint=models.UniqueConstraint(
                        condition=models.Q(("granted", None)),
                        fields=("document",),
                        name="one_open_correction_per_document",
                    ),
                ),
                migrations.AddConstraint(
                    model_name="handler",
                    constraint=models.UniqueConstraint(
                        condition=models.Q(("until", None)), fields=("case", "officer"), name="handler_once_at_a_time"
                    ),
                ),
                migrations.AddConstraint(
                    model_name="handover",
                    constraint=models.UniqueConstraint(
                        condition=models.Q(("status", "pending")), fields=("case",), name="one_hand_over"
                    ),
                ),
                migrations.AddConstraint(
                    model_name="hearingsession",
                    constraint=models.CheckConstraint(
                        condition=models.Q(
                            ("is_public", True), models.Q(("closed_reason", ""), _negated=True), _connector="OR"
                        ),
                        name="hearing_closed_with_reason",
                    ),
                ),
                migrations.AddConstraint(
                    model_name="inspection",
                    constraint=models.CheckConstraint(
                        condition=models.Q(("ended_at__gt", models.F("started_at"))), name="inspection_times"
                    ),
                ),
                migrations.AddConstraint(
                    model_name="instalment",
                    constraint=models.CheckConstraint(
                        condition=models.Q(("amount__gt", 0)), name="instalment_positive"
                    ),
                ),
                migrations.AddConstraint(
                    model_name="instalment",
                    constraint=models.UniqueConstraint(fields=("deferral", "due_on"), name="instalment_day_once"),
                ),
                migrations.AddConstraint(
                    model_name="interview",
                    constraint=models.CheckConstraint(
                        condition=models.Q(("ended_at__gt", models.F("started_at"))), name="interview_times"
                    ),
                ),
                migrations.AddConstraint(
                    model_name="interview",
                    constraint=models.CheckConstraint(
                        condition=models.Q(("interviewer", models.F("recorder")), _negated=True),
                        name="interview_two_officers",
                    ),
                ),
                migrations.AddConstraint(
                    model_name="legalreviewpoint",
                    constraint=models.UniqueConstraint(fields=("review", "point"), name="legal_review_point_once"),
                ),
                migrations.AddConstraint(
                    model_name="limitsuspension",
                    constraint=models.CheckConstraint(
                        condition=models.Q(("until", None), ("until__gte", models.F("since")), _connector="OR"),
                        name="suspension_days_in_order",
                    ),
                ),
                migrations.AddConstraint(
                    model_name="limitsuspension",
                    constraint=models.UniqueConstraint(
                        condition=models.Q(("until", None)), fields=("case", "reason"), name="suspension_open_once"
                    ),
                ),
                migrations.AddConstraint(
                    model_name="collectivediscussion",
                    constraint=models.CheckConstraint(
                        condition=models.Q(("ended_at__gt", models.F("started_at"))), name="discussion_times"
                    ),
                ),
                migrations.AddIndex(
                    model_name="case",
                    index=models.Index(fields=["street", "organ", "stage"], name="case_street_stage"),
                ),
                migrations.AddIndex(
                    model_name="case",
                    index=models.Index(fields=["filed_on", "id"], name="case_keyset"),
                ),
                migrations.AddIndex(
                    model_name="case",
                    index=models.Index(
                        condition=models.Q(
                            ("stage__in", ["closed", "not_filed", "terminated", "transferred"]), _negated=True
                        ),
                        fields=["next_limit_on"],
                        name="case_late",
                    ),
                ),
                migrations.AddConstraint(
                    model_name="case",
                    constraint=models.UniqueConstraint(
                        condition=models.Q(("serial", None), _negated=True),
                        fields=("organ", "procedure", "year", "serial"),
                        name="case_serial",
                    ),
                ),
                migrations.AddConstraint(
                    model_name="case",
                    constraint=models.CheckConstraint(
                        condition=models.Q(
                            ("decided_on", None), ("filed_on__lte", models.F("decided_on")), _connector="OR"
                        ),
                        name="case_filed_before_decided",
                    ),
                ),
                migrations.AddIndex(
                    model_name="passedlimit",
                    index=models.Index(
                        condition=models.Q(("ended_on", None), ("explained_on", None)),
                        fields=["due_on"],
                        name="passed_limit_open",
                    ),
                ),
                migrations.AddConstraint(
                    model_name="passedlimit",
                    constraint=models.UniqueConstraint(fields=("case", "code", "due_on"), name="passed_limit_once"),
                ),
                migrations.AddConstraint(
                    model_name="passedlimit",
                    constraint=models.CheckConstraint(
                        condition=models.Q(
                            ("explained_on", None), models.Q(("explanation", ""), _negated=True), _connector="OR"
                        ),
                        name="passed_limit_explained_in_words",
                    ),
                ),
                migrations.AddConstraint(
                    model_name="payment",
                    constraint=models.CheckConstraint(condition=models.Q(("amount__gt", 0)), name="payment_positive"),
                ),
                migrations.AddConstraint(
                    model_name="payment",
                    constraint=models.UniqueConstraint(fields=("case", "voucher"), name="payment_voucher_once"),
                ),
                migrations.AddConstraint(
                    model_name="preserveditem",
                    constraint=models.CheckConstraint(
                        condition=models.Q(("quantity__gt", 0)), name="preserved_quantity_positive"
                    ),
                ),
                migrations.AddConstraint(
                    model_name="publication",
                    constraint=models.UniqueConstraint(
                        condition=models.Q(("withdrawn_on", None)), fields=("case",), name="publication_standing_once"
                    ),
                ),
                migrations.AddConstraint(
                    model_name="publication",
                    constraint=models.CheckConstraint(
                        condition=models.Q(
                            ("withdrawn_on", None), ("withdrawn_on__gte", models.F("published_on")), _connector="OR"
                        ),
                        name="publication_withdrawn_after",
                    ),
                ),
                migrations.AddConstraint(
                    model_name="questionset",
                    constraint=models.UniqueConstraint(fields=("street", "title"), name="question_set_title_once"),
                ),
                migrations.AddConstraint(
                    model_name="remedy",
                    constraint=models.UniqueConstraint(
                        condition=models.Q(("result_on", None)), fields=("case", "kind"), name="remedy_open_once"
                    ),
                ),
                migrations.AddConstraint(
                    model_name="remedy",
                    constraint=models.CheckConstraint(
                        condition=models.Q(
                            ("result_on", None), ("result_on__gte", models.F("lodged_on")), _connector="OR"
                        ),
                        name="remedy_days_in_order",
                    ),
                ),
                migrations.AddConstraint(
                    model_name="selfcheck",
                    constraint=models.UniqueConstraint(fields=("case", "round"), name="self_check_round"),
                ),
                migrations.AddConstraint(
                    model_name="selfcheckline",
                    constraint=models.UniqueConstraint(fields=("self_check", "code"), name="self_check_line_once"),
                ),
                migrations.AddIndex(
                    model_name="submission",
                    index=models.Index(
                        condition=models.Q(("status__in", ["confirming", "initial", "recheck", "final"])),
                        fields=["status", "level_since"],
                        name="submission_open",
                    ),
                ),
                migrations.AddConstraint(
                    model_name="submission",
                    constraint=models.UniqueConstraint(
                        condition=models.Q(("status__in", ["confirming", "initial", "recheck", "final"])),
                        fields=("case",),
                        name="one_open_submission",
                    ),
                ),
                migrations.AddConstraint(
                    model_name="submission",
                    constraint=models.UniqueConstraint(
                        condition=models.Q(("status", "draft")),
                        fields=("case", "kind", "stage"),
                        name="one_draft_per_stage",
                    ),
                ),
                migrations.AddConstraint(
                    model_name="seizure",
                    constraint=models.CheckConstraint(
                        condition=models.Q(("until__gte", models.F("begun_on"))), name="seizure_days_in_order"
                    ),
                ),
                migrations.AddConstraint(
                    model_name="seizure",
                    constraint=models.CheckConstraint(
                        condition=models.Q(
                            ("ended_on", None), ("ended_on__gte", models.F("begun_on")), _connector="OR"
                        ),
                        name="seizure_ended_after_begun",
                    ),
                ),
                migrations.AddConstraint(
                    model_name="reviewdecision",
                    constraint=models.UniqueConstraint(fields=("submission", "desk"), name="one_word_per_desk"),
                ),
                migrations.AddConstraint(
                    model_name="reviewdecision",
                    constraint=models.UniqueConstraint(fields=("submission", "reviewer"), name="one_level_per_person"),
                ),
                migrations.AddConstraint(
                    model_name="preservation",
                    constraint=models.CheckConstraint(
                        condition=models.Q(
                            ("disposed_on", None), ("disposed_on__gte", models.F("preserved_on")), _connector="OR"
                        ),
                        name="preserved_first",
                    ),
                ),
                migrations.AddConstraint(
                    model_name="deferral",
                    constraint=models.CheckConstraint(condition=models.Q(("amount__gt", 0)), name="deferral_positive"),
                ),
                migrations.AddConstraint(
                    model_name="surchargedecision",
                    constraint=models.CheckConstraint(condition=models.Q(("amount__gt", 0)), name="surcharge_positive"),
                ),
                migrations.AddConstraint(
                    model_name="violation",
                    constraint=models.UniqueConstraint(fields=("case", "item"), name="violation_once"),
                ),
                migrations.AddConstraint(
                    model_name="evidencelink",
                    constraint=models.CheckConstraint(
                        condition=models.Q(("evidence", None), ("document", None), _connector="XOR"),
                        name="evidence_link_one_proof",
                    ),
                ),
                migrations.AddConstraint(
                    model_name="evidencelink",
                    constraint=models.UniqueConstraint(
                        condition=models.Q(("evidence", None), _negated=True),
                        fields=("violation", "element", "evidence"),
                        name="evidence_link_once",
                    ),
                ),
                migrations.AddConstraint(
                    model_name="evidencelink",
                    constraint=models.UniqueConstraint(
                        condition=models.Q(("document", None), _negated=True),
                        fields=("violation", "element", "document"),
                        name="evidence_link_record_once",
                    ),
                ),
                migrations.AddConstraint(
                    model_name="concludedpenalty",
                    constraint=models.UniqueConstraint(
                        fields=("discussion", "violation"), name="concluded_penalty_once"
                    ),
                ),
            ]
        ),
        migrations.RunPython(review_policies, migrations.RunPython.noop),
    ]
