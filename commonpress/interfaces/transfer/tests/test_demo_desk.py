import pytest
from django.utils import timezone

from commonpress.engines.checks import archive, run, store
from commonpress.engines.checks.matter import Matter
from commonpress.interfaces.transfer import demo_desk

SPAM = [(handle, words) for handle, words in demo_desk.COMMENTS if "http" in words]


@pytest.mark.django_db
def test_the_demonstrations_spam_comments_are_not_clean_although_their_accounts_wait_with_more_of_it() -> (
    None
):
    waiting = [one for one in demo_desk.submissions() if one["lot"] == "promotional"]
    for number, one in enumerate(waiting):
        sent = Matter(f"story:{number}", one["author"], headline=one["headline"], body=one["body"])
        archive.put(sent, public=False, at=timezone.now())
    assert len(SPAM) == 2
    for handle, words in SPAM:
        comment = Matter(f"comment:{handle}", handle, kind="comment", body=f"<p>{words}</p>")
        found = run.examine(comment)
        assert store.verdict(found) != "clean"
        assert "new_domain" in {one.code for one in found}
