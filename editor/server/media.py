# SPDX-License-Identifier: GPL-3.0-or-later
"""Originals in an S3 bucket, with a folder before it that may be emptied at any time."""

import os
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import Final
from urllib.parse import SplitResult, parse_qs, urlsplit

import urllib3
from minio import Minio
from minio.credentials.providers import (
    AWSConfigProvider,
    ChainedProvider,
    EnvAWSProvider,
    IamAwsProvider,
)
from minio.error import MinioException, S3Error

from editor.errors import Offline, Refused
from editor.pictures.vault import Staged, Vault

SCHEME: Final = "s3://"
_AMAZON: Final = "https://s3.amazonaws.com"
_NOT_THERE: Final = ("NoSuchKey", "NoSuchObject")


class BucketVault(Vault):
    """A vault whose bytes are in a bucket, as `<prefix>/ab/abcd...`.

    A file in the folder is always in the bucket as well: it is sent first.

    Args:
        folder: what was used lately; several processes may share it, none needs it.
        address: `s3://bucket/prefix`, with `?endpoint=https://host&region=name` for a bucket that
            is not Amazon's (or `AWS_ENDPOINT_URL` in the environment). Who we are stands in
            `AWS_ACCESS_KEY_ID` and `AWS_SECRET_ACCESS_KEY`, or where Amazon's own tools keep it.

    Raises:
        Refused: `server.bad_media` for an address that is not one, `server.no_bucket` when there
            is no such bucket, or none for us.
    """

    def __init__(self, folder: Path, address: str) -> None:
        super().__init__(folder)
        parts = urlsplit(address)
        if not address.startswith(SCHEME) or not parts.netloc:
            raise Refused("server.bad_media", address=address)
        self._bucket = parts.netloc
        self._prefix = parts.path.strip("/")
        try:
            self._client = _client(parts)
            is_there = self._client.bucket_exists(self._bucket)
        except ValueError:
            raise Refused("server.bad_media", address=address) from None
        except (MinioException, urllib3.exceptions.HTTPError) as error:
            raise Refused("server.no_bucket", address=address) from error
        if not is_there:
            raise Refused("server.no_bucket", address=address)

    def adopt(self, staged: Staged) -> None:
        """Send staged bytes to the bucket, then keep them near."""
        if not self._is_sent(staged.sha256):
            with _told():
                self._client.fput_object(self._bucket, self._key(staged.sha256), str(staged.path))
        super().adopt(staged)

    def has(self, sha256: str) -> bool:
        """Are those bytes in the bucket?"""
        return super().has(sha256) or self._is_sent(sha256)

    def near(self, sha256: str) -> Path:
        """Where those bytes are, fetched from the bucket when they are not in the folder."""
        path = self.path(sha256)
        if path.is_file() or not self._is_sent(sha256):
            return path
        with _told():
            reply = self._client.get_object(self._bucket, self._key(sha256))
            try:
                with self.staged(reply) as staged:  # type: ignore[arg-type]  # it has read()
                    if staged.sha256 != sha256:
                        raise Offline("server.bucket_down")
                    super().adopt(staged)
            finally:
                reply.close()
                reply.release_conn()
        return path

    def _is_sent(self, sha256: str) -> bool:
        with _told():
            try:
                self._client.stat_object(self._bucket, self._key(sha256))
            except S3Error as error:
                if error.code in _NOT_THERE:
                    return False
                raise
        return True

    def _key(self, sha256: str) -> str:
        # The path of the folder checks the hash.
        name = self.path(sha256).name
        return "/".join(part for part in (self._prefix, name[:2], name) if part)


def _client(parts: SplitResult) -> Minio:
    asked = parse_qs(parts.query)
    environment = os.environ.get("AWS_ENDPOINT_URL_S3") or os.environ.get("AWS_ENDPOINT_URL")
    endpoint = urlsplit(asked.get("endpoint", [environment or _AMAZON])[0])
    return Minio(
        endpoint.netloc,
        secure=endpoint.scheme != "http",
        region=asked.get("region", [os.environ.get("AWS_REGION")])[0],
        credentials=ChainedProvider([EnvAWSProvider(), AWSConfigProvider(), IamAwsProvider()]),
    )


@contextmanager
def _told() -> Iterator[None]:
    """What the bucket says, as an error of ours; the client has repeated what may be repeated."""
    try:
        yield
    except (MinioException, urllib3.exceptions.HTTPError, ValueError) as error:
        raise Offline("server.bucket_down") from error
