from django.db import migrations, models


class Migration(migrations.Migration):

    dependencies = [
        ('readership', '0010_mostread'),
    ]

    operations = [
        migrations.CreateModel(
            name='Closed',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('measure', models.CharField(max_length=12)),
                ('family', models.CharField(max_length=20)),
                ('period', models.CharField(max_length=8)),
                ('made_of', models.CharField(max_length=120)),
                ('counts', models.JSONField(default=dict)),
            ],
            options={
                'constraints': [models.UniqueConstraint(fields=('measure', 'family', 'period'), name='closed_once')],
            },
        ),
    ]
