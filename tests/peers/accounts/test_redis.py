"""Throttling shared by processes through a real Redis."""

from __future__ import annotations

import shutil
import subprocess
import time
from collections.abc import Iterator
from tempfile import TemporaryDirectory

import pytest

import postgres_server
from ringside.accounts.throttle import Throttle, TooManyAttempts
from ringside.core.settings import Settings

pytestmark = pytest.mark.peer


@pytest.fixture
def redis_url() -> Iterator[str]:
    program = shutil.which("redis-server")
    if program is None:
        pytest.skip("Redis is not installed (Debian, Ubuntu: apt-get install redis-server)")
    port = str(postgres_server.free_port())
    with TemporaryDirectory() as folder:
        command = [program, "--port", port, "--dir", folder, "--save", "", "--bind", "127.0.0.1"]
        process = subprocess.Popen(command, stdout=subprocess.DEVNULL)
        try:
            time.sleep(0.3)
            yield f"redis://127.0.0.1:{port}"
        finally:
            process.terminate()
            process.wait()


async def test_processes_count_together(redis_url: str) -> None:
    def process() -> Throttle:
        return Throttle(Settings(_env_file=None, redis_url=redis_url, sign_in_limit="4/minute"))

    one, other = process(), process()
    for guard in (one, other, one, other):
        await guard.attempt("a", "1.1.1.1")
    for guard in (one, other):
        with pytest.raises(TooManyAttempts):
            await guard.attempt("a", "1.1.1.1")
    await one.succeeded("a", "1.1.1.1")
    await other.attempt("a", "1.1.1.1")
