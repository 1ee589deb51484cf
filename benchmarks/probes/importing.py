"""Import a generated WordPress export into the paper in ``COMMONPRESS_HOME``, twice.

python -m benchmarks.probes.importing 2000
"""

import json
import os
import random
import resource
import subprocess
import sys
import time
from collections.abc import Iterator
from datetime import UTC, datetime, timedelta
from pathlib import Path
from typing import Any

from benchmarks.papers import BENCH, COMMONPRESS

SEED = 20261123
HEAD = """<?xml version="1.0" encoding="UTF-8"?>
<rss version="2.0" xmlns:excerpt="http://wordpress.org/export/1.2/excerpt/"
 xmlns:content="http://purl.org/rss/1.0/modules/content/" xmlns:dc="http://purl.org/dc/elements/1.1/"
 xmlns:wp="http://wordpress.org/export/1.2/"><channel><title>Generated</title><link>https://old.example</link>
<wp:wxr_version>1.2</wp:wxr_version><wp:base_site_url>https://old.example</wp:base_site_url>
<wp:base_blog_url>https://old.example</wp:base_blog_url>
<wp:author><wp:author_id>1</wp:author_id><wp:author_login>ben</wp:author_login>
<wp:author_email>ben@old.example</wp:author_email><wp:author_display_name>Ben</wp:author_display_name></wp:author>
"""
WORDS = (
    "harbour ferry council tide market lantern pier storm budget school tram lagoon salt breakwater captain voters "
    "library theatre regatta engine crew island winter repair promise timber painter neighbours morning quarrel"
).split()


def main(count: int) -> dict[str, Any]:
    BENCH.mkdir(parents=True, exist_ok=True)
    export = BENCH / f"generated-{count}.xml"
    with export.open("w", encoding="utf-8") as file:
        file.writelines(parts(count))
    began = time.monotonic()
    bring_in(export)
    seconds = time.monotonic() - began
    peak = resource.getrusage(resource.RUSAGE_CHILDREN).ru_maxrss * 1024
    first = state()
    bring_in(export)
    return {
        "seconds": seconds,
        "posts": len(first),
        "peak_bytes": peak,
        "changed_again": len(set(first.items()) ^ set(state().items())),
    }


def parts(count: int) -> Iterator[str]:
    dice = random.Random(SEED)
    yield HEAD
    for number in range(1, count + 1):
        yield post(number, dice)
    yield "</channel></rss>\n"


def post(number: int, dice: random.Random) -> str:
    at = datetime(2020, 1, 1, 8, tzinfo=UTC) + timedelta(hours=7 * number)
    category = dice.choice(["News", "Sport", "Culture"])
    return f"""<item><title>{" ".join(dice.choices(WORDS, k=6)).title()} {number}</title>
<link>https://old.example/{number}/</link><guid isPermaLink="false">https://old.example/?p={number}</guid>
<dc:creator>ben</dc:creator><content:encoded><![CDATA[{body(dice)}]]></content:encoded>
<excerpt:encoded></excerpt:encoded><wp:post_id>{number}</wp:post_id><wp:post_date>{at:%Y-%m-%d %H:%M:%S}</wp:post_date>
<wp:post_date_gmt>{at:%Y-%m-%d %H:%M:%S}</wp:post_date_gmt><wp:comment_status>open</wp:comment_status>
<wp:post_name>post-{number}</wp:post_name><wp:status>publish</wp:status><wp:post_parent>0</wp:post_parent>
<wp:post_type>post</wp:post_type><wp:post_password></wp:post_password><wp:is_sticky>0</wp:is_sticky>
<category domain="category" nicename="{category.lower()}">{category}</category>
<category domain="post_tag" nicename="{(tag := dice.choice(WORDS))}">{tag}</category></item>
"""


def body(dice: random.Random) -> str:
    """About 400 words in six paragraphs, with a link and some emphasis, as real posts have."""
    paragraphs = [" ".join(dice.choices(WORDS, k=66)).capitalize() + "." for _ in range(6)]
    link = f'<a href="https://old.example/{dice.randint(1, 99)}/">before</a>'
    return f"<p>{paragraphs[0]} <strong>So it was</strong> {link}.</p>\n\n" + "\n\n".join(paragraphs[1:])


def bring_in(export: Path) -> None:
    command = [
        COMMONPRESS,
        "import",
        "wordpress",
        str(export),
        "--paper",
        os.environ["COMMONPRESS_HOME"],
        "--no-media",
    ]
    done = subprocess.run(command, capture_output=True, text=True, check=False)
    if done.returncode:
        raise SystemExit(f"commonpress import: {(done.stderr or done.stdout).strip()[-400:]}")


def state() -> dict[int, str]:
    """Of every story what would show a change, read by a process that is not part of the peak."""
    import django

    django.setup()
    from commonpress.domain.stories.models import Story

    return {
        story.pk: f"{story.headline} {story.updated_at} {hash(story.body)}" for story in Story.objects.all()
    }


if __name__ == "__main__":
    print(json.dumps(main(int(sys.argv[1]))))
