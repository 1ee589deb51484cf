from django.db import migrations

from commonpress.domain.stories import chain

AT_ONCE = 500


def hash_what_stands(apps, schema):
    """Give each row of the log the digests it would have had from the beginning."""
    hash_revisions(apps.get_model("stories", "Revision"))
    hash_corrections(apps.get_model("stories", "Correction"))


def hash_revisions(revisions):
    story, previous, batch = None, "", []
    for row in revisions.objects.order_by("story_id", "number").iterator(chunk_size=AT_ONCE):
        row.previous = previous if row.story_id == story else ""
        row.digest = previous = chain.of_revision(row.previous, row)
        story = row.story_id
        batch = kept(revisions, [*batch, row], AT_ONCE)
    kept(revisions, batch, 1)


def hash_corrections(corrections):
    previous, batch = "", []
    rows = corrections.objects.order_by("pk").select_related("before", "after")
    for row in rows.iterator(chunk_size=AT_ONCE):
        row.previous = previous
        row.digest = previous = chain.of_correction(previous, row, row.before.digest, row.after.digest)
        batch = kept(corrections, [*batch, row], AT_ONCE)
    kept(corrections, batch, 1)


def kept(model, batch, enough):
    if len(batch) < enough:
        return batch
    model.objects.bulk_update(batch, ["previous", "digest"])
    return []


class Migration(migrations.Migration):
    dependencies = [("stories", "0003_desk")]
    operations = [migrations.RunPython(hash_what_stands, migrations.RunPython.noop)]
