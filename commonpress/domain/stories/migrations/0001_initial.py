import django.db.models.deletion
from django.conf import settings
from django.db import migrations, models


class Migration(migrations.Migration):

    initial = True

    dependencies = [
        ('media', '0001_initial'),
        migrations.swappable_dependency(settings.AUTH_USER_MODEL),
    ]

    operations = [
        migrations.CreateModel(
            name='Topic',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('slug', models.SlugField(max_length=80, unique=True, verbose_name='address')),
                ('name', models.CharField(max_length=80, verbose_name='name')),
            ],
            options={
                'verbose_name': 'topic',
                'verbose_name_plural': 'topics',
                'ordering': ['name'],
            },
        ),
        migrations.CreateModel(
            name='Section',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('slug', models.SlugField(max_length=80, unique=True, verbose_name='address')),
                ('name', models.CharField(max_length=80, verbose_name='name')),
                ('name_translations', models.JSONField(blank=True, default=dict, help_text='For example {"ro": "Port"}.', verbose_name='name in other languages')),
                ('words', models.CharField(blank=True, max_length=300, verbose_name='what it is for')),
                ('words_translations', models.JSONField(blank=True, default=dict, verbose_name='the same in other languages')),
                ('parent', models.ForeignKey(blank=True, null=True, on_delete=django.db.models.deletion.PROTECT, related_name='children', to='stories.section', verbose_name='within')),
                ('position', models.PositiveSmallIntegerField(default=0, verbose_name='position')),
                ('is_listed', models.BooleanField(default=True, verbose_name='shown in the list of sections')),
            ],
            options={
                'verbose_name': 'section',
                'verbose_name_plural': 'sections',
                'ordering': ['position', 'name'],
                'constraints': [models.CheckConstraint(condition=models.Q(('parent', models.F('id')), _negated=True), name='section_not_in_itself')],
            },
        ),
        migrations.CreateModel(
            name='SectionEditor',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('member', models.ForeignKey(on_delete=django.db.models.deletion.CASCADE, related_name='+', to=settings.AUTH_USER_MODEL, verbose_name='editor')),
                ('section', models.ForeignKey(on_delete=django.db.models.deletion.CASCADE, related_name='editors', to='stories.section', verbose_name='section')),
            ],
            options={
                'verbose_name': 'section editor',
                'verbose_name_plural': 'section editors',
                'constraints': [models.UniqueConstraint(fields=('member', 'section'), name='section_editor_once')],
            },
        ),
        migrations.CreateModel(
            name='Story',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('state', models.CharField(choices=[('draft', 'draft'), ('submitted', 'waiting for the desk'), ('returned', 'changes asked'), ('declined', 'declined'), ('scheduled', 'scheduled'), ('published', 'published'), ('withdrawn', 'withdrawn')], default='draft', max_length=10, verbose_name='state')),
                ('kind', models.CharField(choices=[('news', 'News'), ('reportage', 'Reportage'), ('opinion', 'Opinion'), ('analysis', 'Analysis'), ('sponsored', 'Sponsored')], default='news', max_length=10, verbose_name='kind')),
                ('section', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='stories', to='stories.section', verbose_name='section')),
                ('language', models.CharField(max_length=12, verbose_name='language')),
                ('slug', models.SlugField(max_length=90, verbose_name='address')),
                ('path', models.CharField(editable=False, max_length=110, null=True, unique=True, verbose_name='place')),
                ('headline', models.CharField(max_length=300, verbose_name='headline')),
                ('standfirst', models.TextField(blank=True, max_length=1000, verbose_name='standfirst')),
                ('body', models.TextField(blank=True, verbose_name='text')),
                ('hidden', models.CharField(blank=True, editable=False, max_length=200)),
                ('excerpt', models.CharField(blank=True, editable=False, max_length=400)),
                ('words', models.PositiveIntegerField(default=0, editable=False)),
                ('picture', models.ForeignKey(blank=True, null=True, on_delete=django.db.models.deletion.SET_NULL, related_name='+', to='media.picture', verbose_name='picture')),
                ('caption', models.CharField(blank=True, max_length=500, verbose_name='caption')),
                ('is_open_for_comments', models.BooleanField(default=True, verbose_name='open for comments')),
                ('comment_count', models.PositiveIntegerField(default=0, editable=False)),
                ('created_at', models.DateTimeField(verbose_name='written')),
                ('due_at', models.DateTimeField(blank=True, null=True, verbose_name='to appear')),
                ('published_at', models.DateTimeField(blank=True, null=True, verbose_name='published')),
                ('updated_at', models.DateTimeField(blank=True, null=True, verbose_name='updated')),
                ('withdrawn_at', models.DateTimeField(blank=True, editable=False, null=True)),
                ('withdrawal_reason', models.CharField(blank=True, max_length=500, verbose_name='reason of the withdrawal')),
                ('ground', models.CharField(blank=True, editable=False, max_length=10)),
                ('embargo_until', models.DateTimeField(blank=True, null=True, verbose_name='not before')),
                ('submitted_at', models.DateTimeField(blank=True, editable=False, null=True)),
                ('seen', models.PositiveIntegerField(default=0, editable=False)),
                ('kept', models.PositiveIntegerField(default=0, editable=False)),
                ('edited_by', models.ForeignKey(editable=False, null=True, on_delete=django.db.models.deletion.SET_NULL, related_name='+', to=settings.AUTH_USER_MODEL)),
                ('edited_at', models.DateTimeField(editable=False, null=True)),
                ('topics', models.ManyToManyField(blank=True, related_name='stories', to='stories.topic', verbose_name='topics')),
            ],
            options={
                'verbose_name': 'story',
                'verbose_name_plural': 'stories',
                'indexes': [models.Index(fields=['state', '-published_at', '-id'], name='story_newest'), models.Index(fields=['section', 'state', '-published_at', '-id'], name='story_newest_in_section'), models.Index(fields=['state', 'section', 'updated_at'], name='story_changed'), models.Index(condition=models.Q(('state', 'scheduled')), fields=['due_at'], name='story_due')],
                'constraints': [models.CheckConstraint(condition=models.Q(models.Q(('state__in', ['published', 'withdrawn']), _negated=True), models.Q(('path__isnull', False), ('published_at__isnull', False), ('updated_at__isnull', False)), _connector='OR'), name='story_public_has_place'), models.CheckConstraint(condition=models.Q(models.Q(('state', 'scheduled'), _negated=True), ('due_at__isnull', False), _connector='OR'), name='story_scheduled_has_time')],
            },
        ),
        migrations.CreateModel(
            name='Byline',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('story', models.ForeignKey(on_delete=django.db.models.deletion.CASCADE, related_name='bylines', to='stories.story')),
                ('member', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='+', to=settings.AUTH_USER_MODEL, verbose_name='member')),
                ('position', models.PositiveSmallIntegerField(default=0)),
            ],
            options={
                'verbose_name': 'byline',
                'verbose_name_plural': 'bylines',
                'ordering': ['position'],
                'constraints': [models.UniqueConstraint(fields=('story', 'member'), name='byline_once')],
            },
        ),
        migrations.CreateModel(
            name='SourceCredit',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('story', models.OneToOneField(on_delete=django.db.models.deletion.CASCADE, related_name='credit', to='stories.story')),
                ('agency', models.CharField(max_length=120, verbose_name='agency')),
                ('url', models.URLField(blank=True, max_length=500, verbose_name='original')),
                ('licence', models.CharField(blank=True, max_length=80, verbose_name='licence')),
                ('licence_url', models.URLField(blank=True, max_length=300, verbose_name='licence text')),
                ('is_canonical', models.BooleanField(default=False, help_text='Search engines are then sent to the original.', verbose_name='the original is the canonical address')),
            ],
            options={
                'verbose_name': 'source credit',
                'verbose_name_plural': 'source credits',
            },
        ),
        migrations.CreateModel(
            name='Revision',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('story', models.ForeignKey(on_delete=django.db.models.deletion.CASCADE, related_name='revisions', to='stories.story', verbose_name='story')),
                ('number', models.PositiveIntegerField(verbose_name='number')),
                ('headline', models.CharField(max_length=300, verbose_name='headline')),
                ('standfirst', models.TextField(blank=True, verbose_name='standfirst')),
                ('body', models.TextField(blank=True, verbose_name='text')),
                ('by', models.ForeignKey(null=True, on_delete=django.db.models.deletion.SET_NULL, related_name='+', to=settings.AUTH_USER_MODEL, verbose_name='by')),
                ('weight', models.CharField(choices=[('substance', 'substance'), ('typo', 'typo')], default='substance', max_length=10, verbose_name='weight of the change')),
                ('at', models.DateTimeField(verbose_name='at')),
                ('previous', models.CharField(blank=True, editable=False, max_length=64)),
                ('digest', models.CharField(blank=True, editable=False, max_length=64)),
                ('erased_at', models.DateTimeField(blank=True, editable=False, null=True)),
            ],
            options={
                'verbose_name': 'revision',
                'verbose_name_plural': 'revisions',
                'ordering': ['number'],
                'constraints': [models.UniqueConstraint(fields=('story', 'number'), name='revision_number_once')],
            },
        ),
        migrations.CreateModel(
            name='ReadMore',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('story', models.ForeignKey(on_delete=django.db.models.deletion.CASCADE, related_name='read_more', to='stories.story')),
                ('other', models.ForeignKey(on_delete=django.db.models.deletion.CASCADE, related_name='+', to='stories.story', verbose_name='story')),
                ('verdict', models.CharField(choices=[('pin', 'always'), ('forbid', 'never')], default='pin', max_length=8, verbose_name='verdict')),
            ],
            options={
                'verbose_name': 'read-more verdict',
                'verbose_name_plural': 'read-more verdicts',
                'constraints': [models.UniqueConstraint(fields=('story', 'other'), name='read_more_once'), models.CheckConstraint(condition=models.Q(('story', models.F('other')), _negated=True), name='read_more_not_itself')],
            },
        ),
        migrations.CreateModel(
            name='Proposal',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('story', models.ForeignKey(on_delete=django.db.models.deletion.CASCADE, related_name='proposals', to='stories.story')),
                ('headline', models.CharField(max_length=300, verbose_name='headline')),
                ('standfirst', models.TextField(blank=True, verbose_name='standfirst')),
                ('body', models.TextField(blank=True, verbose_name='text')),
                ('hidden', models.CharField(blank=True, editable=False, max_length=200)),
                ('note', models.TextField(blank=True, max_length=1000, verbose_name='note')),
                ('weight', models.CharField(choices=[('substance', 'substance'), ('typo', 'typo')], default='substance', max_length=10, verbose_name='weight of the change')),
                ('by', models.ForeignKey(null=True, on_delete=django.db.models.deletion.SET_NULL, related_name='+', to=settings.AUTH_USER_MODEL, verbose_name='by')),
                ('base', models.PositiveIntegerField()),
                ('state', models.CharField(choices=[('waiting', 'waiting for the desk'), ('accepted', 'accepted'), ('refused', 'refused'), ('replaced', 'replaced by a newer one')], default='waiting', max_length=10, verbose_name='state')),
                ('at', models.DateTimeField(verbose_name='at')),
                ('closed_at', models.DateTimeField(blank=True, null=True)),
            ],
            options={
                'verbose_name': 'proposed revision',
                'verbose_name_plural': 'proposed revisions',
                'ordering': ['-pk'],
                'constraints': [models.UniqueConstraint(condition=models.Q(('state', 'waiting')), fields=('story',), name='proposal_one_waiting')],
            },
        ),
        migrations.CreateModel(
            name='PreviewLink',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('story', models.ForeignKey(on_delete=django.db.models.deletion.CASCADE, related_name='previews', to='stories.story')),
                ('token', models.CharField(max_length=43, unique=True)),
                ('by', models.ForeignKey(on_delete=django.db.models.deletion.CASCADE, related_name='+', to=settings.AUTH_USER_MODEL, verbose_name='by')),
                ('at', models.DateTimeField(verbose_name='at')),
                ('revoked_at', models.DateTimeField(blank=True, null=True)),
            ],
            options={
                'verbose_name': 'preview link',
                'verbose_name_plural': 'preview links',
            },
        ),
        migrations.CreateModel(
            name='Lead',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('story', models.OneToOneField(on_delete=django.db.models.deletion.CASCADE, related_name='lead', to='stories.story')),
                ('position', models.PositiveSmallIntegerField(unique=True, verbose_name='position')),
            ],
            options={
                'verbose_name': 'front page slot',
                'verbose_name_plural': 'front page slots',
                'ordering': ['position'],
            },
        ),
        migrations.CreateModel(
            name='Correction',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('story', models.ForeignKey(on_delete=django.db.models.deletion.CASCADE, related_name='corrections', to='stories.story')),
                ('before', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='+', to='stories.revision')),
                ('after', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='+', to='stories.revision')),
                ('note', models.TextField(max_length=1000, verbose_name='note')),
                ('at', models.DateTimeField(db_index=True)),
                ('previous', models.CharField(blank=True, editable=False, max_length=64)),
                ('digest', models.CharField(blank=True, editable=False, max_length=64)),
            ],
            options={
                'verbose_name': 'correction',
                'verbose_name_plural': 'corrections',
                'ordering': ['-at', '-pk'],
                'constraints': [models.UniqueConstraint(fields=('after',), name='correction_once_a_change')],
            },
        ),
        migrations.CreateModel(
            name='BylineOffer',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('story', models.ForeignKey(on_delete=django.db.models.deletion.CASCADE, related_name='offers', to='stories.story')),
                ('member', models.ForeignKey(on_delete=django.db.models.deletion.CASCADE, related_name='+', to=settings.AUTH_USER_MODEL, verbose_name='member')),
                ('by', models.ForeignKey(on_delete=django.db.models.deletion.CASCADE, related_name='+', to=settings.AUTH_USER_MODEL, verbose_name='by')),
                ('at', models.DateTimeField(verbose_name='at')),
            ],
            options={
                'verbose_name': 'offer of a byline',
                'verbose_name_plural': 'offers of a byline',
                'constraints': [models.UniqueConstraint(fields=('story', 'member'), name='offer_once')],
            },
        ),
        migrations.AddField(
            model_name='Story',
            name='authors',
            field=models.ManyToManyField(related_name='+', through='stories.Byline', to=settings.AUTH_USER_MODEL),
        ),
    ]
