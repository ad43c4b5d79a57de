"""Agreements get the states of their life: drafts already signed or recorded move on, one whose term is to come is published."""

from django.db import migrations
from django.db.models import Min

from gongshu_enforcement import timekeeper


def forwards(apps, schema_editor):
    Agreement = apps.get_model("delegation", "Agreement")
    drafts = Agreement.objects.filter(status="draft", signed_on__isnull=False)
    drafts.filter(recorded_on__isnull=False).update(status="recorded")
    drafts.filter(status="draft").update(status="signed")
    Agreement.objects.filter(status="in_force", valid_from__gt=timekeeper.today()).update(status="published")
    for agreement in Agreement.objects.filter(suspensions__isnull=False).annotate(first=Min("suspensions__starts_on")):
        Agreement.objects.filter(pk=agreement.pk).update(first_suspended_on=agreement.first)


def backwards(apps, schema_editor):
    Agreement = apps.get_model("delegation", "Agreement")
    Agreement.objects.filter(status__in=("signed", "recorded")).update(status="draft")
    Agreement.objects.filter(status="published").update(status="in_force")
    Agreement.objects.filter(status="renewed").update(status="expired")


class Migration(migrations.Migration):
    dependencies = [("delegation", "0010_agreement_life")]

    operations = [migrations.RunPython(forwards, backwards)]
