"""Writes and publishes one more story, through the verbs.

python -m benchmarks.probes.one_more
"""

import json

import django

django.setup()

from benchmarks.generate import story as generated  # noqa: E402
from benchmarks.probes.write import editor  # noqa: E402
from commonpress.domain.stories.grounds import Ground  # noqa: E402
from commonpress.domain.stories.models import Section, Story  # noqa: E402
from commonpress.domain.stories.publish import publish  # noqa: E402
from commonpress.domain.stories.write import Draft, write  # noqa: E402


def main() -> dict[str, int]:
    number, ada = Story.objects.count(), editor()
    made = generated(number, number + 1)
    section = Section.objects.get(slug=made.section)
    draft = Draft(headline=made.headline, body=made.html, section=section, authors=[ada])
    story = write(draft, by=ada)
    publish(story, by=None, ground=Ground.MOVED_IN)
    return {"story": story.pk}


if __name__ == "__main__":
    print(json.dumps(main()))
