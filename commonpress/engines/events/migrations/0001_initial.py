import django.db.models.deletion
from django.db import migrations, models


class Migration(migrations.Migration):

    initial = True

    dependencies = [
    ]

    operations = [
        migrations.CreateModel(
            name='Event',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('kind', models.CharField(max_length=60, verbose_name='kind')),
                ('subject', models.CharField(db_index=True, max_length=80, verbose_name='subject')),
                ('by', models.CharField(blank=True, max_length=80, verbose_name='by')),
                ('stale', models.JSONField(default=list, verbose_name='pages made old')),
                ('facts', models.JSONField(default=dict, verbose_name='facts')),
                ('at', models.DateTimeField(db_index=True, verbose_name='at')),
            ],
            options={
                'verbose_name': 'event',
                'verbose_name_plural': 'events',
            },
        ),
        migrations.CreateModel(
            name='Sign',
            fields=[
                ('name', models.CharField(max_length=120, primary_key=True, serialize=False, verbose_name='name')),
                ('at', models.DateTimeField(verbose_name='at')),
                ('facts', models.JSONField(default=dict, verbose_name='facts')),
            ],
            options={
                'verbose_name': 'sign of life',
                'verbose_name_plural': 'signs of life',
            },
        ),
        migrations.CreateModel(
            name='Errand',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('event', models.ForeignKey(on_delete=django.db.models.deletion.CASCADE, related_name='errands', to='events.event', verbose_name='event')),
                ('reader', models.CharField(max_length=60, verbose_name='reader')),
                ('state', models.CharField(choices=[('waiting', 'waiting'), ('claimed', 'claimed'), ('failed', 'failed')], default='waiting', max_length=10, verbose_name='state')),
                ('due_at', models.DateTimeField(verbose_name='due')),
                ('attempts', models.PositiveSmallIntegerField(default=0, verbose_name='attempts')),
                ('claimed_until', models.DateTimeField(blank=True, null=True, verbose_name='claimed until')),
                ('claimed_by', models.CharField(blank=True, db_default='', default='', max_length=60, verbose_name='claimed by')),
                ('error', models.TextField(blank=True, verbose_name='error')),
            ],
            options={
                'verbose_name': 'errand',
                'verbose_name_plural': 'errands',
                'indexes': [models.Index(fields=['state', 'due_at'], name='errand_due')],
                'constraints': [models.UniqueConstraint(fields=('event', 'reader'), name='errand_once_a_reader')],
            },
        ),
    ]
