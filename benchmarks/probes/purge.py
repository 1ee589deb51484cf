"""Changes many stories in one transaction with one event, in a process beside the server, and says when it was committed.

python -m benchmarks.probes.purge 1000   begins when a line comes on its input
"""

import json
import sys
import time
from typing import Any

import django

django.setup()

from django.db import transaction  # noqa: E402
from django.db.models import F, Value  # noqa: E402
from django.db.models.functions import Concat  # noqa: E402

from commonpress.domain.stories.models import Story  # noqa: E402
from commonpress.engines.events.record import record  # noqa: E402


def main(count: int) -> dict[str, Any]:
    numbers = list(Story.objects.order_by("-pk").values_list("pk", flat=True)[:count])
    print("ready", flush=True)
    sys.stdin.readline()
    with transaction.atomic():
        Story.objects.filter(pk__in=numbers).update(standfirst=Concat(F("standfirst"), Value(" Anew.")))
        record("bench.changed", "bench:1", stale=[f"story:{number}" for number in numbers])
    return {"committed": time.time()}


if __name__ == "__main__":
    print(json.dumps(main(int(sys.argv[1]))))
