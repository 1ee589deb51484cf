from typing import ClassVar

from django.db import migrations

# Expand: the versions before write on without knowing of it.
WIDER = "ALTER TABLE stories_story ADD COLUMN mood varchar(20) NOT NULL DEFAULT ''"
INDEX = "CREATE INDEX CONCURRENTLY stories_mood ON stories_story (mood)"


class Migration(migrations.Migration):
    atomic = False
    dependencies: ClassVar = []
    operations: ClassVar = [migrations.RunSQL(WIDER), migrations.RunSQL(INDEX)]
