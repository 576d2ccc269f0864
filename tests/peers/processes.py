"""Ringside as processes that a test may kill."""

from __future__ import annotations

import os
import signal
import socket
import subprocess
import sys
import time
from contextlib import contextmanager, suppress
from pathlib import Path

import httpx

RINGSIDE = ("-c", "from ringside.cli import main; main()")


class Process:
    """A process of Ringside."""

    def __init__(self, folder: Path, program: tuple[str, ...], *command: str, **settings: str) -> None:
        clean = {name: value for name, value in os.environ.items() if not name.startswith("RINGSIDE_")}
        settings = {"RINGSIDE_JOB_POLL_SECONDS": "0.1"} | settings
        self.output = (folder / "output.log").open("a")
        self.popen = subprocess.Popen(
            [sys.executable, *program, *command, "--data", str(folder / "data")],
            env=clean | settings,
            stdout=self.output,
            stderr=self.output,
        )

    def kill(self) -> None:
        with suppress(ProcessLookupError):
            self.popen.send_signal(signal.SIGKILL)
        self.popen.wait()

    def end(self) -> None:
        self.popen.terminate()
        assert self.popen.wait(30) in (0, -signal.SIGTERM)


@contextmanager
def running(folder: Path, program: tuple[str, ...], *command: str, **settings: str):
    """A process of Ringside; it does not outlive the context."""
    process = Process(folder, program, *command, **settings)
    try:
        yield process
    finally:
        process.kill()


@contextmanager
def serving(folder: Path, program: tuple[str, ...] = RINGSIDE, **settings: str):
    """A server and a client of somebody signed in."""
    with socket.create_server(("127.0.0.1", 0)) as free:
        port = free.getsockname()[1]
    with (
        running(folder, program, "serve", "--port", str(port), **settings) as process,
        httpx.Client(base_url=f"http://127.0.0.1:{port}/api", timeout=30) as client,
    ):
        until = time.monotonic() + 60
        while True:
            with suppress(httpx.HTTPError):
                if client.get("/health").is_success:
                    break
            alive = process.popen.poll() is None and time.monotonic() < until
            assert alive, (folder / "output.log").read_text()
            time.sleep(0.02)
        yield process, client


def sign_in(client: httpx.Client, name: str = "owner") -> None:
    """Make the client somebody's, who is registered first when unknown."""
    body = {"email": f"{name}@example.com", "password": "correct horse battery"}
    answer = client.post("/auth/login", json=body)
    if answer.status_code == 401:
        answer = client.post("/auth/register", json=body | {"name": name, "company": f"Company of {name}"})
    client.headers["Authorization"] = f"Bearer {answer.raise_for_status().json()['access_token']}"
