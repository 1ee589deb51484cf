import django.db.models.deletion
from django.conf import settings
from django.db import migrations, models


class Migration(migrations.Migration):

    initial = True

    dependencies = [
        ('members', '0001_initial'),
        migrations.swappable_dependency(settings.AUTH_USER_MODEL),
        ('site', '0001_initial'),
        ('stories', '0001_initial'),
    ]

    operations = [
        migrations.CreateModel(
            name='Talking',
            fields=[
            ],
            options={
                'verbose_name': 'conversation under stories',
                'verbose_name_plural': 'conversation under stories',
                'proxy': True,
                'indexes': [],
                'constraints': [],
            },
            bases=('site.setting',),
        ),
        migrations.CreateModel(
            name='Comment',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('story', models.ForeignKey(on_delete=django.db.models.deletion.CASCADE, related_name='+', to='stories.story', verbose_name='story')),
                ('member', models.ForeignKey(blank=True, null=True, on_delete=django.db.models.deletion.SET_NULL, related_name='+', to=settings.AUTH_USER_MODEL)),
                ('author_name', models.CharField(max_length=120, verbose_name='name')),
                ('parent', models.ForeignKey(blank=True, null=True, on_delete=django.db.models.deletion.CASCADE, related_name='+', to='conversation.comment')),
                ('path', models.CharField(editable=False, max_length=400)),
                ('depth', models.PositiveSmallIntegerField(default=1, editable=False)),
                ('body', models.TextField(verbose_name='text')),
                ('hidden', models.CharField(blank=True, editable=False, max_length=200)),
                ('state', models.CharField(choices=[('visible', 'visible'), ('waiting', 'waiting'), ('hidden', 'hidden'), ('deleted', 'deleted')], default='waiting', max_length=8, verbose_name='state')),
                ('at', models.DateTimeField(verbose_name='written')),
                ('source', models.TextField(blank=True, default='', editable=False)),
                ('edited_at', models.DateTimeField(blank=True, editable=False, null=True, verbose_name='changed')),
                ('appeared_at', models.DateTimeField(blank=True, editable=False, null=True)),
                ('answers', models.PositiveIntegerField(default=0, editable=False)),
                ('value', models.PositiveIntegerField(default=0, editable=False)),
                ('reacted', models.JSONField(default=dict, editable=False)),
                ('form_key', models.CharField(blank=True, default='', editable=False, max_length=40)),
            ],
            options={
                'verbose_name': 'comment',
                'verbose_name_plural': 'comments',
                'ordering': ['path'],
                'indexes': [models.Index(condition=models.Q(('parent__isnull', True)), fields=['story', '-id'], name='comment_roots'), models.Index(condition=models.Q(('parent__isnull', True)), fields=['story', '-value', '-id'], name='comment_valued'), models.Index(fields=['member', 'story', '-at'], name='comment_of_member')],
                'constraints': [models.UniqueConstraint(fields=('story', 'path'), name='comment_place_once'), models.CheckConstraint(condition=models.Q(('depth__gte', 1), ('depth__lte', 50)), name='comment_depth'), models.UniqueConstraint(condition=models.Q(('form_key', ''), _negated=True), fields=('member', 'form_key'), name='comment_once_a_form')],
            },
        ),
        migrations.CreateModel(
            name='Flag',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('subject', models.CharField(max_length=80, verbose_name='about')),
                ('reason', models.CharField(choices=[('false', 'It is not true'), ('copied', 'It is copied from elsewhere'), ('promotion', 'It is an advertisement'), ('privacy', 'It shows somebody’s private life'), ('insult', 'It insults or threatens somebody'), ('illegal', 'It is against the law'), ('other', 'Something else')], max_length=10, verbose_name='reason')),
                ('words', models.TextField(blank=True, max_length=2000, verbose_name='in your own words')),
                ('member', models.ForeignKey(blank=True, null=True, on_delete=django.db.models.deletion.SET_NULL, related_name='+', to=settings.AUTH_USER_MODEL)),
                ('sender', models.CharField(max_length=80)),
                ('state', models.CharField(choices=[('open', 'open'), ('upheld', 'upheld'), ('dismissed', 'dismissed')], default='open', max_length=10, verbose_name='state')),
                ('at', models.DateTimeField(verbose_name='at')),
                ('settled_by', models.ForeignKey(blank=True, null=True, on_delete=django.db.models.deletion.SET_NULL, related_name='+', to='members.decision')),
            ],
            options={
                'verbose_name': 'flag',
                'verbose_name_plural': 'flags',
                'indexes': [models.Index(fields=['subject', 'state'], name='flag_about')],
                'constraints': [models.UniqueConstraint(condition=models.Q(('state', 'open')), fields=('subject', 'sender'), name='flag_once_a_sender')],
            },
        ),
        migrations.CreateModel(
            name='Mute',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('member', models.ForeignKey(on_delete=django.db.models.deletion.CASCADE, related_name='+', to=settings.AUTH_USER_MODEL)),
                ('muted', models.ForeignKey(on_delete=django.db.models.deletion.CASCADE, related_name='+', to=settings.AUTH_USER_MODEL)),
                ('at', models.DateTimeField(verbose_name='at')),
            ],
            options={
                'verbose_name': 'muted member',
                'verbose_name_plural': 'muted members',
                'constraints': [models.UniqueConstraint(fields=('member', 'muted'), name='mute_once'), models.CheckConstraint(condition=models.Q(('member', models.F('muted')), _negated=True), name='mute_not_oneself')],
            },
        ),
        migrations.CreateModel(
            name='Reaction',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('comment', models.ForeignKey(on_delete=django.db.models.deletion.CASCADE, related_name='+', to='conversation.comment')),
                ('member', models.ForeignKey(on_delete=django.db.models.deletion.CASCADE, related_name='+', to=settings.AUTH_USER_MODEL)),
                ('kind', models.CharField(max_length=16)),
                ('at', models.DateTimeField(verbose_name='at')),
            ],
            options={
                'verbose_name': 'reaction',
                'verbose_name_plural': 'reactions',
                'constraints': [models.UniqueConstraint(fields=('comment', 'kind', 'member'), name='reaction_once_a_member')],
            },
        ),
        migrations.CreateModel(
            name='Thread',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('story', models.OneToOneField(on_delete=django.db.models.deletion.CASCADE, related_name='+', to='stories.story')),
                ('slow_seconds', models.PositiveIntegerField(default=0, verbose_name='seconds between two comments of one member')),
            ],
            options={
                'verbose_name': 'conversation',
                'verbose_name_plural': 'conversations',
            },
        ),
    ]
