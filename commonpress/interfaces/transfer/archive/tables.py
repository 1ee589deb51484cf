"""Which tables make up a paper, and in what order: what others point to comes first."""

from django.apps import apps
from django.db import models

Table = type[models.Model]

# What is made anew, or belongs to this installation and nobody else. Everything else is the paper.
LEFT_OUT = {
    "accounts.SignedIn": "which devices are signed in here",
    "account.EmailConfirmation": "letters under way, signed with this installation's key",
    "admin.LogEntry": "numbers kinds as this database does; what happened is in the events",
    "auth.Group": "not used",
    "auth.Group_permissions": "not used",
    "auth.Permission": "made by the migrations",
    "contenttypes.ContentType": "made by the migrations",
    "events.Sign": "when the worker and the mail of this installation were last heard of",
    "readership.DayKey": "thrown away daily, so that no reader can be known again",
    "readership.Recent": "readers of the last half hour, under that key",
    "sessions.Session": "who is signed in here",
    "site.Kept": "counters of the last minutes",
    "site.Once": "what ran today",
    "site.Spent": "limits of the last minutes",
    "socialaccount.SocialToken": "keys of other services for this installation",
    "transfer.Drill": "restores of this installation's backups",
}


def of_the_archive() -> list[Table]:
    return [table for table in everything() if label(table) not in LEFT_OUT]


def everything_but_kinds() -> list[Table]:
    """All that is not made by the migrations."""
    made = ("auth.", "contenttypes.")
    return [table for table in everything() if not label(table).startswith(made)]


def everything() -> list[Table]:
    """All tables, each after those it points to; the same order always."""
    waiting = {
        label(table): table
        for table in apps.get_models(include_auto_created=True)
        if table._meta.managed and not table._meta.proxy
    }
    found: list[Table] = []
    while waiting:
        ready = sorted(name for name, table in waiting.items() if not needs(table) & waiting.keys())
        found += [waiting.pop(name) for name in ready]
    return found


def needs(table: Table) -> set[str]:
    related = {
        label(field.related_model) for field in table._meta.concrete_fields if is_table(field.related_model)
    }
    return related - {label(table)}


def is_table(found: object) -> bool:
    return isinstance(found, type) and issubclass(found, models.Model)


def label(table: object) -> str:
    """``stories.Story``."""
    assert isinstance(table, type)  # noqa: S101 (for the type)
    assert issubclass(table, models.Model)  # noqa: S101
    return table._meta.label
