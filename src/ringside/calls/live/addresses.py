"""Where recorders and vendors reach us for a call: made from what we sign, for whoever holds the address."""

from __future__ import annotations

from html import escape
from urllib.parse import urlsplit

from ringside.calls.live import doors
from ringside.calls.live.models import LiveCall
from ringside.calls.live.schemas import LiveAddress

ROOT = "/api/live"


def of_call(key: str, base: str, tenant_id: str, call: LiveCall) -> LiveAddress:
    """How the sound of this call gets here. `base` is how the world reaches us: https://coach.example.com."""
    match call.source:
        case "twilio":
            door = doors.made(key, "twilio", tenant_id, call.id)
            path = f"{ROOT}/twilio/{door}"
            markup = twiml(socket(base, path), call.vendor.get("dial"))
            return LiveAddress(address=path, token=door, url=socket(base, path), webhook=base + path, twiml=markup)
        case "recall":
            door = doors.made(key, "recall", tenant_id, call.id)
            path = f"{ROOT}/recall/{door}"
            return LiveAddress(
                address=path, token=door, url=socket(base, path), webhook=of_company(key, base, tenant_id, "recall")
            )
        case "zoom":
            return LiveAddress(address=None, token=None, url=None, webhook=of_company(key, base, tenant_id, "zoom"))
    token = doors.made(key, "capture", tenant_id, call.id)
    path = f"{ROOT}/{call.source}?call_id={call.id}&token={token}"
    return LiveAddress(address=path, token=token, url=socket(base, path))


def of_company(key: str, base: str, tenant_id: str, vendor: doors.Purpose) -> str:
    """The address that a company enters at a vendor once, for events about any of its calls."""
    return f"{base}{ROOT}/{vendor}/{doors.made(key, vendor, tenant_id)}/events"


def socket(base: str, path: str) -> str:
    """The same place over a WebSocket."""
    parts = urlsplit(base)
    return f"{'wss' if parts.scheme == 'https' else 'ws'}://{parts.netloc}{parts.path.rstrip('/')}{path}"


def twiml(url: str, dial: str | None) -> str:
    """What Twilio is told to do: send both tracks here, then put the call through, or wait beside it."""
    then = f"<Dial>{escape(dial)}</Dial>" if dial else '<Pause length="14400"/>'
    stream = f'<Start><Stream url="{escape(url)}" track="both_tracks"/></Start>'
    return f'<?xml version="1.0" encoding="UTF-8"?><Response>{stream}{then}</Response>'
