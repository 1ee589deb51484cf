from typing import Any

from django.db import migrations, models


def published_vouch(apps: Any, schema_editor: Any) -> None:
    """What is public in the archive was, as far as is known, read by an editor."""
    public = apps.get_model("checks", "Text").objects.filter(is_public=True).values("subject")
    apps.get_model("checks", "LinkOfText").objects.filter(subject__in=public).update(vouches=True)


class Migration(migrations.Migration):

    dependencies = [
        ('checks', '0007_author_of_section'),
    ]

    operations = [
        migrations.AddField(
            model_name='linkoftext',
            name='vouches',
            field=models.BooleanField(default=False),
        ),
        migrations.RunPython(published_vouch, migrations.RunPython.noop),
    ]
