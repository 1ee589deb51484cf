from django.db import migrations, models


class Migration(migrations.Migration):

    initial = True

    dependencies = [
    ]

    operations = [
        migrations.CreateModel(
            name='Drill',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('began_at', models.DateTimeField(verbose_name='began')),
                ('ended_at', models.DateTimeField(db_index=True, verbose_name='ended')),
                ('backup', models.CharField(blank=True, max_length=20, verbose_name='backup')),
                ('trouble', models.TextField(blank=True, verbose_name='trouble')),
                ('facts', models.JSONField(default=dict, verbose_name='facts')),
            ],
            options={
                'verbose_name': 'restore drill',
                'verbose_name_plural': 'restore drills',
            },
        ),
        migrations.CreateModel(
            name='Imported',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('source', models.CharField(max_length=200, verbose_name='source')),
                ('key', models.CharField(max_length=200, verbose_name='key')),
                ('subject', models.CharField(max_length=80, verbose_name='became')),
                ('fingerprint', models.CharField(max_length=32)),
                ('at', models.DateTimeField(verbose_name='imported')),
            ],
            options={
                'verbose_name': 'imported item',
                'verbose_name_plural': 'imported items',
                'constraints': [models.UniqueConstraint(fields=('source', 'key'), name='imported_once')],
            },
        ),
    ]
