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


def target_of(path: str) -> str | None:
    """Where an old address leads now, with or without its closing slash."""
    spellings = {path, path.rstrip("/"), path.rstrip("/") + "/"}
    return Redirect.objects.filter(path__in=spellings).values_list("target", flat=True).first()
