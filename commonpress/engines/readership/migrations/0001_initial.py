import django.db.models.deletion
from django.db import migrations, models


class Migration(migrations.Migration):

    initial = True

    dependencies = [
    ]

    operations = [
        migrations.CreateModel(
            name='DayKey',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('day', models.DateField(unique=True)),
                ('key', models.BinaryField(max_length=32)),
            ],
        ),
        migrations.CreateModel(
            name='Strike',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('start', models.DateTimeField()),
                ('end', models.DateTimeField()),
                ('agent', models.CharField(blank=True, max_length=24)),
                ('network', models.CharField(blank=True, max_length=16)),
                ('subject', models.CharField(blank=True, max_length=80)),
                ('reason', models.CharField(max_length=300)),
                ('taken', models.PositiveBigIntegerField(default=0)),
                ('by', models.CharField(blank=True, max_length=80)),
                ('at', models.DateTimeField(db_index=True)),
                ('undone_by', models.CharField(blank=True, max_length=80)),
                ('undone_at', models.DateTimeField(blank=True, null=True)),
            ],
            options={
                'verbose_name': 'strike',
                'verbose_name_plural': 'strikes',
            },
        ),
        migrations.CreateModel(
            name='Closed',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('measure', models.CharField(max_length=12)),
                ('family', models.CharField(max_length=20)),
                ('period', models.CharField(max_length=8)),
                ('made_of', models.CharField(max_length=120)),
                ('counts', models.JSONField(default=dict)),
            ],
            options={
                'constraints': [models.UniqueConstraint(fields=('measure', 'family', 'period'), name='closed_once')],
            },
        ),
        migrations.CreateModel(
            name='Hourly',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('subject', models.CharField(max_length=80)),
                ('kind', models.CharField(choices=[('seen', 'seen'), ('clicked', 'clicked')], max_length=8)),
                ('hour', models.DateTimeField()),
                ('agent', models.CharField(max_length=24)),
                ('referrer', models.CharField(blank=True, max_length=80)),
                ('count', models.PositiveBigIntegerField(default=0)),
                ('folded', models.BooleanField(default=False)),
            ],
            options={
                'verbose_name': 'hour',
                'verbose_name_plural': 'hours',
                'indexes': [models.Index(fields=['hour'], name='hourly_hour'), models.Index(condition=models.Q(('folded', False)), fields=['hour'], name='hourly_to_fold')],
                'constraints': [models.UniqueConstraint(fields=('subject', 'hour', 'kind', 'agent', 'referrer'), name='hourly_once')],
            },
        ),
        migrations.CreateModel(
            name='MostRead',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('family', models.CharField(max_length=20)),
                ('window', models.CharField(choices=[('24h', '24 hours'), ('7d', '7 days')], max_length=4)),
                ('place', models.PositiveSmallIntegerField()),
                ('subject', models.CharField(max_length=80)),
                ('count', models.PositiveBigIntegerField()),
            ],
            options={
                'verbose_name': 'most read',
                'verbose_name_plural': 'most read',
                'constraints': [models.UniqueConstraint(fields=('family', 'window', 'place'), name='most_read_place_once')],
            },
        ),
        migrations.CreateModel(
            name='Recent',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('subject', models.CharField(max_length=80)),
                ('kind', models.CharField(choices=[('seen', 'seen'), ('clicked', 'clicked')], max_length=8)),
                ('reader', models.CharField(max_length=32)),
                ('at', models.DateTimeField()),
            ],
            options={
                'indexes': [models.Index(fields=['at'], name='recent_at')],
                'constraints': [models.UniqueConstraint(fields=('reader', 'subject', 'kind'), name='recent_once')],
            },
        ),
        migrations.CreateModel(
            name='StrikeLine',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('subject', models.CharField(max_length=80)),
                ('kind', models.CharField(choices=[('seen', 'seen'), ('clicked', 'clicked')], max_length=8)),
                ('hour', models.DateTimeField()),
                ('agent', models.CharField(max_length=24)),
                ('referrer', models.CharField(blank=True, max_length=80)),
                ('strike', models.ForeignKey(on_delete=django.db.models.deletion.CASCADE, related_name='lines', to='readership.strike')),
                ('count', models.PositiveBigIntegerField()),
            ],
            options={
                'abstract': False,
            },
        ),
        migrations.CreateModel(
            name='Tally',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('subject', models.CharField(max_length=80)),
                ('kind', models.CharField(choices=[('seen', 'seen'), ('clicked', 'clicked')], max_length=8)),
                ('total', models.PositiveBigIntegerField(default=0)),
                ('carried', models.PositiveBigIntegerField(default=0)),
            ],
            options={
                'verbose_name': 'tally',
                'verbose_name_plural': 'tallies',
                'constraints': [models.UniqueConstraint(fields=('subject', 'kind'), name='tally_once')],
            },
        ),
        migrations.CreateModel(
            name='Sighting',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('subject', models.CharField(max_length=80)),
                ('kind', models.CharField(choices=[('seen', 'seen'), ('clicked', 'clicked')], max_length=8)),
                ('hour', models.DateTimeField()),
                ('agent', models.CharField(max_length=24)),
                ('referrer', models.CharField(blank=True, max_length=80)),
                ('reader', models.CharField(max_length=32)),
                ('network', models.CharField(max_length=16)),
                ('at', models.DateTimeField()),
                ('strike', models.ForeignKey(blank=True, db_index=False, null=True, on_delete=django.db.models.deletion.SET_NULL, related_name='sightings', to='readership.strike')),
            ],
            options={
                'indexes': [models.Index(fields=['network', 'subject', 'kind', 'at'], name='sighting_network'), models.Index(fields=['hour'], name='sighting_hour'), models.Index(condition=models.Q(('strike__isnull', False)), fields=['strike'], name='sighting_struck')],
            },
        ),
    ]
