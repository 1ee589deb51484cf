from typing import Any

from django.db import migrations


def share_out(apps: Any, schema_editor: Any) -> None:
    """One number for every member becomes one for each level of trust, as the owner had it."""
    setting = apps.get_model("site", "Setting")
    old = setting.objects.filter(pk="invitations_each").first()
    if old is None:
        return
    for level in ("newcomers", "known", "trusted"):
        setting.objects.create(key=f"invitations_of_{level}", value=old.value)
    old.delete()


class Migration(migrations.Migration):
    dependencies = [
        ("members", "0003_accounts"),
        ("site", "0002_limits_and_letters"),
    ]

    operations = [migrations.RunPython(share_out, migrations.RunPython.noop)]
