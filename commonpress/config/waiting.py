"""How long a process waits for the database before it gives up.

The workers that answer people give up soon: whoever waits is told to come again (engines/edge/patience.py). The errand
worker and the commands have time.
"""

from typing import Any

from django.db import connections

LOCK_SECONDS = 3  # for a lock that another process holds
STATEMENT_SECONDS = 30  # for one statement; the longest of a large paper takes a few


def like_a_person() -> None:
    """For this process and its threads; before the first connection."""
    for alias in connections:
        settings: dict[str, Any] = connections[alias].settings_dict
        if settings["ENGINE"].endswith("sqlite3"):
            settings["OPTIONS"] = {**settings["OPTIONS"], "timeout": LOCK_SECONDS}
        else:
            settings["OPTIONS"] = postgres(settings["OPTIONS"])


def postgres(options: dict[str, Any]) -> dict[str, Any]:
    """https://www.postgresql.org/docs/current/runtime-config-client.html; what the operator set stays."""
    limits = f"-c lock_timeout={LOCK_SECONDS}s -c statement_timeout={STATEMENT_SECONDS}s"
    return {**options, "options": f"{limits} {options.get('options', '')}".strip()}
