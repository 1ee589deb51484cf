import pytest
from django.db import IntegrityError, transaction

from commonpress.engines.readership import totals
from commonpress.engines.readership.models import Tally


def test_what_was_never_seen_is_missing(db: None) -> None:
    totals.add("story:1", 2)
    totals.add("story:1", 3)
    assert totals.seen(["story:1", "story:2"]) == {"story:1": 5}


def test_a_carried_total_may_be_carried_again(db: None) -> None:
    totals.carry_over("story:1", 40)
    totals.carry_over("story:1", 40)
    assert totals.seen(["story:1"]) == {"story:1": 40}


def test_clicks_are_not_views(db: None) -> None:
    totals.add("story:1", 7, kind=Tally.Kind.CLICKED)
    assert totals.seen(["story:1"]) == {}


def test_a_subject_has_one_tally_of_a_kind(db: None) -> None:
    totals.add("story:1", 1)
    with pytest.raises(IntegrityError), transaction.atomic():
        Tally.objects.create(subject="story:1", kind=Tally.Kind.SEEN)
