from collections.abc import Mapping

from django.db import transaction

from commonpress.engines.site.models import Redirect


@transaction.atomic
def lead(path: str, target: str) -> bool:
    """Make ``path`` lead to ``target`` (both begin with a slash) and fold chains. Answers whether anything changed."""
    if path == target:
        return False
    Redirect.objects.filter(path=target).delete()
    moved = Redirect.objects.filter(target=path).update(target=target)
    _, made = Redirect.objects.update_or_create(path=path, defaults={"target": target})
    return bool(moved) or made


@transaction.atomic
def lead_all(leads: Mapping[str, str]) -> None:
    """``lead`` for many paths at once (an import's), in a few queries; a target may not be a path of the same call."""
    leads = {path: target for path, target in leads.items() if path != target}
    Redirect.objects.filter(path__in=set(leads.values())).delete()
    for older in Redirect.objects.filter(target__in=leads):
        Redirect.objects.filter(pk=older.pk).update(target=leads[older.target])
    Redirect.objects.bulk_create(
        (Redirect(path=path, target=target) for path, target in leads.items()),
        update_conflicts=True,
        unique_fields=["path"],
        update_fields=["target"],
    )


def target_of(path: str) -> str | None:
    """Where an old address leads now, with or without its closing slash."""
    if "\0" in path:  # no address ever held one, and PostgreSQL refuses to look for it
        return None
    spellings = {path, path.rstrip("/"), path.rstrip("/") + "/"}
    return Redirect.objects.filter(path__in=spellings).values_list("target", flat=True).first()
