import pytest
from django.http import Http404

from commonpress.engines.events.models import Event
from commonpress.engines.media.describe import describe
from commonpress.engines.media.own import by_address, bytes_of, own_picture_or_404
from commonpress.engines.media.store import store
from commonpress.engines.media.tests.make import jpeg

pytestmark = pytest.mark.django_db


def test_a_picture_is_described_and_the_pages_that_show_it_are_told() -> None:
    picture = store(jpeg(), owner="member:1")
    describe(picture, alt="  The ferry\nat the quay ", credit="Ben", is_decorative=False, by="member:1")
    picture.refresh_from_db()
    assert (picture.alt, picture.credit, picture.is_decorative) == ("The ferry at the quay", "Ben", False)
    event = Event.objects.get(kind="picture.described")
    assert event.stale == [picture.subject]


def test_a_decorative_picture_keeps_no_description_and_nothing_new_records_nothing() -> None:
    picture = store(jpeg(), alt="The ferry", owner="member:1")
    describe(picture, alt="The ferry", credit="", is_decorative=True)
    describe(picture, alt="", credit="", is_decorative=True)
    picture.refresh_from_db()
    assert (picture.alt, picture.is_decorative) == ("", True)
    assert Event.objects.filter(kind="picture.described").count() == 1


def test_pictures_are_fetched_for_who_sent_them_alone() -> None:
    picture = store(jpeg(), owner="member:1")
    assert own_picture_or_404("member:1", picture.pk) == picture
    for other in ("member:2", ""):
        with pytest.raises(Http404):
            own_picture_or_404(other, picture.pk)
    assert bytes_of("member:1") == picture.bytes
    assert bytes_of("member:2") == 0
    assert by_address([f"/media/{picture.name}", "https://example.org/a.jpg"]) == {
        f"/media/{picture.name}": picture
    }
