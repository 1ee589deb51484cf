import django.db.models.deletion
from django.conf import settings
from django.db import migrations, models


class Migration(migrations.Migration):

    initial = True

    dependencies = [
        migrations.swappable_dependency(settings.AUTH_USER_MODEL),
    ]

    operations = [
        migrations.CreateModel(
            name='Rhythm',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('member', models.OneToOneField(on_delete=django.db.models.deletion.CASCADE, related_name='+', to=settings.AUTH_USER_MODEL)),
                ('hours', models.PositiveSmallIntegerField(choices=[(1, 'at most once an hour'), (24, 'at most once a day'), (168, 'at most once a week')], default=24)),
                ('last_at', models.DateTimeField(blank=True, null=True)),
            ],
            options={
                'verbose_name': 'rhythm of the digest',
                'verbose_name_plural': 'rhythms of the digest',
            },
        ),
        migrations.CreateModel(
            name='Notice',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('member', models.ForeignKey(on_delete=django.db.models.deletion.CASCADE, related_name='+', to=settings.AUTH_USER_MODEL, verbose_name='member')),
                ('kind', models.CharField(max_length=60, verbose_name='kind')),
                ('subject', models.CharField(max_length=80, verbose_name='subject')),
                ('event', models.PositiveBigIntegerField(verbose_name='event')),
                ('facts', models.JSONField(default=dict)),
                ('at', models.DateTimeField(verbose_name='at')),
                ('read_at', models.DateTimeField(blank=True, null=True, verbose_name='read')),
                ('is_by_mail', models.BooleanField(default=False, verbose_name='by mail')),
                ('is_due', models.BooleanField(default=False)),
            ],
            options={
                'verbose_name': 'notice',
                'verbose_name_plural': 'notices',
                'indexes': [models.Index(fields=['member', '-at', '-id'], name='notice_newest'), models.Index(condition=models.Q(('read_at__isnull', True)), fields=['member'], name='notice_unread'), models.Index(condition=models.Q(('is_due', True)), fields=['member', 'at'], name='notice_due')],
                'constraints': [models.UniqueConstraint(fields=('member', 'event'), name='notice_once_a_member')],
            },
        ),
        migrations.CreateModel(
            name='Silence',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('member', models.ForeignKey(on_delete=django.db.models.deletion.CASCADE, related_name='+', to=settings.AUTH_USER_MODEL, verbose_name='member')),
                ('kind', models.CharField(max_length=60, verbose_name='kind')),
            ],
            options={
                'verbose_name': 'silenced kind',
                'verbose_name_plural': 'silenced kinds',
                'constraints': [models.UniqueConstraint(fields=('member', 'kind'), name='silence_once')],
            },
        ),
    ]
