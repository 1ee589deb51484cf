from django.db import migrations, models


class Migration(migrations.Migration):
    initial = True

    dependencies = []

    operations = [
        migrations.CreateModel(
            name="Kept",
            fields=[
                ("cache_key", models.CharField(max_length=255, primary_key=True, serialize=False)),
                ("value", models.TextField()),
                ("expires", models.DateTimeField(db_index=True)),
            ],
            options={
                "verbose_name": "kept value",
                "verbose_name_plural": "kept values",
                "db_table": "site_kept",
            },
        ),
        migrations.CreateModel(
            name="Letter",
            fields=[
                (
                    "id",
                    models.BigAutoField(
                        auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                    ),
                ),
                ("to", models.CharField(max_length=320, verbose_name="to")),
                ("subject", models.CharField(max_length=200, verbose_name="subject")),
                ("words", models.TextField(verbose_name="text")),
                ("language", models.CharField(max_length=12, verbose_name="language")),
                ("headers", models.JSONField(default=dict)),
                ("at", models.DateTimeField(db_index=True, verbose_name="at")),
            ],
            options={
                "verbose_name": "letter",
                "verbose_name_plural": "letters",
            },
        ),
        migrations.CreateModel(
            name="MenuItem",
            fields=[
                (
                    "id",
                    models.BigAutoField(
                        auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                    ),
                ),
                ("label", models.CharField(max_length=60, verbose_name="label")),
                (
                    "label_translations",
                    models.JSONField(blank=True, default=dict, verbose_name="label in other languages"),
                ),
                ("address", models.CharField(max_length=300, verbose_name="address")),
                ("position", models.PositiveSmallIntegerField(default=0, verbose_name="position")),
            ],
            options={
                "verbose_name": "menu item",
                "verbose_name_plural": "menu",
                "ordering": ["position", "pk"],
            },
        ),
        migrations.CreateModel(
            name="Once",
            fields=[
                ("key", models.CharField(max_length=64, primary_key=True, serialize=False)),
                ("until", models.FloatField(db_index=True)),
            ],
            options={
                "verbose_name": "used token",
                "verbose_name_plural": "used tokens",
            },
        ),
        migrations.CreateModel(
            name="Redirect",
            fields=[
                (
                    "id",
                    models.BigAutoField(
                        auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                    ),
                ),
                ("path", models.CharField(max_length=500, unique=True, verbose_name="old address")),
                ("target", models.CharField(db_index=True, max_length=500, verbose_name="leads to")),
            ],
            options={
                "verbose_name": "redirect",
                "verbose_name_plural": "redirects",
            },
        ),
        migrations.CreateModel(
            name="Setting",
            fields=[
                ("key", models.CharField(max_length=60, primary_key=True, serialize=False)),
                ("value", models.JSONField()),
            ],
            options={
                "verbose_name": "setting",
                "verbose_name_plural": "settings",
            },
        ),
        migrations.CreateModel(
            name="Spent",
            fields=[
                ("key", models.CharField(max_length=64, primary_key=True, serialize=False)),
                ("full_at", models.FloatField(db_index=True)),
            ],
            options={
                "verbose_name": "used limit",
                "verbose_name_plural": "used limits",
            },
        ),
        migrations.CreateModel(
            name="Page",
            fields=[
                (
                    "id",
                    models.BigAutoField(
                        auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                    ),
                ),
                ("slug", models.SlugField(max_length=80, verbose_name="address")),
                ("language", models.CharField(max_length=12, verbose_name="language")),
                ("title", models.CharField(max_length=160, verbose_name="title")),
                ("body", models.TextField(blank=True, verbose_name="text")),
                ("is_public", models.BooleanField(default=True, verbose_name="public")),
                ("updated_at", models.DateTimeField(auto_now=True, verbose_name="updated")),
            ],
            options={
                "verbose_name": "page",
                "verbose_name_plural": "pages",
                "constraints": [
                    models.UniqueConstraint(fields=("slug", "language"), name="page_once_a_language")
                ],
            },
        ),
        migrations.CreateModel(
            name="Verification",
            fields=[
                (
                    "id",
                    models.BigAutoField(
                        auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                    ),
                ),
                ("engine", models.CharField(max_length=30, verbose_name="engine")),
                ("meta_name", models.CharField(blank=True, max_length=60)),
                ("token", models.CharField(max_length=200, verbose_name="token")),
                (
                    "file_name",
                    models.CharField(blank=True, db_index=True, max_length=120, verbose_name="file"),
                ),
                ("file_content", models.TextField(blank=True)),
            ],
            options={
                "verbose_name": "site verification",
                "verbose_name_plural": "site verifications",
                "constraints": [
                    models.UniqueConstraint(fields=("engine", "token"), name="verification_once"),
                    models.UniqueConstraint(
                        condition=models.Q(("file_name", ""), _negated=True),
                        fields=("file_name",),
                        name="verification_file_once",
                    ),
                ],
            },
        ),
    ]
