"""What is kept of a page is never old: each piece is made of its key alone."""

from collections.abc import Callable, Iterator
from pathlib import Path
from typing import Any

import pytest
from django.template.base import NodeList, VariableNode
from django.template.defaulttags import ForNode
from django.template.loader import get_template
from django.test import Client
from jinja2 import meta

from commonpress.domain.conversation.models import Comment
from commonpress.domain.conversation.write import write
from commonpress.domain.members.models import Member
from commonpress.domain.stories.models import Section, Story
from commonpress.domain.stories.open_comments import open_comments
from commonpress.engines.site import options
from commonpress.interfaces.front import pieces
from commonpress.interfaces.front.markup import ENVIRONMENT

Make = Callable[..., Story]


def test_a_card_shows_what_changed_at_once(make_story: Make, section: Section, client: Client) -> None:
    story = make_story("The ferry is late")
    assert "The ferry is late" in client.get("/").content.decode()
    Story.objects.filter(pk=story.pk).update(headline="The ferry is gone")
    Section.objects.filter(pk=section.pk).update(name="Quayside")
    page = client.get("/").content.decode()
    assert "The ferry is gone" in page
    assert "The ferry is late" not in page
    assert "Quayside" in page


@pytest.mark.django_db
def test_masthead_and_colophon_follow_the_paper_and_its_language(client: Client) -> None:
    assert "About this paper" in client.get("/").content.decode()
    options.change({"name": "The Other Lantern", "language": "ro", "licence": "CC BY 4.0"})
    page = client.get("/").content.decode()
    assert "The Other Lantern</a>" in page
    assert "About this paper" not in page
    assert "CC BY 4.0" in page


def test_a_comment_shows_at_once_what_changed_around_it(
    story: Story, ada: Member, ben: Member, client: Client
) -> None:
    """Its words, its writer's name and role, and whether it may be answered; in the language of the paper."""
    write(story, "The lens is from 1862.", by=ada)
    at = story.get_absolute_url()
    assert "The lens is from 1862." in client.get(at).content.decode()
    Comment.objects.update(body="<p>The lens is from 1868.</p>", author_name="Ada Lovelace", member=ben)
    options.change({"language": "ro"})
    open_comments(story, False, by=ada)
    page = client.get(at).content.decode()
    assert "1868" in page
    assert "1862" not in page
    assert "Ada Lovelace</a>" in page
    assert "Autorul articolului" in page
    assert 'data-do="answer"' not in page


@pytest.mark.parametrize(("kind", "name"), pieces.OF_A_STORY.items())
def test_a_piece_of_a_story_shows_nothing_but_its_key(kind: type[pieces.CardPiece], name: str) -> None:
    source = Path(str(ENVIRONMENT.get_template(name).filename)).read_text()
    shown = meta.find_undeclared_variables(ENVIRONMENT.parse(source))
    assert shown <= {*kind._fields, *ENVIRONMENT.globals, "piece"}


@pytest.mark.parametrize(("kind", "name"), pieces.OF_THE_PAPER.items())
def test_a_piece_shows_nothing_but_its_key(kind: type[pieces.MastheadPiece], name: str) -> None:
    nodes: NodeList = get_template(name).template.nodelist  # type: ignore[attr-defined]
    loops = {word for node in nodes.get_nodes_by_type(ForNode) for word in vars(node)["loopvars"]}
    shown = set(variables(nodes))
    assert shown <= {*kind._fields, *loops, "log"}


def variables(nodes: NodeList) -> Iterator[str]:
    for node in nodes.get_nodes_by_type(VariableNode):
        expression: Any = vars(node)["filter_expression"]
        if found := getattr(expression.var, "lookups", None):
            yield found[0]
