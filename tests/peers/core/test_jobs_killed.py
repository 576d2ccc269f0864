"""Servers and workers that are really killed in the middle of jobs: nothing lost, no finished step repeated."""

from __future__ import annotations

import os
import subprocess
import time
from collections import Counter
from contextlib import suppress
from functools import partial
from pathlib import Path

import pytest

import postgres_server
from peers import processes
from peers.processes import sign_in

SCRIPT = (str(Path(__file__).with_name("job_server.py")),)
STEPS = 5


class Log:
    """What the steps wrote down."""

    def __init__(self, path: Path) -> None:
        self.path = path

    def lines(self) -> list[list[str]]:
        return [line.split() for line in self.path.read_text().splitlines()] if self.path.exists() else []

    def count(self, *words: str) -> int:
        return sum(line[: len(words)] == list(words) for line in self.lines())

    def wait(self, *words: str, times: int = 1, seconds: float = 60) -> None:
        until = time.monotonic() + seconds
        while self.count(*words) < times:
            assert time.monotonic() < until, (words, self.lines())
            time.sleep(0.01)

    def wait_for_a_step_of(self, pid: int, seconds: float = 60) -> None:
        """Until this process has just begun a step: it is in the middle of one then."""
        begun = [line for line in self.lines() if line[0] == "begin" and line[3] == str(pid)]
        until = time.monotonic() + seconds
        while [line for line in self.lines() if line[0] == "begin" and line[3] == str(pid)] == begun:
            assert time.monotonic() < until, self.lines()
            time.sleep(0.01)

    def check_once(self, subject: str) -> None:
        """Every step of this job has ended once and the job is done once."""
        ends = Counter(line[2] for line in self.lines() if line[:2] == ["end", subject])
        assert ends == {str(step): 1 for step in range(STEPS)}
        assert self.count("done", subject) == 1


def gone(pid: int, seconds: float = 10) -> bool:
    until = time.monotonic() + seconds
    while time.monotonic() < until:
        stat = Path(f"/proc/{pid}/stat")
        if not stat.exists() or stat.read_text().rpartition(")")[2].split()[0] == "Z":
            return True
        time.sleep(0.02)
    return False


@pytest.fixture
def log(tmp_path, monkeypatch):
    monkeypatch.setenv("JOB_LOG", str(tmp_path / "effects.log"))
    return Log(tmp_path / "effects.log")


serving = partial(processes.serving, program=SCRIPT)


def worker(folder: Path, **settings: str):
    return processes.running(folder, SCRIPT, "worker", **settings)


def test_a_job_survives_its_server_being_killed_again_and_again(tmp_path, log):
    """Killed in a step, in the helper's step, and right after a step; ended in order in another. Then it is done."""
    moments = [("begin", "job", "0"), ("begin", "job", "2"), ("end", "job", "2"), ("begin", "job", "4")]
    with serving(tmp_path) as (process, client):
        sign_in(client)
        assert client.post("/test/jobs/job").is_success
        log.wait(*moments[0])
        process.kill()
    for moment in moments[1:-1]:
        with serving(tmp_path) as (process, _client):
            log.wait(*moment)
            helper = int(next(line[3] for line in log.lines() if line[:3] == ["begin", "job", "2"]))
            process.kill()
            assert gone(helper)
    with serving(tmp_path) as (process, _client):
        log.wait(*moments[-1])
        process.end()
    with serving(tmp_path) as (_process, client):
        log.wait("done", "job")
        sign_in(client)
        assert client.post("/test/jobs/job").is_success
        assert client.post("/test/jobs/other").is_success
        log.wait("done", "other")
    log.check_once("other")
    assert log.count("done", "job") == 1
    ends = Counter(line[2] for line in log.lines() if line[:2] == ["end", "job"])
    assert set(ends) == {str(step) for step in range(STEPS)}
    # Each process went on where the one before was cut off: in that step or after it, never before.
    begun = [int(line[2]) for line in log.lines() if line[:2] == ["begin", "job"]]
    assert begun == sorted(begun)
    assert len(begun) <= STEPS + len(moments)
    assert "rror" not in (tmp_path / "output.log").read_text()


def test_a_job_that_kills_its_process_every_time_fails_instead_of_going_on_for_ever(tmp_path, log):
    with serving(tmp_path) as (process, client):
        sign_in(client)
        assert client.post("/test/jobs/deadly-job").is_success
        process.popen.wait(30)
    for _ in range(10):
        if log.count("failed", "deadly-job"):
            break
        with worker(tmp_path) as process, suppress(subprocess.TimeoutExpired):
            process.popen.wait(4)
    assert log.count("failed", "deadly-job", "ProcessDied") == 1
    assert log.count("begin", "deadly-job") <= 5


@pytest.fixture(scope="module")
def postgres():
    try:
        with postgres_server.server() as server, postgres_server.database(server, f"jobs_{os.getpid()}") as url:
            yield url
    except postgres_server.NoPostgres as reason:
        pytest.skip(str(reason))


@pytest.mark.postgres
def test_of_two_workers_on_postgres_one_is_killed_and_the_other_takes_over(tmp_path, log, postgres):
    jobs = [f"job{number}" for number in range(6)]
    store = {"RINGSIDE_DATABASE_URL": postgres, "RINGSIDE_DATABASE_POOL": "4", "RINGSIDE_JOB_SLOTS": "3"}
    with (
        serving(tmp_path, RINGSIDE_WORKER="false", **store) as (server, client),
        worker(tmp_path, **store) as one,
        worker(tmp_path, **store) as two,
    ):
        sign_in(client)
        for job in jobs:
            assert client.post(f"/test/jobs/{job}").is_success
        until = time.monotonic() + 60
        while {line[3] for line in log.lines() if line[0] == "end"} < {str(one.popen.pid), str(two.popen.pid)}:
            assert time.monotonic() < until, (tmp_path / "output.log").read_text()
            time.sleep(0.01)
        log.wait_for_a_step_of(one.popen.pid)
        one.kill()
        for job in jobs:
            log.wait("done", job)
        assert not log.count("begin", jobs[0], "0", str(server.popen.pid))
    for job in jobs:
        ends = Counter(line[2] for line in log.lines() if line[:2] == ["end", job])
        assert set(ends) == {str(step) for step in range(STEPS)}
        assert log.count("done", job) == 1
    begun = Counter(tuple(line[1:3]) for line in log.lines() if line[0] == "begin")
    again = [step for step, times in begun.items() if times > 1]
    assert 1 <= len(again) <= 2, again  # only what the killed worker was in the middle of
