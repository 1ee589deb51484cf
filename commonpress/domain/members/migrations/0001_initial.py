import django.db.models.deletion
from django.conf import settings
from django.db import migrations, models


class Migration(migrations.Migration):

    initial = True

    dependencies = [
        ('media', '0001_initial'),
        ('site', '0001_initial'),
    ]

    operations = [
        migrations.CreateModel(
            name='Joining',
            fields=[
            ],
            options={
                'verbose_name': 'joining and signing in',
                'verbose_name_plural': 'joining and signing in',
                'proxy': True,
                'indexes': [],
                'constraints': [],
            },
            bases=('site.setting',),
        ),
        migrations.CreateModel(
            name='Member',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('password', models.CharField(max_length=128, verbose_name='password')),
                ('last_login', models.DateTimeField(blank=True, null=True, verbose_name='last login')),
                ('email', models.EmailField(max_length=254, unique=True, verbose_name='e-mail')),
                ('handle', models.SlugField(max_length=40, unique=True, verbose_name='handle')),
                ('name', models.CharField(max_length=120, verbose_name='name')),
                ('words', models.TextField(blank=True, max_length=1000, verbose_name='about')),
                ('words_translations', models.JSONField(blank=True, default=dict, verbose_name='about, in other languages')),
                ('language', models.CharField(blank=True, max_length=12, verbose_name='language')),
                ('picture', models.ForeignKey(blank=True, null=True, on_delete=django.db.models.deletion.SET_NULL, related_name='+', to='media.picture', verbose_name='picture')),
                ('role', models.CharField(choices=[('member', 'member'), ('editor', 'editor'), ('owner', 'owner')], default='member', max_length=10, verbose_name='role')),
                ('is_active', models.BooleanField(default=True, verbose_name='active')),
                ('trust', models.PositiveSmallIntegerField(choices=[(0, 'newcomer'), (1, 'known'), (2, 'trusted')], default=0, editable=False, verbose_name='trust')),
                ('waits', models.BooleanField(default=False, verbose_name='waits to be let in')),
                ('is_gone', models.BooleanField(default=False, verbose_name='account deleted')),
                ('links', models.JSONField(blank=True, default=list, verbose_name='links')),
                ('look_alike', models.CharField(db_index=True, default='', editable=False, max_length=80)),
                ('invited_by', models.ForeignKey(blank=True, null=True, on_delete=django.db.models.deletion.SET_NULL, related_name='+', to=settings.AUTH_USER_MODEL, verbose_name='invited by')),
                ('sign_outs', models.PositiveIntegerField(default=0, editable=False)),
                ('joined_at', models.DateTimeField(auto_now_add=True, verbose_name='joined')),
            ],
            options={
                'verbose_name': 'member',
                'verbose_name_plural': 'members',
            },
        ),
        migrations.CreateModel(
            name='Application',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('member', models.OneToOneField(on_delete=django.db.models.deletion.CASCADE, related_name='application', to=settings.AUTH_USER_MODEL, verbose_name='member')),
                ('question', models.TextField(blank=True, verbose_name='question')),
                ('answer', models.TextField(max_length=2000, verbose_name='answer')),
                ('state', models.CharField(choices=[('unconfirmed', 'address not confirmed'), ('waiting', 'waiting'), ('admitted', 'admitted'), ('refused', 'refused')], default='unconfirmed', max_length=12, verbose_name='state')),
                ('words', models.TextField(blank=True, max_length=1000, verbose_name='words of the desk')),
                ('at', models.DateTimeField(verbose_name='at')),
                ('decided_at', models.DateTimeField(blank=True, null=True, verbose_name='decided')),
                ('by', models.ForeignKey(blank=True, null=True, on_delete=django.db.models.deletion.SET_NULL, related_name='+', to=settings.AUTH_USER_MODEL)),
            ],
            options={
                'verbose_name': 'application',
                'verbose_name_plural': 'applications',
            },
        ),
        migrations.CreateModel(
            name='Invitation',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('by', models.ForeignKey(on_delete=django.db.models.deletion.CASCADE, related_name='+', to=settings.AUTH_USER_MODEL)),
                ('key', models.CharField(max_length=64, unique=True)),
                ('note', models.CharField(blank=True, max_length=120, verbose_name='for whom')),
                ('at', models.DateTimeField(verbose_name='at')),
                ('until', models.DateTimeField(verbose_name='until')),
                ('used_at', models.DateTimeField(blank=True, null=True, verbose_name='used')),
                ('used_by', models.OneToOneField(blank=True, null=True, on_delete=django.db.models.deletion.SET_NULL, related_name='+', to=settings.AUTH_USER_MODEL)),
            ],
            options={
                'verbose_name': 'invitation',
                'verbose_name_plural': 'invitations',
            },
        ),
        migrations.CreateModel(
            name='Ban',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('member', models.ForeignKey(on_delete=django.db.models.deletion.CASCADE, related_name='+', to=settings.AUTH_USER_MODEL, verbose_name='member')),
                ('reason', models.CharField(max_length=500, verbose_name='reason')),
                ('by', models.ForeignKey(null=True, on_delete=django.db.models.deletion.SET_NULL, related_name='+', to=settings.AUTH_USER_MODEL, verbose_name='by')),
                ('at', models.DateTimeField(verbose_name='since')),
                ('until', models.DateTimeField(verbose_name='until')),
                ('lifted_at', models.DateTimeField(blank=True, null=True, verbose_name='lifted')),
            ],
            options={
                'verbose_name': 'ban',
                'verbose_name_plural': 'bans',
                'indexes': [models.Index(fields=['member', 'until'], name='ban_current')],
            },
        ),
        migrations.CreateModel(
            name='Decision',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('subject', models.CharField(max_length=80, verbose_name='subject')),
                ('member', models.ForeignKey(blank=True, null=True, on_delete=django.db.models.deletion.SET_NULL, related_name='+', to=settings.AUTH_USER_MODEL, verbose_name='member')),
                ('action', models.CharField(choices=[('published', 'published'), ('scheduled', 'scheduled'), ('kept', 'read afterwards and left standing'), ('moved', 'moved to another section'), ('returned', 'changes asked'), ('declined', 'declined'), ('spam', 'declined as spam'), ('withdrawn', 'withdrawn'), ('revised', 'a revision accepted'), ('revision_refused', 'a revision refused'), ('hidden', 'hidden'), ('shown', 'shown'), ('flagged', 'flagged'), ('flag_dismissed', 'a flag dismissed'), ('banned', 'banned for a time'), ('unbanned', 'a ban lifted'), ('admitted', 'let in'), ('turned_away', 'not let in'), ('role', 'a role given'), ('undone', 'undone')], max_length=20, verbose_name='decision')),
                ('rule', models.CharField(max_length=40, verbose_name='rule')),
                ('facts', models.JSONField(blank=True, default=dict, verbose_name='facts')),
                ('words', models.TextField(blank=True, verbose_name='words')),
                ('by', models.ForeignKey(blank=True, null=True, on_delete=django.db.models.deletion.SET_NULL, related_name='+', to=settings.AUTH_USER_MODEL, verbose_name='by')),
                ('at', models.DateTimeField(verbose_name='at')),
                ('undoes', models.OneToOneField(blank=True, null=True, on_delete=django.db.models.deletion.PROTECT, related_name='undone_by', to='members.decision')),
                ('heard_at', models.DateTimeField(blank=True, null=True, verbose_name='the author was heard')),
                ('heard_words', models.TextField(blank=True, verbose_name="the author's words")),
                ('appealed_at', models.DateTimeField(blank=True, null=True, verbose_name='appealed')),
                ('appeal_words', models.TextField(blank=True, verbose_name='words of the appeal')),
                ('answered_at', models.DateTimeField(blank=True, null=True, verbose_name='answered')),
                ('answered_by', models.ForeignKey(blank=True, null=True, on_delete=django.db.models.deletion.SET_NULL, related_name='+', to=settings.AUTH_USER_MODEL, verbose_name='answered by')),
                ('answer', models.CharField(blank=True, choices=[('granted', 'the appeal was right'), ('refused', 'the decision stands')], max_length=8, verbose_name='answer')),
                ('answer_words', models.TextField(blank=True, verbose_name='words of the answer')),
            ],
            options={
                'verbose_name': 'decision',
                'verbose_name_plural': 'decisions',
                'ordering': ['-pk'],
                'indexes': [models.Index(fields=['subject', '-id'], name='decision_subject'), models.Index(fields=['member', 'action', '-at'], name='decision_member'), models.Index(fields=['-at'], name='decision_newest'), models.Index(condition=models.Q(('answered_at__isnull', True), ('appealed_at__isnull', False)), fields=['appealed_at'], name='decision_appealed')],
                'constraints': [models.CheckConstraint(condition=models.Q(('answered_by__isnull', True), ('by__isnull', True), models.Q(('answered_by', models.F('by')), _negated=True), _connector='OR'), name='decision_answered_by_another')],
            },
        ),
    ]
