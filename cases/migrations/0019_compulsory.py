"""Inquest, sampling, measures on the spot, sealing and seizure, stops of a supply; who approves the compulsory ones."""

import django.db.models.deletion
from django.db import migrations, models


ORGANS = ("emergency", "fire")


def create(apps, schema_editor):
    """The head decides alone (强制法 18); a stop of a supply is the chief's (安全法 70). Rows that are there stay."""
    policies = apps.get_model("cases", "ReviewPolicy").objects.using(schema_editor.connection.alias)
    for organ in ORGANS:
        for kind, desk in (("measure", "final"), ("supply", "chief")):
            level = {"initial": False, "recheck_desks": "", "decided_by": desk}
            policies.get_or_create(organ=organ, kind=kind, stage="", procedure="ordinary", defaults=level)


class Migration(migrations.Migration):

    dependencies = [
        ('cases', '0018_on_behalf_of'),
        ('delegation', '0004_discretion_factors'),
    ]

    operations = [
        migrations.AddField(
            model_name='limitsuspension',
            name='items',
            field=models.JSONField(blank=True, default=list, verbose_name='things handed over'),
        ),
        migrations.AddField(
            model_name='limitsuspension',
            name='report_by',
            field=models.DateField(blank=True, null=True, verbose_name='report expected by'),
        ),
        migrations.AlterField(
            model_name='submission',
            name='kind',
            field=models.CharField(choices=[('stage', 'Stage'), ('extension', 'Extension of the limit'), ('termination', 'Termination'), ('transfer', 'Transfer'), ('preservation', 'Preservation of evidence'), ('deferral', 'Deferral of the payment'), ('measure', 'Sealing or seizure'), ('supply', 'Stop of a supply')], default='stage', max_length=20, verbose_name='kind'),
        ),
        migrations.CreateModel(
            name='Inquest',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('happened_on', models.DateField()),
                ('started_at', models.DateTimeField(verbose_name='started at')),
                ('ended_at', models.DateTimeField(verbose_name='ended at')),
                ('place', models.CharField(max_length=200, verbose_name='place')),
                ('refused_to_sign', models.CharField(blank=True, max_length=200, verbose_name='reason where signing was refused')),
                ('weather', models.CharField(max_length=60, verbose_name='weather')),
                ('party_present', models.CharField(max_length=80, verbose_name='person of the party who was present')),
                ('party_phone', models.CharField(blank=True, max_length=30, verbose_name='phone')),
                ('invited', models.CharField(blank=True, max_length=120, verbose_name='person invited, unit and position')),
                ('certificates_shown', models.BooleanField(default=False, verbose_name='certificates shown')),
                ('findings', models.TextField(verbose_name='what the inquest found')),
                ('sketch', models.CharField(blank=True, max_length=200, verbose_name='sketch or photographs enclosed')),
                ('case', models.ForeignKey(on_delete=django.db.models.deletion.CASCADE, related_name='inquests', to='cases.case')),
                ('document', models.ForeignKey(null=True, on_delete=django.db.models.deletion.PROTECT, related_name='+', to='cases.document')),
                ('officers', models.ManyToManyField(related_name='+', to='delegation.officer', verbose_name='officers')),
            ],
            options={
                'verbose_name': 'inquest',
                'verbose_name_plural': 'inquests',
                'ordering': ('started_at',),
                'abstract': False,
            },
        ),
        migrations.CreateModel(
            name='OnSiteMeasure',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('ordered_on', models.DateField(verbose_name='ordered on')),
                ('kind', models.CharField(choices=[('remove', 'Remove the danger at once'), ('evacuate', 'Remove the danger at once and withdraw the workers from the dangerous area'), ('stop', 'Stop production, business or the use of equipment for the time being')], max_length=8, verbose_name='measure')),
                ('problems', models.JSONField(default=list, verbose_name='dangers found')),
                ('danger', models.CharField(blank=True, max_length=300, verbose_name="why safety can't be guaranteed otherwise")),
                ('measures', models.TextField(verbose_name='what must be done')),
                ('refused_to_sign', models.CharField(blank=True, max_length=200, verbose_name='reason where signing was refused')),
                ('case', models.ForeignKey(on_delete=django.db.models.deletion.CASCADE, related_name='on_site_measures', to='cases.case')),
                ('document', models.ForeignKey(null=True, on_delete=django.db.models.deletion.PROTECT, related_name='+', to='cases.document')),
                ('officers', models.ManyToManyField(related_name='+', to='delegation.officer', verbose_name='officers')),
            ],
            options={
                'verbose_name': 'measure ordered on the spot',
                'verbose_name_plural': 'measures ordered on the spot',
                'ordering': ('pk',),
            },
        ),
        migrations.CreateModel(
            name='Sampling',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('happened_on', models.DateField()),
                ('started_at', models.DateTimeField(verbose_name='started at')),
                ('ended_at', models.DateTimeField(verbose_name='ended at')),
                ('place', models.CharField(max_length=200, verbose_name='place')),
                ('refused_to_sign', models.CharField(blank=True, max_length=200, verbose_name='reason where signing was refused')),
                ('contact_name', models.CharField(max_length=50, verbose_name='person in charge on site')),
                ('contact_phone', models.CharField(blank=True, max_length=30, verbose_name='phone')),
                ('items', models.JSONField(default=list, verbose_name='samples')),
                ('case', models.ForeignKey(on_delete=django.db.models.deletion.CASCADE, related_name='samplings', to='cases.case')),
                ('document', models.ForeignKey(null=True, on_delete=django.db.models.deletion.PROTECT, related_name='+', to='cases.document')),
                ('officers', models.ManyToManyField(related_name='+', to='delegation.officer', verbose_name='officers')),
            ],
            options={
                'verbose_name': 'sampling',
                'verbose_name_plural': 'samplings',
                'ordering': ('started_at',),
                'abstract': False,
            },
        ),
        migrations.CreateModel(
            name='SupplyStop',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('what', models.CharField(choices=[('power', 'Power'), ('explosives', 'Explosives for civil use')], max_length=10, verbose_name='supply')),
                ('supplier', models.CharField(max_length=100, verbose_name='supplier')),
                ('hazard', models.TextField(verbose_name='real danger of an accident')),
                ('stop_at', models.DateTimeField(verbose_name='supply stops at')),
                ('performed_on', models.DateField(null=True, verbose_name='order obeyed on')),
                ('restored_at', models.DateTimeField(null=True, verbose_name='supply restored at')),
                ('approval', models.OneToOneField(on_delete=django.db.models.deletion.PROTECT, related_name='supply_stop', to='cases.submission')),
                ('case', models.ForeignKey(on_delete=django.db.models.deletion.CASCADE, related_name='supply_stops', to='cases.case')),
                ('notice', models.ForeignKey(null=True, on_delete=django.db.models.deletion.PROTECT, related_name='+', to='cases.document')),
                ('order', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='supply_stops', to='cases.onsitemeasure')),
            ],
            options={
                'verbose_name': 'stop of a supply',
                'verbose_name_plural': 'stops of a supply',
                'ordering': ('pk',),
            },
        ),
        migrations.CreateModel(
            name='Seizure',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('way', models.CharField(choices=[('seal', 'Seal (premises, equipment, things)'), ('seize', 'Seize (things)')], max_length=5, verbose_name='manner')),
                ('reason', models.TextField(verbose_name='problem found and reason')),
                ('basis', models.CharField(max_length=200, verbose_name='provision that allows it')),
                ('place', models.CharField(max_length=200, verbose_name='place where it is kept')),
                ('items', models.JSONField(default=list, verbose_name='things')),
                ('begun_on', models.DateField(verbose_name='from')),
                ('until', models.DateField(verbose_name='until')),
                ('extended_on', models.DateField(null=True, verbose_name='extended on')),
                ('ended_on', models.DateField(null=True, verbose_name='ended on')),
                ('outcome', models.CharField(blank=True, choices=[('lift', 'Lift the measure and return everything'), ('confiscate', 'Confiscate unlawful things with the penalty'), ('destroy', 'Destroy, where a statute says so'), ('transfer', 'Transfer with the case to the police')], max_length=10, verbose_name='outcome')),
                ('disposal_text', models.TextField(blank=True, verbose_name='details of the disposal')),
                ('approval', models.OneToOneField(on_delete=django.db.models.deletion.PROTECT, related_name='seizure', to='cases.submission')),
                ('case', models.ForeignKey(on_delete=django.db.models.deletion.CASCADE, related_name='seizures', to='cases.case')),
                ('decision', models.ForeignKey(null=True, on_delete=django.db.models.deletion.PROTECT, related_name='+', to='cases.document')),
            ],
            options={
                'verbose_name': 'sealing or seizure',
                'verbose_name_plural': 'sealings and seizures',
                'ordering': ('pk',),
                'constraints': [models.CheckConstraint(condition=models.Q(('until__gte', models.F('begun_on'))), name='seizure_days_in_order'), models.CheckConstraint(condition=models.Q(('ended_on', None), ('ended_on__gte', models.F('begun_on')), _connector='OR'), name='seizure_ended_after_begun')],
            },
        ),
        migrations.RunPython(create, migrations.RunPython.noop),
    ]
