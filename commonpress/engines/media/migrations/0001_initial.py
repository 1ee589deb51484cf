import django.db.models.deletion
from django.db import migrations, models


class Migration(migrations.Migration):

    initial = True

    dependencies = [
    ]

    operations = [
        migrations.CreateModel(
            name='Picture',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('name', models.CharField(max_length=160, unique=True, verbose_name='file')),
                ('sha256', models.CharField(db_index=True, max_length=64)),
                ('format', models.CharField(max_length=8)),
                ('width', models.PositiveIntegerField()),
                ('height', models.PositiveIntegerField()),
                ('bytes', models.PositiveBigIntegerField()),
                ('colour', models.CharField(default='#cccccc', max_length=7)),
                ('alt', models.CharField(blank=True, max_length=500, verbose_name='description for those who cannot see it')),
                ('is_decorative', models.BooleanField(default=False, verbose_name='decorative')),
                ('credit', models.CharField(blank=True, max_length=200, verbose_name='credit')),
                ('licence', models.CharField(blank=True, max_length=80, verbose_name='licence')),
                ('licence_url', models.URLField(blank=True, max_length=300)),
                ('owner', models.CharField(blank=True, db_index=True, max_length=80)),
                ('renditions', models.JSONField(default=list)),
                ('is_guarded', models.BooleanField(default=False, editable=False)),
                ('created_at', models.DateTimeField()),
            ],
            options={
                'verbose_name': 'picture',
                'verbose_name_plural': 'pictures',
                'constraints': [models.CheckConstraint(condition=models.Q(('height__gt', 0), ('width__gt', 0)), name='picture_has_size')],
            },
        ),
        migrations.CreateModel(
            name='Use',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('picture', models.ForeignKey(on_delete=django.db.models.deletion.CASCADE, related_name='uses', to='media.picture')),
                ('subject', models.CharField(db_index=True, max_length=80)),
                ('is_open', models.BooleanField()),
            ],
            options={
                'verbose_name': 'use of a picture',
                'verbose_name_plural': 'uses of pictures',
                'constraints': [models.UniqueConstraint(fields=('picture', 'subject'), name='use_once')],
            },
        ),
    ]
