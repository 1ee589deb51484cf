"""Brings a paper to this version and to rest. A million stories take longer to migrate than a server may take to start;
and the worker of a paper that is new to the checks takes its stories into their archive, beside whatever is measured.

python -m benchmarks.probes.ready
"""

import json
import time
from typing import Any

import django

django.setup()

from django.db import connection  # noqa: E402

from commonpress.config.prepare import prepare  # noqa: E402
from commonpress.domain.stories.models import Story  # noqa: E402
from commonpress.engines.checks.winnow import TAKEN  # noqa: E402
from commonpress.engines.events import work  # noqa: E402

REALLY = 5000  # stories; of a larger paper the archive only knows that it has them
TEXTS = """
    INSERT OR IGNORE INTO checks_text (subject, author, is_public, at, title, source, agency, body, taken)
    SELECT 'story:' || id, '', 1, published_at, '', '', '', X'', %s FROM stories_story
"""
LESSONS = """
    INSERT OR IGNORE INTO desk_lesson (subject, label, section, matter)
    SELECT 'story:' || id, '', '', '{}' FROM stories_story
"""


def main() -> dict[str, Any]:
    began = time.monotonic()
    prepare()
    if Story.objects.count() > REALLY:
        with connection.cursor() as cursor:
            cursor.execute(TEXTS, [TAKEN])
            cursor.execute(LESSONS)
    while work.turn():  # older stories into the archive, and what the row before has left to the worker
        pass
    return {"seconds": time.monotonic() - began}


if __name__ == "__main__":
    print(json.dumps(main()))
