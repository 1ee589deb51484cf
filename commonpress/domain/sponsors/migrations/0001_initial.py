import django.db.models.deletion
from django.db import migrations, models


class Migration(migrations.Migration):

    initial = True

    dependencies = [
        ('media', '0001_initial'),
    ]

    operations = [
        migrations.CreateModel(
            name='Sponsor',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('name', models.CharField(max_length=120, unique=True, verbose_name='name')),
                ('address', models.URLField(max_length=300, verbose_name='address')),
            ],
            options={
                'verbose_name': 'sponsor',
                'verbose_name_plural': 'sponsors',
            },
        ),
        migrations.CreateModel(
            name='Campaign',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('sponsor', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='campaigns', to='sponsors.sponsor', verbose_name='sponsor')),
                ('name', models.CharField(max_length=120, verbose_name='name')),
                ('starts_at', models.DateTimeField(verbose_name='starts')),
                ('ends_at', models.DateTimeField(verbose_name='ends')),
                ('goal', models.CharField(choices=[('impressions', 'a number of impressions'), ('clicks', 'a number of clicks'), ('share', 'a share of voice'), ('time', 'the whole flight, in turn with others'), ('house', 'none: the paper’s own, in empty slots')], default='time', max_length=12, verbose_name='goal')),
                ('amount', models.PositiveIntegerField(blank=True, null=True, verbose_name='amount')),
                ('daily_cap', models.PositiveIntegerField(blank=True, null=True, verbose_name='impressions a day at most')),
                ('weight', models.PositiveSmallIntegerField(default=1, verbose_name='weight')),
                ('sections', models.JSONField(blank=True, default=list, verbose_name='sections')),
                ('languages', models.JSONField(blank=True, default=list, verbose_name='languages')),
                ('price', models.DecimalField(blank=True, decimal_places=2, max_digits=10, null=True, verbose_name='price')),
                ('currency', models.CharField(default='EUR', max_length=3, verbose_name='currency')),
                ('stopped_at', models.DateTimeField(blank=True, null=True)),
                ('delivered_at', models.DateTimeField(blank=True, null=True)),
            ],
            options={
                'verbose_name': 'campaign',
                'verbose_name_plural': 'campaigns',
                'indexes': [models.Index(fields=['ends_at'], name='campaign_ends')],
                'constraints': [models.CheckConstraint(condition=models.Q(('ends_at__gt', models.F('starts_at'))), name='campaign_ends_after_start'), models.CheckConstraint(condition=models.Q(('amount__gt', 0), models.Q(('amount', None), models.Q(('goal__in', ['impressions', 'clicks', 'share']), _negated=True)), _connector='OR'), name='campaign_goal_positive'), models.CheckConstraint(condition=models.Q(('weight__gt', 0)), name='campaign_weight_positive'), models.CheckConstraint(condition=models.Q(('daily_cap', None), ('daily_cap__gt', 0), _connector='OR'), name='campaign_cap_positive')],
            },
        ),
        migrations.CreateModel(
            name='Creative',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('campaign', models.ForeignKey(on_delete=django.db.models.deletion.CASCADE, related_name='creatives', to='sponsors.campaign', verbose_name='campaign')),
                ('headline', models.CharField(max_length=90, verbose_name='headline')),
                ('words', models.CharField(blank=True, max_length=200, verbose_name='words')),
                ('language', models.CharField(default='en', max_length=12, verbose_name='language')),
                ('picture', models.ForeignKey(blank=True, null=True, on_delete=django.db.models.deletion.SET_NULL, related_name='+', to='media.picture', verbose_name='picture')),
                ('address', models.URLField(max_length=500, verbose_name='address')),
                ('is_shown', models.BooleanField(default=True, verbose_name='shown')),
            ],
            options={
                'verbose_name': 'creative',
                'verbose_name_plural': 'creatives',
            },
        ),
        migrations.CreateModel(
            name='ReportLink',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('campaign', models.ForeignKey(on_delete=django.db.models.deletion.CASCADE, related_name='report_links', to='sponsors.campaign')),
                ('token', models.CharField(max_length=43, unique=True)),
                ('at', models.DateTimeField(verbose_name='at')),
                ('revoked_at', models.DateTimeField(blank=True, null=True)),
            ],
            options={
                'verbose_name': 'report link',
                'verbose_name_plural': 'report links',
            },
        ),
        migrations.CreateModel(
            name='Placement',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('creative', models.ForeignKey(on_delete=django.db.models.deletion.CASCADE, related_name='placements', to='sponsors.creative', verbose_name='creative')),
                ('slot', models.CharField(choices=[('after-story', 'after the story'), ('after-search', 'after the search box'), ('after-read-more', 'after read more'), ('front', 'on the front page'), ('section', 'on a section’s page')], max_length=20, verbose_name='slot')),
                ('weight', models.PositiveSmallIntegerField(default=1, verbose_name='weight')),
            ],
            options={
                'verbose_name': 'placement',
                'verbose_name_plural': 'placements',
                'constraints': [models.UniqueConstraint(fields=('creative', 'slot'), name='placement_once'), models.CheckConstraint(condition=models.Q(('weight__gt', 0)), name='placement_weight_positive')],
            },
        ),
    ]
