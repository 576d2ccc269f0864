"""Secrets kept in a database: encrypted under a key from the settings and bound to the place where they stand."""

from __future__ import annotations

import base64
import hashlib
import os
from typing import Literal

from cryptography.exceptions import InvalidTag
from cryptography.hazmat.primitives.ciphers.aead import AESGCM

from ringside.core.settings import Settings

_VERSION: Literal["v1"] = "v1"


class Unsealable(Exception):
    """It was sealed under another key, for another place, or is damaged."""


def seal(settings: Settings, secret: str, *place: str) -> str:
    """The secret as text for a column. `place` names tenant, table, column and row: it opens nowhere else."""
    nonce = os.urandom(12)
    data = AESGCM(_key(settings)).encrypt(nonce, secret.encode(), _bound(place))
    return f"{_VERSION}.{base64.urlsafe_b64encode(nonce + data).decode()}"


def unseal(settings: Settings, sealed: str, *place: str) -> str:
    """The secret again. Raises Unsealable."""
    version, _, text = sealed.partition(".")
    try:
        data = base64.urlsafe_b64decode(text)
        if version != _VERSION or len(data) <= 28:
            raise Unsealable
        return AESGCM(_key(settings)).decrypt(data[:12], data[12:], _bound(place)).decode()
    except (InvalidTag, ValueError):
        raise Unsealable from None


def _key(settings: Settings) -> bytes:
    """A key of its own, so that whoever learns it can neither sign sessions nor the other way round."""
    return hashlib.blake2b(settings.sealing_key().encode(), digest_size=32, person=b"ringside-seal").digest()


def _bound(place: tuple[str, ...]) -> bytes:
    return "\0".join((_VERSION, *place)).encode()
