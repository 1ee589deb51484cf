import django.db.models.deletion
from django.db import migrations, models


class Migration(migrations.Migration):

    initial = True

    dependencies = [
        ('media', '0001_initial'),
    ]

    operations = [
        migrations.CreateModel(
            name='Domain',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('name', models.CharField(max_length=253, unique=True, verbose_name='domain')),
                ('rule', models.CharField(choices=[('allowed', 'never promotion'), ('blocked', 'always to an editor')], max_length=8, verbose_name='links to it are')),
            ],
            options={
                'verbose_name': 'domain',
                'verbose_name_plural': 'domains',
                'ordering': ['name'],
            },
        ),
        migrations.CreateModel(
            name='Lesson',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('subject', models.CharField(max_length=80, unique=True)),
                ('label', models.CharField(max_length=5)),
                ('counted', models.CharField(max_length=110, null=True, unique=True)),
                ('added', models.BinaryField(default=b'')),
                ('at', models.DateTimeField()),
            ],
            options={
                'verbose_name': 'lesson',
                'verbose_name_plural': 'lessons',
            },
        ),
        migrations.CreateModel(
            name='LinkState',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('address', models.CharField(max_length=2000)),
                ('key', models.CharField(max_length=64, unique=True)),
                ('state', models.CharField(choices=[('fine', 'works'), ('dead', 'dead'), ('moved', 'leads elsewhere'), ('unknown', 'did not answer')], max_length=8)),
                ('status', models.PositiveSmallIntegerField(default=0)),
                ('leads_to', models.CharField(blank=True, max_length=2000)),
                ('at', models.DateTimeField()),
            ],
            options={
                'verbose_name': 'state of a link',
                'verbose_name_plural': 'states of links',
            },
        ),
        migrations.CreateModel(
            name='Passage',
            fields=[
                ('id', models.BigAutoField(primary_key=True, serialize=False)),
            ],
            options={
                'verbose_name': 'passage of the archive',
                'verbose_name_plural': 'passages of the archive',
            },
        ),
        migrations.CreateModel(
            name='Phrase',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('words', models.CharField(max_length=80, unique=True, verbose_name='phrase')),
                ('strength', models.CharField(choices=[('strong', 'almost surely promotion'), ('clear', 'sounds like promotion'), ('mild', 'a slight hint'), ('harmless', 'harmless here')], default='clear', max_length=8, verbose_name='what it says')),
            ],
            options={
                'verbose_name': 'phrase',
                'verbose_name_plural': 'phrases',
                'ordering': ['words'],
            },
        ),
        migrations.CreateModel(
            name='SectionText',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('subject', models.CharField(max_length=80, unique=True)),
                ('section', models.CharField(max_length=80)),
                ('author', models.CharField(blank=True, max_length=80)),
                ('stems', models.TextField()),
            ],
            options={
                'verbose_name': 'story of a section',
                'verbose_name_plural': 'stories of sections',
            },
        ),
        migrations.CreateModel(
            name='Text',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('subject', models.CharField(max_length=80, unique=True)),
                ('author', models.CharField(blank=True, db_index=True, max_length=80)),
                ('is_public', models.BooleanField(default=False)),
                ('at', models.DateTimeField()),
                ('title', models.CharField(blank=True, max_length=300)),
                ('source', models.CharField(blank=True, max_length=500)),
                ('agency', models.CharField(blank=True, max_length=120)),
                ('body', models.BinaryField()),
                ('taken', models.PositiveSmallIntegerField(default=1)),
            ],
            options={
                'verbose_name': 'text of the archive',
                'verbose_name_plural': 'texts of the archive',
            },
        ),
        migrations.CreateModel(
            name='Weight',
            fields=[
                ('feature', models.CharField(max_length=80, primary_key=True, serialize=False)),
                ('weight', models.BigIntegerField(default=0)),
                ('seen', models.BigIntegerField(default=0)),
            ],
            options={
                'verbose_name': 'learned weight',
                'verbose_name_plural': 'learned weights',
            },
        ),
        migrations.CreateModel(
            name='WireFeed',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('agency', models.CharField(max_length=120, verbose_name='whose it is')),
                ('url', models.URLField(max_length=500, unique=True, verbose_name='address of the feed')),
                ('is_on', models.BooleanField(default=True, verbose_name='pulled')),
                ('due_at', models.DateTimeField(editable=False)),
                ('pulled_at', models.DateTimeField(editable=False, null=True, verbose_name='last pulled')),
                ('etag', models.CharField(blank=True, editable=False, max_length=200)),
                ('modified', models.CharField(blank=True, editable=False, max_length=100)),
                ('failures', models.PositiveSmallIntegerField(default=0, editable=False)),
                ('problem', models.CharField(blank=True, editable=False, max_length=300, verbose_name='problem')),
            ],
            options={
                'verbose_name': 'wire feed',
                'verbose_name_plural': 'wire feeds',
                'ordering': ['agency', 'url'],
            },
        ),
        migrations.CreateModel(
            name='LinkOfText',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('subject', models.CharField(max_length=80)),
                ('author', models.CharField(blank=True, db_index=True, max_length=80)),
                ('domain', models.CharField(db_index=True, max_length=253)),
                ('vouches', models.BooleanField(default=False)),
            ],
            options={
                'verbose_name': 'link of a text',
                'verbose_name_plural': 'links of texts',
                'constraints': [models.UniqueConstraint(fields=('subject', 'domain'), name='domain_once_a_text')],
            },
        ),
        migrations.CreateModel(
            name='Report',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('subject', models.CharField(max_length=80)),
                ('digest', models.CharField(max_length=64)),
                ('at', models.DateTimeField()),
                ('risk', models.FloatField()),
                ('verdict', models.CharField(choices=[('clean', 'clean'), ('look', 'to be looked at'), ('hold', 'held')], max_length=5)),
                ('findings', models.JSONField(default=list)),
                ('basis', models.BinaryField()),
            ],
            options={
                'verbose_name': 'report of the checks',
                'verbose_name_plural': 'reports of the checks',
                'indexes': [models.Index(fields=['subject', 'id'], name='report_of_subject')],
            },
        ),
        migrations.CreateModel(
            name='Sketch',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('picture', models.OneToOneField(on_delete=django.db.models.deletion.CASCADE, related_name='+', to='media.picture')),
                ('across', models.CharField(max_length=16)),
                ('down', models.CharField(max_length=16)),
                ('part0', models.PositiveIntegerField(db_index=True)),
                ('part1', models.PositiveIntegerField(db_index=True)),
                ('part2', models.PositiveIntegerField(db_index=True)),
                ('part3', models.PositiveIntegerField(db_index=True)),
            ],
            options={
                'verbose_name': 'sketch of a picture',
                'verbose_name_plural': 'sketches of pictures',
            },
        ),
        migrations.CreateModel(
            name='WireItem',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('feed', models.ForeignKey(on_delete=django.db.models.deletion.CASCADE, related_name='items', to='checks.wirefeed')),
                ('key', models.CharField(max_length=64)),
                ('at', models.DateTimeField(db_index=True)),
            ],
            options={
                'verbose_name': 'item of a wire',
                'verbose_name_plural': 'items of wires',
                'constraints': [models.UniqueConstraint(fields=('feed', 'key'), name='wire_item_once')],
            },
        ),
    ]
