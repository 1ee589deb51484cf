"""What all rooms together give to who leaves, and keep of who has left."""

import json
import zipfile
from collections.abc import Callable
from datetime import timedelta
from io import BytesIO

from commonpress.domain.members.leave import leave
from commonpress.domain.members.models import Member
from commonpress.domain.members.portability import Wish, archive
from commonpress.domain.stories.models import Story
from commonpress.domain.stories.submit import submit
from commonpress.engines.checks.desk_models import SectionText
from commonpress.engines.checks.models import Report, Text
from commonpress.engines.events import work
from commonpress.engines.lib import clock
from commonpress.interfaces.api.models import Deed, Token
from commonpress.interfaces.api.tokens import make
from commonpress.interfaces.desk.models import Entry, Lesson
from commonpress.interfaces.notices.models import Notice

Make = Callable[..., Story]


def test_tokens_and_notices_are_taken_along_without_a_secret(ben: Member, cleo: Member) -> None:
    token, words = make(ben, "Phone", ["read"])
    make(cleo, "Cleos own", ["read"])
    now = clock.now()
    Deed.objects.create(token=token, key="one", digest="d", status=201, body="{}", at=now)
    facts = {"headline": "Ferry"}
    Notice.objects.create(member=ben, kind="story.published", subject="story:1", event=1, facts=facts, at=now)
    file = BytesIO()
    archive(ben, file)
    found = zipfile.ZipFile(file)
    tokens = json.loads(found.read("tokens.json"))
    assert [(one["name"], one["scopes"]) for one in tokens] == [("Phone", ["read"])]
    assert json.loads(found.read("requests.json"))[0]["key"] == "one"
    assert json.loads(found.read("notices.json"))[0]["title"] == "Published: Ferry"
    whole = b"".join(found.read(name) for name in found.namelist()).decode()
    assert not [secret for secret in (words, token.digest, token.start) if secret in whole]


def test_who_leaves_leaves_no_token_no_notice_and_no_text_with_the_checks(
    ben: Member, make_story: Make
) -> None:
    public = make_story("Bens story", body=f"<p>{'Secret words of the harbour master. ' * 9}</p>")
    submit(make_story("Bens other", published=False, body=f"<p>{'Other words of the sea. ' * 9}</p>"), by=ben)
    make(ben, "Phone", ["read"])
    Notice.objects.create(member=ben, kind="x", subject=public.subject, event=1, at=clock.now())
    settle()
    assert Text.objects.count() == 2
    assert Report.objects.exists()
    leave(ben, Wish(remove_stories=True))
    settle()
    for model in (Text, Report, SectionText, Lesson, Token, Deed, Notice):
        assert not model._default_manager.exists(), model
    assert not Entry.objects.exclude(author_name="Former member").exists()


def test_what_stays_keeps_its_place_in_the_archive(ben: Member, make_story: Make) -> None:
    stays = make_story("Bens story", body=f"<p>{'Words of the harbour master. ' * 9}</p>")
    settle()
    leave(ben, Wish(remove_stories=False))
    settle()
    assert Text.objects.get().subject == stays.subject


def settle() -> None:
    """The worker runs until nothing is left, also of what waits until it cannot be undone."""
    while work.run_due():
        pass
    with clock.frozen(clock.now() + timedelta(minutes=1)):
        while work.run_due():
            pass
