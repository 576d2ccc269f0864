"""Runs every check of `make test`: one line per stage, the log of a failed stage at the end. Standard library only."""

from __future__ import annotations

import os
import re
import shutil
import subprocess
import sys
import time
from collections.abc import Iterator
from concurrent.futures import ThreadPoolExecutor
from dataclasses import dataclass
from pathlib import Path

ROOT = Path(__file__).resolve().parent.parent
BIN = ROOT / ".venv" / "bin"
LOGS = ROOT / ".stamps" / "logs"
CHROMIUM = ("chromium", "chromium-browser", "google-chrome")
# Some forty processes import Ringside: each would compile it anew where the environment forbids to keep the result.
ENVIRONMENT = {name: value for name, value in os.environ.items() if name != "PYTHONDONTWRITEBYTECODE"}
COUNT = re.compile(r"(\d+) (passed|failed|errors?|skipped)")


@dataclass(frozen=True)
class Stage:
    name: str
    command: list[str]
    folder: Path = ROOT
    cores: int = 1


@dataclass(frozen=True)
class Outcome:
    stage: Stage
    ok: bool
    seconds: float
    log: str
    passed: int = 0
    failed: int = 0
    skipped: int = 0


def tool(name: str, *arguments: str) -> list[str]:
    return [str(BIN / name), *arguments]


def pytest(*arguments: str) -> list[str]:
    return tool("pytest", "-p", "no:cacheprovider", "-rs", *arguments)


def stages() -> list[list[Stage]]:
    """Every stage. Of a group those that use one core run two at a time; a group begins when the one before is done."""
    web = ROOT / "web"
    return [
        [
            Stage("web build", ["make", "-s", "web/dist/index.html"]),
            Stage("types", tool("mypy")),
            Stage("lint", tool("ruff", "check", ".")),
            Stage("format", tool("ruff", "format", "--check", ".")),
            Stage("imports", tool("lint-imports")),
            Stage("security", tool("bandit", "-q", "-r", "src", "-c", "pyproject.toml")),
        ],
        [
            Stage("browser", pytest("tests/e2e")),
            Stage("web lint and types", ["npm", "run", "--silent", "check"], web),
            Stage("web unit", ["npm", "run", "--silent", "test"], web),
            Stage("evals", tool("python", "-m", "evals", "--check")),
        ],
        [Stage("unit", pytest("-n", "2", "tests/unit"), cores=2)],
        [Stage("api", pytest("-n", "2", "tests/api"), cores=2)],
        [Stage("peers", pytest("-n", "2", "tests/peers"), cores=2)],
    ]


def run_all(groups: list[list[Stage]]) -> Iterator[Outcome]:
    """The outcome of each stage, in the order in which they stand."""
    for group in groups:
        with ThreadPoolExecutor(max_workers=2 // max(stage.cores for stage in group)) as pool:
            yield from pool.map(run, group)


def run(stage: Stage) -> Outcome:
    started = time.monotonic()
    done = subprocess.run(  # noqa: S603  the commands are the ones above
        stage.command,
        cwd=stage.folder,
        env=ENVIRONMENT,
        text=True,
        stdout=subprocess.PIPE,
        stderr=subprocess.STDOUT,
        check=False,
    )
    counts = {
        kind.rstrip("s") if kind.startswith("error") else kind: int(n)
        for n, kind in COUNT.findall(last_summary(done.stdout))
    }
    return Outcome(
        stage,
        ok=done.returncode == 0,
        seconds=time.monotonic() - started,
        log=done.stdout,
        passed=counts.get("passed", 0),
        failed=counts.get("failed", 0) + counts.get("error", 0),
        skipped=counts.get("skipped", 0),
    )


def last_summary(log: str) -> str:
    """The last line of a test runner's output that counts tests, without terminal colours."""
    plain = re.sub(r"\x1b\[[0-9;]*m", "", log)
    return next((line for line in reversed(plain.splitlines()) if COUNT.search(line)), "")


def report(outcome: Outcome) -> str:
    counted = f"{outcome.passed} passed" + (f", {outcome.failed} failed" if outcome.failed else "")
    counted += f", {outcome.skipped} skipped" if outcome.skipped else ""
    words = counted if outcome.passed or outcome.failed else ""
    return f"{'ok  ' if outcome.ok else 'FAIL'}  {outcome.stage.name:<20} {outcome.seconds:6.1f} s  {words}".rstrip()


def ensure_chromium() -> str | None:
    """Installs Chromium by apt when it is missing and we may; returns what to do by hand otherwise."""
    if any(shutil.which(name) for name in CHROMIUM):
        return None
    if os.geteuid() == 0 and shutil.which("apt-get"):
        print("Installing Chromium for the browser tests (once)", flush=True)
        for arguments in (["update"], ["install", "-y", "chromium"]):
            subprocess.run(  # noqa: S603
                ["apt-get", *arguments],  # noqa: S607  apt-get is wherever this system keeps it
                env=os.environ | {"DEBIAN_FRONTEND": "noninteractive"},
                stdout=subprocess.DEVNULL,
                stderr=subprocess.DEVNULL,
                check=False,
            )
        if shutil.which("chromium"):
            return None
    return "The browser tests need Chromium: install it (Debian, Ubuntu: sudo apt-get install chromium) and try again."


def main() -> int:
    wanted = sys.argv[1:]
    groups = [[stage for stage in group if not wanted or stage.name in wanted] for group in stages()]
    chosen = [group for group in groups if group]
    if not chosen:
        print(f"There is no such stage. There are: {', '.join(stage.name for group in stages() for stage in group)}.")
        return 1
    if any(stage.name == "browser" for group in chosen for stage in group) and (missing := ensure_chromium()):
        print(missing)
        return 1
    LOGS.mkdir(parents=True, exist_ok=True)
    outcomes = [show(outcome) for outcome in run_all(chosen)]
    broken = [outcome for outcome in outcomes if not outcome.ok]
    for outcome in broken:
        print(f"\n---- {outcome.stage.name}: {' '.join(outcome.stage.command)}\n{outcome.log[-12_000:]}")
    passed, skipped = sum(outcome.passed for outcome in outcomes), sum(outcome.skipped for outcome in outcomes)
    failed = sum(max(outcome.failed, 1) for outcome in broken)
    print(f"\n{passed} passed, {failed} failed, {skipped} skipped")
    return 1 if broken else 0


def show(outcome: Outcome) -> Outcome:
    """Prints the stage's line and its skips, keeps its log."""
    (LOGS / f"{outcome.stage.name.replace(' ', '-')}.log").write_text(outcome.log)
    print(report(outcome), flush=True)
    for line in outcome.log.splitlines():
        if line.startswith("SKIPPED"):
            print(f"      {line}", flush=True)
    return outcome


if __name__ == "__main__":
    sys.exit(main())
