"""Whether a webhook really comes from HubSpot: its v3 signature over method, address, body and time. Pure."""

from __future__ import annotations

import base64
import hashlib
import hmac
from datetime import datetime, timedelta

AGE = timedelta(minutes=5)
_DECODED = {
    "%3A": ":", "%2F": "/", "%3F": "?", "%40": "@", "%21": "!", "%24": "$", "%27": "'", "%28": "(", "%29": ")",
    "%2A": "*", "%2C": ",", "%3B": ";",
}  # fmt: skip
"""What HubSpot decodes in the address before it signs."""


def signature(secret: str, method: str, uri: str, body: bytes, timestamp: str) -> str:
    """The signature HubSpot gives to this request."""
    for encoded, char in _DECODED.items():
        uri = uri.replace(encoded, char).replace(encoded.lower(), char)
    signed = method.encode() + uri.encode() + body + timestamp.encode()
    return base64.b64encode(hmac.new(secret.encode(), signed, hashlib.sha256).digest()).decode()


def is_genuine(secret: str, method: str, uri: str, body: bytes, timestamp: str, given: str, now: datetime) -> bool:
    """Whether this signature belongs to this request and is not older than AGE."""
    if not secret or not timestamp.isascii() or not timestamp.isdigit() or len(timestamp) > 15:
        return False
    if abs(now.timestamp() - int(timestamp) / 1000) > AGE.total_seconds():
        return False
    return hmac.compare_digest(signature(secret, method, uri, body, timestamp).encode(), given.encode())
