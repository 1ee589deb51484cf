from datetime import timedelta

import pytest
from django.db import models

from commonpress.engines.events.models import Errand, Event
from commonpress.engines.lib import clock
from commonpress.engines.lib.prepared import Prepared, is_sqlite


@pytest.fixture
def bells(db: None) -> list[Event]:
    now = clock.now()
    events = [
        Event.objects.create(
            kind="bell.rung", subject=f"bell:{n}", facts={"n": n}, at=now - timedelta(hours=n)
        )
        for n in range(6)
    ]
    Errand.objects.create(event=events[2], reader="ear", due_at=now)
    return events


def plain(found: list[models.Model]) -> list[dict[str, object]]:
    return [{k: v for k, v in vars(one).items() if k != "_state"} for one in found]


def test_it_finds_what_its_queryset_finds(bells: list[Event]) -> None:
    def build(subject: str) -> "models.QuerySet[Event]":
        return Event.objects.filter(subject=subject, kind="bell.rung")

    prepared = Prepared(build, subject="?")
    for bell in bells:
        found = prepared(subject=bell.subject)
        assert plain(list(found)) == plain(list(build(bell.subject)))
        assert (found[0].at, found[0].facts) == (bell.at, bell.facts)
    assert prepared(subject="bell:99") == []


def test_lists_of_any_length_and_moments_are_filled_in(bells: list[Event]) -> None:
    def build(numbers: list[int], since: object) -> "models.QuerySet[Event]":
        return Event.objects.filter(pk__in=numbers, at__gte=since).order_by("-pk")

    prepared = Prepared(build, numbers=-987_654_321, since=clock.now())
    since = clock.now() - timedelta(hours=3, minutes=30)
    for length in (0, 1, 3, 6):
        numbers = [bell.pk for bell in bells[:length]]
        assert prepared(numbers=numbers, since=since) == list(build(numbers, since))


def test_joined_objects_come_along(bells: list[Event], django_assert_num_queries: object) -> None:
    prepared = Prepared(
        lambda reader: Errand.objects.filter(reader=reader).select_related("event"), reader="?"
    )
    prepared(reader="ear")
    with django_assert_num_queries(1):  # type: ignore[operator]
        assert prepared(reader="ear")[0].event == bells[2]


def test_rows_are_given_as_tuples(bells: list[Event]) -> None:
    prepared = Prepared(
        lambda kind: Event.objects.filter(kind=kind).order_by("pk").values_list("pk", "facts"), kind="?"
    )
    assert prepared.rows(kind="bell.rung") == [(bell.pk, bell.facts) for bell in bells]


def test_a_value_the_query_does_not_use_is_a_mistake(db: None) -> None:
    prepared = Prepared(lambda **_: Event.objects.all(), subject="?")
    with pytest.raises(ValueError, match="subject"):
        prepared(subject="bell:1")


def test_constants_of_a_query_are_written_out_where_sqlite_would_compile_it_anew(bells: list[Event]) -> None:
    odd = "a'b%s c%%d\""
    Event.objects.filter(pk=bells[1].pk).update(kind=odd)
    prepared = Prepared(
        lambda subject: Event.objects.filter(subject=subject, kind=odd, pk__gt=0), subject="?"
    )
    assert prepared(subject="bell:1") == [bells[1]]
    assert prepared(subject="bell:2") == []
    (plan,) = prepared.plans.values()
    assert len(plan.parameters) == (1 if is_sqlite() else 3)


def test_and_are_the_same_to_who_counts_queries(
    bells: list[Event], django_assert_num_queries: object
) -> None:
    """Who watches gets Django's own way, which reads the statement once more."""
    prepared = Prepared(lambda subject: Event.objects.filter(subject=subject, kind="bell.rung"), subject="?")
    with django_assert_num_queries(1):  # type: ignore[operator]
        assert prepared(subject="bell:1") == [bells[1]]
