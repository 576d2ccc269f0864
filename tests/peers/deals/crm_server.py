"""A web server that plays a CRM vendor, and misbehaves on demand: what both fakes have in common."""

from __future__ import annotations

import json
import re
import threading
from collections.abc import Callable
from contextlib import suppress
from dataclasses import dataclass, field
from datetime import UTC, datetime, timedelta
from email.utils import format_datetime
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from typing import Any
from urllib.parse import parse_qs, urlsplit


@dataclass
class Asked:
    """One request as it arrived."""

    method: str
    path: str
    query: dict[str, str]
    headers: dict[str, str]
    body: bytes = b""

    @property
    def json(self) -> Any:
        return json.loads(self.body or b"null")

    @property
    def form(self) -> dict[str, str]:
        return {name: values[-1] for name, values in parse_qs(self.body.decode()).items()}


@dataclass
class Reply:
    status: int = 200
    data: Any = None
    headers: dict[str, str] = field(default_factory=dict)


@dataclass
class Fault:
    """What goes wrong with the next requests whose path fits. `after` lets some through first."""

    path: str
    do: str
    """cut, cut_silently, garbage, drop, expire, or the name of a Reply in `replies`."""
    times: int = 1
    after: int = 0
    reply: Reply | None = None
    method: str = ""


class Vendor:
    """Serves `answer` on a port of its own. `skew` is how far its clock is from ours."""

    skew = timedelta()

    def __init__(self) -> None:
        self.faults: list[Fault] = []
        self.asked: list[Asked] = []
        self.lock = threading.RLock()
        self.hook: Callable[[Asked], None] | None = None
        """Called before each answer: things happen at the vendor while somebody reads."""
        self.server = ThreadingHTTPServer(("127.0.0.1", 0), self._handler())
        self.server.daemon_threads = True
        self.port = self.server.server_address[1]
        self.url = f"http://127.0.0.1:{self.port}"
        threading.Thread(target=self.server.serve_forever, kwargs={"poll_interval": 0.01}, daemon=True).start()

    def close(self) -> None:
        self.server.shutdown()
        self.server.server_close()

    def now(self) -> datetime:
        return datetime.now(UTC) + self.skew

    def answer(self, asked: Asked) -> Reply:
        raise NotImplementedError

    def expire(self) -> None:
        """End the access tokens that are out."""
        raise NotImplementedError

    def paths(self, pattern: str) -> list[Asked]:
        return [one for one in self.asked if re.search(pattern, one.path)]

    def _fault(self, asked: Asked) -> Fault | None:
        for fault in self.faults:
            if re.search(fault.path, asked.path) and fault.method in ("", asked.method):
                if fault.after > 0:
                    fault.after -= 1
                    continue
                if fault.times > 0:
                    fault.times -= 1
                    return fault
        return None

    def _handler(self) -> type[BaseHTTPRequestHandler]:
        vendor = self

        class Handler(BaseHTTPRequestHandler):
            protocol_version = "HTTP/1.1"
            disable_nagle_algorithm = True
            wbufsize = -1  # head and body in one piece

            def date_time_string(self, timestamp: float | None = None) -> str:
                return format_datetime(vendor.now(), usegmt=True)

            def _serve(self) -> None:
                parts = urlsplit(self.path)
                query = {n: v[-1] for n, v in parse_qs(parts.query, keep_blank_values=True).items()}
                body = self.rfile.read(int(self.headers.get("Content-Length") or 0))
                asked = Asked(self.command, parts.path, query, {k.lower(): v for k, v in self.headers.items()}, body)
                with vendor.lock:
                    vendor.asked.append(asked)
                    if vendor.hook is not None:
                        vendor.hook(asked)
                    fault = vendor._fault(asked)
                    if fault is not None and fault.do == "expire":
                        vendor.expire()
                    if fault is not None and fault.do == "drop":
                        self.close_connection = True
                        return
                    planned = fault.reply if fault is not None else None
                    reply = vendor.answer(asked) if planned is None else planned
                self._send(reply, fault.do if fault is not None else "")

            def _send(self, reply: Reply, do: str) -> None:
                body = b"" if reply.data is None else json.dumps(reply.data).encode()
                self.send_response(reply.status)
                for name, value in reply.headers.items():
                    self.send_header(name, value)
                self.send_header("Content-Type", "application/json;charset=UTF-8")
                if do == "garbage":
                    body = b"<html>Scheduled maintenance</html>"
                if do == "cut_silently":  # neither length nor chunks: the end of the connection is the end of the body
                    self.send_header("Connection", "close")
                    body = body[: len(body) // 2]
                else:
                    self.send_header("Content-Length", str(len(body)))
                self.end_headers()
                self.wfile.write(body[: len(body) // 2] if do == "cut" else body)
                self.wfile.flush()
                if do in ("cut", "cut_silently"):
                    self.close_connection = True

            do_GET = do_POST = _serve  # noqa: N815 as the library looks for them

            def log_message(self, format: str, *args: object) -> None:
                """Keep quiet."""

            def handle(self) -> None:
                with suppress(BrokenPipeError, ConnectionResetError):
                    super().handle()

        return Handler
