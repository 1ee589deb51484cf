from django.db import migrations
from django.db.models import F

AT_ONCE = 1000
DIGITS = 8  # of one level of a path


def count_what_stands(apps, schema):
    """Give comments from before the numbers they would have had: their answers, and when readers saw them first."""
    comments = apps.get_model("conversation", "Comment").objects
    visible = comments.filter(state="visible")
    visible.update(appeared_at=F("at"))
    answers = {}
    for path in visible.filter(depth__gt=1).values_list("path", flat=True).iterator(chunk_size=AT_ONCE):
        for at in range(0, len(path) - DIGITS, DIGITS):
            number = int(path[at : at + DIGITS], 16)
            answers[number] = answers.get(number, 0) + 1
    for number, count in answers.items():
        comments.filter(pk=number).update(answers=count)


class Migration(migrations.Migration):

    dependencies = [("conversation", "0004_talk")]

    operations = [migrations.RunPython(count_what_stands, migrations.RunPython.noop)]
