"""Teaches and asks the check of promotion through the product's own code and table; prints one JSON object.

python -m benchmarks.probes.desk_spam submissions|comments|mails
"""

import json
import os
import sys
import tempfile
import time
from collections.abc import Sequence
from datetime import UTC, datetime, timedelta
from statistics import mean, quantiles
from typing import Any
from unittest.mock import patch

import django

FALSE_ALARMS = 0.01
LEARNED = {"submissions": (0, 50, 200, 1000), "comments": (0, 50, 200, 700), "mails": (0, 50, 200, 1000)}
TESTED = {"submissions": 500, "comments": 300, "mails": 600}
SLOW = {"SpamAssassin": ("submissions",)}  # it takes a minute for each run; the other sets go without it
BEGIN = datetime(2026, 1, 1, tzinfo=UTC)


def main(name: str) -> None:
    with tempfile.TemporaryDirectory() as home:
        os.environ.update(
            COMMONPRESS_HOME=home,
            COMMONPRESS_DATABASE_URL=f"sqlite:///{home}/paper.sqlite3",
            COMMONPRESS_BASE_URL="https://paper.example",
            DJANGO_SETTINGS_MODULE="commonpress.config.settings",
        )
        django.setup()
        from django.core.management import call_command

        call_command("migrate", verbosity=0)
        print(json.dumps(measure(name)))


def measure(name: str) -> dict[str, Any]:
    items = chosen(name)
    if items is None:
        return {"absent": True}
    first = len(items) - TESTED[name]
    judged = items[first:]
    found: dict[str, Any] = {
        "items": len(items),
        "judged": len(judged),
        "honest": sum(not i.promotional for i in judged),
    }
    for count in LEARNED[name]:
        taught = items[max(0, first - count) : first]
        found[f"Commonpress {count}"] = own(taught, judged)
        found |= {f"{peer} {count}": recall for peer, recall in of_peers(name, taught, judged).items()}
    return found


def chosen(name: str) -> Sequence[Any] | None:
    from benchmarks.sets import desk_set, mails

    if name != "submissions":
        return mails.comments() if name == "comments" else mails.mails()
    return [
        mails.Item(
            one.number,
            one.promotional,
            one.author,
            one.headline,
            one.body,
            one.day,
            f"{one.kind}{' late' if one.late else ''}",
            mails.as_mail(one.number, one.author, one.headline, one.body),
        )
        for one in desk_set.submissions()
    ]


def of_peers(name: str, taught: Sequence[Any], judged: Sequence[Any]) -> dict[str, Any]:
    from benchmarks.probes.peers import PEERS, is_here

    found: dict[str, Any] = {}
    for peer, score in PEERS.items():
        if name in SLOW.get(peer, (name,)) and (taught or peer != "bogofilter"):
            found[peer] = recalls(score(taught, judged), judged) if is_here(peer) else None
    return found


def own(taught: Sequence[Any], judged: Sequence[Any]) -> dict[str, Any]:
    """A young paper: each taught text joins the archive and is learned on its day; each judged one joins unlearned."""
    from commonpress.engines.checks import archive, spam
    from commonpress.engines.checks.desk_models import Lesson, LinkOfText, Weight

    for model in (Lesson, LinkOfText, Weight):
        model.objects.all().delete()
    for item in taught:
        matter, at = matter_of(item), BEGIN + timedelta(days=item.day)
        with patch("commonpress.engines.lib.clock.now", lambda at=at: at):
            archive.put(matter, public=not item.promotional, at=at)
            archive.learn(matter, "spam" if item.promotional else "good")
    odds, took, said = [], [], []
    for item in judged:
        matter = matter_of(item)
        started = time.thread_time()
        evidence = spam.gather(matter)
        findings = spam.judge(matter, evidence)
        took.append(1000 * (time.thread_time() - started))
        odds.append(spam.recompute(matter, evidence))
        said.append(any(finding.code == "promotion" for finding in findings))
        archive.put(matter, public=False, at=BEGIN)
    cuts = quantiles(took, n=20)
    return {
        **recalls(odds, judged),
        "p50": cuts[9],
        "p95": cuts[18],
        "said": share(said, [item.promotional for item in judged]),
        "false": share(said, [not item.promotional for item in judged]),
        "weights": Weight.objects.count(),
        "taught": Lesson.objects.exclude(counted=None).count(),
    }


def matter_of(item: Any) -> Any:
    from commonpress.engines.checks.matter import Matter

    kind = "comment" if item.kind == "comment" else "story"
    return Matter(f"story:{item.number}", item.author, kind=kind, headline=item.headline, body=item.body)


def share(said: Sequence[bool], among: Sequence[bool]) -> float:
    return sum(one for one, counts in zip(said, among, strict=True) if counts) / max(1, sum(among))


def recalls(scores: Sequence[float], judged: Sequence[Any]) -> dict[str, Any]:
    """Recall where one honest text in a hundred scores higher. Of equal scores on the line only the share counts that the
    false alarms leave room for, so that a filter with few different scores is not cheated."""
    both = list(zip(scores, judged, strict=True))
    honest = sorted((score for score, item in both if not item.promotional), reverse=True)
    allowed = int(len(honest) * FALSE_ALARMS)
    line = honest[allowed]
    room = (allowed - sum(score > line for score in honest)) / honest.count(line)
    found = [((score > line) + room * (score == line), item.kind) for score, item in both if item.promotional]
    kinds = sorted({kind for _hit, kind in found})
    return {
        "recall": mean(hit for hit, _kind in found),
        "kinds": {kind: mean(hit for hit, of in found if of == kind) for kind in kinds},
    }


if __name__ == "__main__":
    main(sys.argv[1])
