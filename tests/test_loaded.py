"""Rows become objects without ``__init__``: the same objects, and no model has anything there that would be missed."""

import pytest
from django.db import models
from django.db.models.signals import post_init, pre_init

from commonpress.domain.stories.models import Story
from commonpress.engines.lib.loaded import Loaded

MODELS = sorted(Loaded.__subclasses__(), key=lambda model: model.__name__)


@pytest.mark.parametrize("model", MODELS, ids=lambda model: model.__name__)
def test_nothing_is_done_when_one_is_made(model: type[models.Model]) -> None:
    assert model.__init__ is models.Model.__init__
    assert not pre_init.has_listeners(model)
    assert not post_init.has_listeners(model)


def test_what_is_loaded_is_what_django_would_load(story: Story) -> None:
    found = Story.objects.select_related("section").get(pk=story.pk)
    names = [field.attname for field in Story._meta.concrete_fields]
    usual = Story(*(getattr(found, name) for name in names))
    assert {**vars(found), "_state": None} == {**vars(usual), "_state": None}
    assert (found._state.adding, found._state.db) == (False, "default")
    assert found._state.fields_cache["section"] == story.section


def test_what_is_left_out_is_asked_for_when_it_is_wanted(
    story: Story, django_assert_num_queries: object
) -> None:
    found = Story.objects.defer("body").get(pk=story.pk)
    assert found.get_deferred_fields() == {"body"}
    with django_assert_num_queries(1):  # type: ignore[operator]
        assert found.body == story.body
