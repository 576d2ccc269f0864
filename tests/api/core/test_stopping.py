"""A server as a process of its own: what a newcomer sees first, and what those who wait are told when it stops."""

from __future__ import annotations

import os
import signal
import socket
import subprocess
import sys
import threading
from concurrent.futures import ThreadPoolExecutor
from contextlib import contextmanager

import httpx
import pytest

from ringside.accounts.demo import PASSWORD, PEOPLE


@contextmanager
def serving(folder, *options, **env):
    """A served address, its process, and the lines it has printed so far."""
    with socket.create_server(("127.0.0.1", 0)) as free:
        port = free.getsockname()[1]
    command = [sys.executable, "-c", "from ringside.cli import main; main()", "serve", "--port", str(port), *options]
    settings = {name: value for name, value in os.environ.items() if not name.startswith("RINGSIDE_")}
    with subprocess.Popen(
        command, cwd=folder, env=settings | env, stdout=subprocess.PIPE, stderr=subprocess.STDOUT, text=True
    ) as process:
        try:
            lines = []
            for line in process.stdout:
                lines.append(line.rstrip())
                if "Ringside is at" in line:
                    break
            rest = threading.Thread(target=lambda: lines.extend(line.rstrip() for line in process.stdout))
            rest.start()
            yield f"http://127.0.0.1:{port}", process, lines
            process.wait(30)
            rest.join()
        finally:
            process.kill()


@pytest.fixture
def mute_model():
    """The address of a model that accepts questions and never answers; set once it was asked something."""
    asked = threading.Event()
    with socket.create_server(("127.0.0.1", 0)) as door:

        def keep():
            guests = []
            while True:
                try:
                    guests.append(door.accept()[0])
                except OSError:
                    return
                asked.set()

        threading.Thread(target=keep, daemon=True).start()
        yield f"http://127.0.0.1:{door.getsockname()[1]}/v1", asked


def test_who_waits_for_a_model_when_the_server_stops_gets_a_clear_answer(tmp_path, mute_model):
    address, asked = mute_model
    chain = {"RINGSIDE_MODELS": f"openai-compatible:mute@{address}"}
    with (
        serving(tmp_path, "--demo", "--data", "d", **chain) as (url, process, lines),
        httpx.Client(base_url=url, timeout=30) as client,
        ThreadPoolExecutor() as pool,
    ):
        assert lines[-1] == f"Ringside is at {url.replace('127.0.0.1', 'localhost')}"
        assert any(PASSWORD in line for line in lines[-2 - len(PEOPLE) :])
        asked.clear()
        who = client.post("/api/auth/login", json={"email": PEOPLE[-1].email, "password": PASSWORD})
        bearer = {"Authorization": f"Bearer {who.json()['access_token']}"}
        body = {"scenario_id": "cold-call", "text": "Hello?", "client_key": "k"}
        waiting = pool.submit(client.post, "/api/chat", json=body, headers=bearer)
        assert asked.wait(20)
        process.send_signal(signal.SIGINT)
        answer = waiting.result()
    assert process.returncode == 0
    assert not [line for line in lines if "Traceback" in line or "CancelledError" in line]
    assert not [line for line in lines if "/api/auth/login" in line]  # what went well is no news on a console
    assert (answer.status_code, answer.json()["type"]) == (503, "/problems/stopping")
    assert answer.headers["Retry-After"]
    assert [line for line in lines if "/api/chat" in line and "503" in line]
