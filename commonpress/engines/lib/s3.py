"""Objects in a bucket of any store that speaks S3: Amazon's, MinIO, Ceph, Garage, R2 …

boto3 is asked for only when a bucket is first opened: a paper without one needs neither it nor its memory.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from datetime import datetime
from email.utils import parsedate_to_datetime
from functools import lru_cache
from typing import Any

ADDRESS = re.compile(r"s3://([a-z0-9][a-z0-9.-]{1,61}[a-z0-9])(?:/([A-Za-z0-9._/-]*))?", re.ASCII)
CONNECT_SECONDS = 3
READ_SECONDS = 30
NO_RIGHTS = frozenset(
    {"403", "AccessDenied", "InvalidAccessKeyId", "SignatureDoesNotMatch", "AllAccessDisabled"}
)
GONE = frozenset({"404", "NoSuchKey"})
REFUSED = frozenset({"412", "PreconditionFailed", "409", "ConditionalRequestConflict"})


class StoreProblem(OSError):
    """The store did not do it. The message is for the operator: what is wrong and what to do about it."""

    def __str__(self) -> str:
        return str(self.args[0])


class Away(StoreProblem):
    """It does not answer, or not in time. It may work later."""


class Conflict(Exception):
    """A conditional write found something else there than it was to find."""


@dataclass(frozen=True)
class Access:
    """How a store is reached. What is empty is left to boto3's own ways: AWS_… variables, its files, the machine's role."""

    endpoint: str = ""
    key: str = ""
    secret: str = ""
    region: str = ""
    attempts: int = 4  # of each request, with growing pauses


@dataclass(frozen=True)
class Thing:
    """One object, without its content. ``changed`` and ``seen`` are both by the store's clock."""

    name: str
    size: int
    changed: datetime
    etag: str
    seen: datetime | None = None


@dataclass(frozen=True)
class Bucket:
    """The objects whose names begin with ``prefix``; names are given and answered without it."""

    name: str
    prefix: str
    access: Access

    @classmethod
    def at(cls, address: str, access: Access) -> Bucket:
        """``s3://bucket/some/prefix``. Raises ``ValueError``."""
        found = ADDRESS.fullmatch(address)
        if not found:
            raise ValueError(f"{address} is no address of a bucket. Write it like s3://bucket/prefix")
        prefix = (found[2] or "").strip("/")
        return cls(found[1], f"{prefix}/" if prefix else "", access)

    def __str__(self) -> str:
        return f"s3://{self.name}/{self.prefix}".rstrip("/")

    @property
    def _client(self) -> Any:
        return client(self.access)

    def _at(self, name: str) -> dict[str, str]:
        return {"Bucket": self.name, "Key": self.prefix + name}

    def get(self, name: str) -> bytes:
        """Raises ``FileNotFoundError``."""
        return self.dated(name)[0]

    def dated(self, name: str) -> tuple[bytes, datetime]:
        """The content and when it was written. Raises ``FileNotFoundError``."""
        with told(self, name):
            found = self._client.get_object(**self._at(name))
            return bytes(found["Body"].read()), found["LastModified"]

    def put(
        self, name: str, data: bytes, *, kind: str = "application/octet-stream", only_if: str = ""
    ) -> str:
        """Keep the object, whole or not at all; answers its mark.

        ``only_if`` is "*" for: only if there is none, or the mark it must have. Raises ``Conflict``.
        """
        condition = {"IfNoneMatch": "*"} if only_if == "*" else {"IfMatch": only_if} if only_if else {}
        with told(self, name):
            kept = self._client.put_object(**self._at(name), Body=data, ContentType=kind, **condition)
            return str(kept["ETag"])

    def look(self, name: str) -> Thing | None:
        try:
            with told(self, name):
                found = self._client.head_object(**self._at(name))
        except FileNotFoundError:
            return None
        now = found["ResponseMetadata"]["HTTPHeaders"].get("date")
        seen = parsedate_to_datetime(now) if now else None
        return Thing(name, found["ContentLength"], found["LastModified"], found["ETag"], seen)

    def remove(self, name: str) -> None:
        with told(self, name):
            self._client.delete_object(**self._at(name))

    def all(self, under: str = "") -> Iterator[Thing]:
        """In the order of their names."""
        with told(self, under):
            pages = self._client.get_paginator("list_objects_v2")
            for page in pages.paginate(Bucket=self.name, Prefix=self.prefix + under):
                for found in page.get("Contents", ()):
                    name = found["Key"].removeprefix(self.prefix)
                    yield Thing(name, found["Size"], found["LastModified"], found["ETag"])


@lru_cache(maxsize=8)
def client(access: Access) -> Any:
    """One for all threads of a process; it keeps its connections."""
    try:
        import boto3
        from botocore.config import Config
    except ImportError:
        raise StoreProblem(
            "an address s3://… needs boto3, which is not installed. Install it: pip install 'commonpress[s3]'"
        ) from None
    config = Config(
        connect_timeout=CONNECT_SECONDS,
        read_timeout=READ_SECONDS,
        retries={"mode": "standard", "total_max_attempts": access.attempts},
        # Older stores of others do not know the newer checksums; pieces prove themselves by their names.
        request_checksum_calculation="when_required",
        response_checksum_validation="when_required",
    )
    return boto3.session.Session().client(
        "s3",
        endpoint_url=access.endpoint or None,
        aws_access_key_id=access.key or None,
        aws_secret_access_key=access.secret or None,
        region_name=access.region or None,
        config=config,
    )


def code(problem: BaseException) -> str:
    found = getattr(problem, "response", {})
    return str(found.get("Error", {}).get("Code", "")) if isinstance(found, dict) else ""


@contextmanager
def told(bucket: Bucket, name: str) -> Iterator[None]:
    """What boto3 raises, in the words of an operator."""
    try:
        yield
    except OSError:
        raise
    except Exception as problem:
        from botocore.exceptions import BotoCoreError, ClientError

        if isinstance(problem, ClientError):
            raise answered(bucket, name, problem) from None
        if isinstance(problem, BotoCoreError):
            raise unanswered(bucket, problem) from None
        raise


def answered(bucket: Bucket, name: str, problem: Any) -> Exception:
    found = code(problem)
    if found == "NoSuchBucket":
        return StoreProblem(
            f"there is no bucket {bucket.name} at {where(bucket)}. Make it, or mend the address {bucket}."
        )
    if found in GONE:
        return FileNotFoundError(2, "No such object", f"{bucket}/{name}")
    if found in REFUSED:
        return Conflict(f"{bucket}/{name}")
    if found in NO_RIGHTS:
        return StoreProblem(
            f"{where(bucket)} does not let us into {bucket} ({found}). Check COMMONPRESS_S3_KEY and COMMONPRESS_S3_SECRET;"
            " the key must be allowed to list, read, write and delete there."
        )
    if found == "NotImplemented":
        return StoreProblem(
            f"{where(bucket)} does not know conditional writes, which are needed. Update it, or use another."
        )
    if problem.response.get("ResponseMetadata", {}).get("HTTPStatusCode", 0) >= 500:
        return Away(f"{where(bucket)} is in trouble ({found}): try again later.")
    return StoreProblem(f"{where(bucket)} refused {bucket}/{name}: {problem}")


def unanswered(bucket: Bucket, problem: Any) -> StoreProblem:
    if "redentials" in type(problem).__name__:
        return StoreProblem(
            "there is no key for S3. Set COMMONPRESS_S3_KEY and COMMONPRESS_S3_SECRET in paper.env."
        )
    if type(problem).__name__ == "NoRegionError":
        return StoreProblem("the region of the bucket is not known. Set COMMONPRESS_S3_REGION in paper.env.")
    return Away(
        f"{where(bucket)} cannot be reached ({type(problem).__name__}). Check the network and COMMONPRESS_S3_ENDPOINT,"
        " then try again."
    )


def where(bucket: Bucket) -> str:
    return bucket.access.endpoint or "the S3 store"
