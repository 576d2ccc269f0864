"""Whether a vendor's request is genuine: the three ways in which Twilio, Zoom and Recall.ai sign. Pure."""

from __future__ import annotations

import base64
import binascii
import hashlib
import hmac
from collections.abc import Iterable, Mapping
from datetime import datetime, timedelta

from ringside.core.errors import Unauthenticated

AGE = timedelta(minutes=5)
"""Requests with a time in their signature are taken for so long, so that nobody replays old ones."""


class NotGenuine(Unauthenticated):
    slug, title = "vendor-signature", "The signature does not fit, or is older than five minutes"


def twilio(token: str, url: str, fields: Iterable[tuple[str, str]]) -> str:
    """The X-Twilio-Signature of a request: the address as Twilio was given it, and the form's fields by name."""
    text = url + "".join(name + value for name, value in sorted(set(fields)))
    return base64.b64encode(hmac.new(token.encode(), text.encode(), hashlib.sha1).digest()).decode()


def from_twilio(token: str, urls: Iterable[str], fields: Iterable[tuple[str, str]], given: str) -> bool:
    """Whether Twilio signed this, for any way in which it may have written our address."""
    said = list(fields)
    return any(_same(twilio(token, url, said), given) for url in urls)


def zoom(secret: str, timestamp: str, body: bytes) -> str:
    """The x-zm-signature of an event."""
    return "v0=" + hmac.new(secret.encode(), b"v0:" + timestamp.encode() + b":" + body, hashlib.sha256).hexdigest()


def from_zoom(secret: str, timestamp: str, body: bytes, given: str, now: datetime) -> bool:
    return _fresh(timestamp, now) and _same(zoom(secret, timestamp, body), given)


def zoom_hash(secret: str, text: str) -> str:
    """What Zoom wants to hear back of a token when an address is entered."""
    return hmac.new(secret.encode(), text.encode(), hashlib.sha256).hexdigest()


def zoom_stream(client_id: str, secret: str, meeting: str, stream: str) -> str:
    """With what we show Zoom's media servers that we may have a stream."""
    return zoom_hash(secret, f"{client_id},{meeting},{stream}")


def recall(secret: str, message: str, timestamp: str, body: bytes) -> str:
    """One signature of Recall.ai's, which signs as Svix does. Raises ValueError for a secret that is none."""
    try:
        key = base64.b64decode(secret.removeprefix("whsec_"), validate=True)
    except binascii.Error:
        raise ValueError("the secret is not base64") from None
    signed = f"{message}.{timestamp}.".encode() + body
    return "v1," + base64.b64encode(hmac.new(key, signed, hashlib.sha256).digest()).decode()


def from_recall(secret: str, headers: Mapping[str, str], body: bytes, now: datetime) -> bool:
    """Whether Recall.ai sent this; a handshake has no body. Several secrets may be in force: any may fit."""
    for prefix in ("webhook", "svix"):
        message, timestamp, given = (headers.get(f"{prefix}-{part}", "") for part in ("id", "timestamp", "signature"))
        if message and given:
            if not _fresh(timestamp, now):
                return False
            try:
                wanted = recall(secret, message, timestamp, body)
            except ValueError:
                return False
            return any(_same(wanted, each) for each in given.split())
    return False


def _fresh(timestamp: str, now: datetime) -> bool:
    if not timestamp.isascii() or not timestamp.isdigit() or len(timestamp) > 15:
        return False
    seconds = int(timestamp)
    seconds = seconds // 1000 if seconds > 10**11 else seconds
    return abs(now.timestamp() - seconds) <= AGE.total_seconds()


def _same(wanted: str, given: str) -> bool:
    return hmac.compare_digest(wanted.encode(), given.encode("utf-8", "replace"))
