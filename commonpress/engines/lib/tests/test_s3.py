"""Objects in a bucket, against a store that speaks S3."""

import socket
import time
from dataclasses import replace
from typing import Any

import pytest

from commonpress.engines.lib.s3 import Access, Away, Bucket, Conflict, StoreProblem, client


def test_an_object_is_there_whole_and_lists_under_its_name(bucket: Bucket) -> None:
    bucket.put("ab/one", b"1" * 10, kind="image/jpeg")
    bucket.put("two", b"2")
    assert bucket.get("ab/one") == b"1" * 10
    assert bucket.dated("ab/one")[0] == b"1" * 10
    assert [thing.name for thing in bucket.all()] == ["ab/one", "two"]
    assert [thing.size for thing in bucket.all("ab/")] == [10]
    found = bucket.look("two")
    assert found is not None
    assert found.size == 1
    assert found.seen is not None
    bucket.remove("two")
    bucket.remove("two")
    assert bucket.look("two") is None
    with pytest.raises(FileNotFoundError):
        bucket.get("two")


def test_a_conditional_write_is_refused_when_another_was_first(bucket: Bucket) -> None:
    mark = bucket.put("lock", b"1", only_if="*")
    with pytest.raises(Conflict):
        bucket.put("lock", b"2", only_if="*")
    other = bucket.put("lock", b"2", only_if=mark)
    with pytest.raises(Conflict):
        bucket.put("lock", b"3", only_if=mark)
    assert bucket.get("lock") == b"2"
    assert other != mark


@pytest.mark.parametrize(
    "address", ["s3://", "s3://B/x", "s3://ab/é", "s3:/bucket", "https://bucket/x", "s3://bucket/a b"]
)
def test_what_is_no_address_is_refused(address: str) -> None:
    with pytest.raises(ValueError, match="Write it like s3://bucket/prefix"):
        Bucket.at(address, Access())


def test_addresses_may_have_a_prefix_or_none() -> None:
    assert (
        str(Bucket.at("s3://bucket", Access())) == str(Bucket.at("s3://bucket/", Access())) == "s3://bucket"
    )
    assert str(Bucket.at("s3://bucket/a/b/", Access())) == "s3://bucket/a/b"


def test_what_is_wrong_is_told_with_its_remedy(
    bucket: Bucket, s3_server: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    with pytest.raises(StoreProblem, match="there is no bucket nowhere-at-all"):
        replace(bucket, name="nowhere-at-all").get("x")
    from botocore.exceptions import ClientError

    def refuse(status: int, word: str) -> None:
        def answer(**_: Any) -> None:
            raise ClientError(
                {"Error": {"Code": word}, "ResponseMetadata": {"HTTPStatusCode": status}}, "PutObject"
            )

        monkeypatch.setattr(client(bucket.access), "put_object", answer)

    for status, word, said in (
        (403, "AccessDenied", "does not let us into .* Check COMMONPRESS_S3_KEY"),
        (501, "NotImplemented", "does not know conditional writes"),
        (503, "SlowDown", "is in trouble .* try again later"),
        (400, "InvalidRequest", "refused"),
    ):
        refuse(status, word)
        with pytest.raises(StoreProblem, match=said):
            bucket.put("x", b"")
    monkeypatch.setenv("AWS_EC2_METADATA_DISABLED", "true")
    with pytest.raises(StoreProblem, match="there is no key for S3"):
        replace(bucket, access=Access(endpoint=s3_server, region="us-east-1")).get("x")


def test_a_store_that_is_gone_is_told_so_soon() -> None:
    with socket.socket() as free:
        free.bind(("127.0.0.1", 0))
        port = free.getsockname()[1]
    gone = Bucket("bucket", "", Access(f"http://127.0.0.1:{port}", "k", "s", "us-east-1", attempts=2))
    began = time.monotonic()
    with pytest.raises(Away, match=r"cannot be reached .* COMMONPRESS_S3_ENDPOINT"):
        gone.get("x")
    assert time.monotonic() - began < 5
