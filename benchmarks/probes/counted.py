"""How many views a paper has stored, in the tallies and one by one; with ``--forget`` none any more.

python -m benchmarks.probes.counted
"""

import json
import sys

import django

django.setup()

from django.db.models import Sum  # noqa: E402

from commonpress.engines.readership.models import Hourly, Recent, Sighting, Tally  # noqa: E402


def main(*, forget: bool) -> dict[str, int]:
    if forget:
        for model in (Sighting, Recent, Hourly, Tally):
            model.objects.all().delete()
    return {
        "tallied": Tally.objects.aggregate(all=Sum("total"))["all"] or 0,
        "sighted": Sighting.objects.count(),
    }


if __name__ == "__main__":
    print(json.dumps(main(forget="--forget" in sys.argv)))
