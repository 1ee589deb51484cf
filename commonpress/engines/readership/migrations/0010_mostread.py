from django.db import migrations, models


class Migration(migrations.Migration):
    dependencies = [
        ("readership", "0002_hours"),
    ]

    operations = [
        migrations.CreateModel(
            name="MostRead",
            fields=[
                (
                    "id",
                    models.BigAutoField(
                        auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                    ),
                ),
                ("family", models.CharField(max_length=20)),
                ("window", models.CharField(choices=[("24h", "24 hours"), ("7d", "7 days")], max_length=4)),
                ("place", models.PositiveSmallIntegerField()),
                ("subject", models.CharField(max_length=80)),
                ("count", models.PositiveBigIntegerField()),
            ],
            options={
                "verbose_name": "most read",
                "verbose_name_plural": "most read",
                "constraints": [
                    models.UniqueConstraint(fields=("family", "window", "place"), name="most_read_place_once")
                ],
            },
        ),
    ]
