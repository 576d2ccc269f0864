"""Amazon's event stream coding: a message with headers and check sums in each WebSocket frame."""

from __future__ import annotations

import struct
from binascii import crc32
from collections.abc import Mapping
from dataclasses import dataclass

TEXT = 7
MOST = 16 * 1024 * 1024
LENGTHS: dict[int, int] = {0: 0, 1: 0, 2: 1, 3: 2, 4: 4, 5: 8, 8: 8, 9: 16}
"""Bytes of header values by their type; 6 and 7 bring their own length."""


class Damaged(ValueError):
    """Not a message, or one whose check sums are wrong."""


@dataclass(frozen=True, slots=True)
class Event:
    headers: dict[str, str]
    """Those that are text."""
    payload: bytes


def encoded(headers: Mapping[str, str], payload: bytes) -> bytes:
    """A message ready to be sent."""
    head = b"".join(
        struct.pack("!B", len(name)) + name.encode() + struct.pack("!BH", TEXT, len(value)) + value.encode()
        for name, value in headers.items()
    )
    prelude = struct.pack("!II", 16 + len(head) + len(payload), len(head))
    message = prelude + struct.pack("!I", crc32(prelude)) + head + payload
    return message + struct.pack("!I", crc32(message))


def decoded(message: bytes) -> Event:
    """One whole message. Raises Damaged."""
    if len(message) < 16:
        raise Damaged("too short")
    whole, head, check = struct.unpack("!III", message[:12])
    if whole != len(message) or whole > MOST or head > whole - 16:
        raise Damaged("of another length than it says")
    if crc32(message[:8]) != check or crc32(message[:-4]) != struct.unpack("!I", message[-4:])[0]:
        raise Damaged("its check sum is wrong")
    return Event(_headers(message[12 : 12 + head]), message[12 + head : -4])


def _headers(data: bytes) -> dict[str, str]:
    found: dict[str, str] = {}
    at = 0
    try:
        while at < len(data):
            size = data[at]
            name = data[at + 1 : at + 1 + size].decode()
            kind = data[at + 1 + size]
            at += 2 + size
            if kind in (6, TEXT):
                length = struct.unpack("!H", data[at : at + 2])[0]
                if kind == TEXT:
                    found[name] = data[at + 2 : at + 2 + length].decode()
                at += 2 + length
            else:
                at += LENGTHS[kind]
    except (IndexError, KeyError, struct.error, UnicodeDecodeError):
        raise Damaged("its headers cannot be read") from None
    return found
