"""Addresses and tokens that we hand out to recorders: they name a company and a call, and only we can make them.

A recorder, or a vendor's server, is nobody who signs in. What it brings is text that we made, so that tenant and call
are read from what we signed ourselves and never from what it sends.
"""

from __future__ import annotations

import base64
import binascii
import hashlib
import hmac
from dataclasses import dataclass
from typing import Literal

from ringside.core.errors import Unauthenticated
from ringside.core.ids import is_id

Purpose = Literal["capture", "twilio", "zoom", "recall"]
NOBODY = "0" * 32
"""Stands for the call in the door of a whole company."""
_MARK = 20
"""Bytes of the mark that tells that a door is ours."""


class NoSuchDoor(Unauthenticated):
    slug, title = "unknown-stream", "This stream is not one that was asked for"


@dataclass(frozen=True, slots=True)
class Door:
    tenant_id: str
    call_id: str | None


def made(key: str, purpose: Purpose, tenant_id: str, call_id: str | None = None) -> str:
    """The text that lets a recorder in: to one call, or to the vendor's door of a company."""
    ids = bytes.fromhex(tenant_id + (call_id or NOBODY))
    return base64.urlsafe_b64encode(ids + _mark(key, purpose, ids)).decode().rstrip("=")


def opened(key: str, purpose: Purpose, text: str) -> Door:
    """Whom a door leads to. Raises NoSuchDoor for anything that `made` did not make for this purpose."""
    try:
        data = base64.b64decode(text + "=" * (-len(text) % 4), altchars=b"-_", validate=True)
    except (binascii.Error, ValueError):
        raise NoSuchDoor from None
    ids, mark = data[:32], data[32:]
    if len(data) != 32 + _MARK or not hmac.compare_digest(mark, _mark(key, purpose, ids)):
        raise NoSuchDoor
    tenant_id, call_id = ids[:16].hex(), ids[16:].hex()
    if not is_id(tenant_id):
        raise NoSuchDoor
    return Door(tenant_id, None if call_id == NOBODY else call_id)


def _mark(key: str, purpose: Purpose, ids: bytes) -> bytes:
    own = hashlib.blake2b(key.encode(), digest_size=32, person=b"ringside-live").digest()
    return hashlib.blake2b(purpose.encode() + ids, digest_size=_MARK, key=own).digest()
