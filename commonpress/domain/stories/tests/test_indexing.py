from collections.abc import Callable
from contextlib import AbstractContextManager
from typing import Any

from commonpress.domain.members.models import Member
from commonpress.domain.stories import indexing
from commonpress.domain.stories.correct import Wording, correct
from commonpress.domain.stories.grounds import Ground
from commonpress.domain.stories.models import Section, Story
from commonpress.domain.stories.move import move
from commonpress.domain.stories.publish import publish
from commonpress.domain.stories.withdraw import withdraw
from commonpress.engines.search import follow
from commonpress.engines.search.find import Query, find
from commonpress.engines.search.like import like

MakeStory = Callable[..., Story]


def found(text: str = "", **filters: Any) -> list[str]:
    while follow.tick():
        pass
    return [hit.subject for hit in find(Query(text, **filters)).hits]


def test_a_story_is_found_once_it_is_published_and_never_before(make_story: MakeStory, ada: Member) -> None:
    story = make_story("The canary sings", body="<p>quinquereme</p>", published=False)
    assert found("quinquereme") == found("canary") == []
    publish(story, by=None, ground=Ground.MOVED_IN)
    assert found("quinquereme") == found("canary") == [story.subject]


def test_a_withdrawn_story_is_no_longer_found(make_story: MakeStory, ada: Member) -> None:
    story = make_story(body="<p>quinquereme</p>")
    assert found("quinquereme") == [story.subject]
    withdraw(story, reason="wrong", by=ada)
    assert found("quinquereme") == []


def test_a_corrected_story_is_found_by_its_new_words(make_story: MakeStory, ada: Member) -> None:
    story = make_story(body="<p>quinquereme</p>")
    correct(story, Wording("The ferry", "", "<p>trireme</p>"), note="Three banks of oars.", by=ada)
    assert (found("quinquereme"), found("trireme")) == ([], [story.subject])


def test_a_story_is_found_in_its_section_and_those_around_it(make_story: MakeStory, section: Section) -> None:
    basin = Section.objects.create(slug="basin", name="Basin", parent=section)
    story = make_story(section=basin)
    assert found(section="basin") == found(section="harbour") == [story.subject]
    assert found(section="sport") == []


def test_a_moved_story_leaves_its_old_section(story: Story, ada: Member) -> None:
    sport = Section.objects.create(slug="sport", name="Sport")
    assert found(section="harbour") == [story.subject]
    move(story, sport, by=ada)
    assert (found(section="harbour"), found(section="sport")) == ([], [story.subject])


def test_names_topics_and_addresses_of_authors_find_a_story(make_story: MakeStory) -> None:
    story = make_story(topics=["Grindu Nou"])
    assert found('"Ben Writes"') == found("grindu") == found(author="ben") == [story.subject]
    assert found(author="cleo") == []


def test_markup_is_not_text(make_story: MakeStory) -> None:
    story = make_story(
        body='<p>Sal<strong>vaged</strong></p><p><a href="https://example.org/hidden">here</a></p>'
    )
    assert found("salvaged") == [story.subject]
    assert found("hidden") == found("strong") == []


def test_a_sponsored_story_is_found_but_not_recommended(make_story: MakeStory) -> None:
    for number in range(8):
        make_story(f"Council {number}", body="<p>The council met.</p>")
    one = make_story("Salt pans", body="<p>The salt pans of the lagoon shine with salt.</p>")
    other = make_story("Salt again", body="<p>A man rakes salt in the pans.</p>")
    paid = make_story("Buy salt", body="<p>Our salt from the pans.</p>", kind=Story.Kind.SPONSORED)
    assert set(found("salt pans ")) == {one.subject, other.subject, paid.subject}
    assert like(one.subject, limit=20)[0] == other.subject
    assert paid.subject not in like(one.subject, limit=20)


def test_a_thousand_subjects_are_asked_in_four_questions(
    make_story: MakeStory, django_assert_num_queries: Callable[..., AbstractContextManager[object]]
) -> None:
    subjects = [make_story(f"Story {number}", topics=["Lagoon"]).subject for number in range(5)]
    with django_assert_num_queries(4):
        assert len(list(indexing.documents_of(subjects))) == 5
