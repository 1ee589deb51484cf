import django.db.models.deletion
from django.conf import settings
from django.db import migrations, models


class Migration(migrations.Migration):

    initial = True

    dependencies = [
        ('members', '0001_initial'),
        migrations.swappable_dependency(settings.AUTH_USER_MODEL),
        ('stories', '0001_initial'),
    ]

    operations = [
        migrations.CreateModel(
            name='CannedReason',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('action', models.CharField(choices=[('returned', 'returning a story'), ('declined', 'declining a story, a comment or an account'), ('withdrawn', 'taking back what is public')], max_length=10, verbose_name='for')),
                ('rule', models.SlugField(max_length=40, verbose_name='rule')),
                ('name', models.CharField(max_length=80, verbose_name='name')),
                ('name_translations', models.JSONField(blank=True, default=dict, verbose_name='name in other languages')),
                ('words', models.TextField(max_length=1000, verbose_name='what the author reads')),
                ('words_translations', models.JSONField(blank=True, default=dict, verbose_name='the same in other languages')),
                ('position', models.PositiveSmallIntegerField(default=0, verbose_name='position')),
            ],
            options={
                'verbose_name': 'canned reason',
                'verbose_name_plural': 'canned reasons',
                'ordering': ['action', 'position', 'pk'],
            },
        ),
        migrations.CreateModel(
            name='Lesson',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('subject', models.CharField(max_length=80, unique=True, verbose_name='subject')),
                ('label', models.CharField(max_length=8, verbose_name='lesson')),
                ('section', models.CharField(blank=True, max_length=80, verbose_name='section')),
                ('matter', models.JSONField()),
            ],
            options={
                'verbose_name': 'lesson',
                'verbose_name_plural': 'lessons',
            },
        ),
        migrations.CreateModel(
            name='Together',
            fields=[
                ('decision', models.OneToOneField(on_delete=django.db.models.deletion.CASCADE, primary_key=True, related_name='+', serialize=False, to='members.decision')),
                ('go', models.UUIDField(db_index=True)),
            ],
            options={
                'verbose_name': 'decision among many',
                'verbose_name_plural': 'decisions among many',
            },
        ),
        migrations.CreateModel(
            name='Entry',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('kind', models.CharField(choices=[('story', 'Stories'), ('comment', 'Comments'), ('account', 'Accounts'), ('revision', 'Revisions'), ('flag', 'Flags')], max_length=8, verbose_name='kind')),
                ('subject', models.CharField(max_length=80, verbose_name='subject')),
                ('state', models.CharField(choices=[('waiting', 'waiting'), ('decided', 'decided')], default='waiting', max_length=8, verbose_name='state')),
                ('headline', models.CharField(max_length=300, verbose_name='headline')),
                ('excerpt', models.CharField(blank=True, max_length=400)),
                ('language', models.CharField(blank=True, max_length=12, verbose_name='language')),
                ('section', models.ForeignKey(blank=True, null=True, on_delete=django.db.models.deletion.SET_NULL, related_name='+', to='stories.section', verbose_name='section')),
                ('author', models.ForeignKey(blank=True, null=True, on_delete=django.db.models.deletion.SET_NULL, related_name='+', to=settings.AUTH_USER_MODEL, verbose_name='author')),
                ('author_name', models.CharField(blank=True, max_length=120, verbose_name='author')),
                ('verdict', models.CharField(choices=[('hold', 'hold'), ('look', 'look'), ('clean', 'clean')], default='clean', max_length=5, verbose_name='verdict')),
                ('risk', models.FloatField(default=0.0, verbose_name='risk')),
                ('signs', models.JSONField(default=list)),
                ('times', models.PositiveIntegerField(default=1)),
                ('at', models.DateTimeField(verbose_name='waiting since')),
                ('claimed_by', models.ForeignKey(blank=True, null=True, on_delete=django.db.models.deletion.SET_NULL, related_name='+', to=settings.AUTH_USER_MODEL, verbose_name='claimed by')),
                ('claimed_until', models.DateTimeField(blank=True, null=True)),
            ],
            options={
                'verbose_name': 'waiting entry',
                'verbose_name_plural': 'waiting entries',
                'indexes': [models.Index(fields=['state', '-risk', 'at'], name='entry_by_risk'), models.Index(fields=['state', 'at'], name='entry_by_age'), models.Index(fields=['author', 'state'], name='entry_of_account')],
                'constraints': [models.UniqueConstraint(fields=('kind', 'subject'), name='entry_once')],
            },
        ),
        migrations.CreateModel(
            name='LinkedDomain',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('entry', models.ForeignKey(on_delete=django.db.models.deletion.CASCADE, related_name='domains', to='desk.entry')),
                ('name', models.CharField(db_index=True, max_length=253, verbose_name='domain')),
            ],
            options={
                'verbose_name': 'linked domain',
                'verbose_name_plural': 'linked domains',
                'constraints': [models.UniqueConstraint(fields=('entry', 'name'), name='domain_once_an_entry')],
            },
        ),
    ]
