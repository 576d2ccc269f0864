"""Runs every check of `make test`, one summary line per stage, the log of a failed stage at the end. Standard library only."""

from __future__ import annotations

import os
import re
import shutil
import subprocess
import sys
import time
from dataclasses import dataclass
from pathlib import Path

ROOT = Path(__file__).resolve().parent.parent
BIN = ROOT / ".venv" / "bin"
LOGS = ROOT / ".stamps" / "logs"
COUNT = re.compile(r"(\d+) (passed|failed|errors?|skipped)")


@dataclass(frozen=True)
class Stage:
    name: str
    command: list[str]
    folder: Path = ROOT


@dataclass(frozen=True)
class Outcome:
    stage: Stage
    ok: bool
    seconds: float
    log: str
    passed: int = 0
    failed: int = 0
    skipped: int = 0


def stages() -> list[Stage]:
    tool = lambda name, *args: [str(BIN / name), *args]  # noqa: E731
    pytest = lambda *args: tool("pytest", "-p", "no:cacheprovider", "-rs", *args)  # noqa: E731
    return [
        Stage("lint", tool("ruff", "check", ".")),
        Stage("format", tool("ruff", "format", "--check", ".")),
        Stage("types", tool("mypy")),
        Stage("imports", tool("lint-imports")),
        Stage("security", tool("bandit", "-q", "-r", "src", "-c", "pyproject.toml")),
        Stage("web client", ["make", "-s", "web/openapi.json"]),
        Stage("web build", ["make", "-s", "web/dist/index.html"]),
        Stage("web lint and types", ["npm", "run", "--silent", "check"], ROOT / "web"),
        Stage("web unit", ["npm", "run", "--silent", "test"], ROOT / "web"),
        Stage("unit", pytest("-n", "2", "tests/unit")),
        Stage("api", pytest("-n", "2", "tests/api")),
        Stage("peers", pytest("tests/peers")),
        Stage("evals", [str(BIN / "python"), "-m", "evals", "--check"]),
        Stage("browser", pytest("tests/e2e")),
    ]


def run(stage: Stage) -> Outcome:
    started = time.monotonic()
    done = subprocess.run(stage.command, cwd=stage.folder, text=True, stdout=subprocess.PIPE, stderr=subprocess.STDOUT, check=False)
    counts = {kind.rstrip("s") if kind.startswith("error") else kind: int(n) for n, kind in COUNT.findall(last_summary(done.stdout))}
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
    if any(shutil.which(name) for name in ("chromium", "chromium-browser", "google-chrome")):
        return None
    if os.geteuid() == 0 and shutil.which("apt-get"):
        print("Installing Chromium for the browser tests (once)", flush=True)
        quiet = {"stdout": subprocess.DEVNULL, "stderr": subprocess.DEVNULL, "check": False}
        environment = os.environ | {"DEBIAN_FRONTEND": "noninteractive"}
        subprocess.run(["apt-get", "update"], env=environment, **quiet)  # type: ignore[call-overload]
        subprocess.run(["apt-get", "install", "-y", "chromium"], env=environment, **quiet)  # type: ignore[call-overload]
        if shutil.which("chromium"):
            return None
    return "The browser tests need Chromium. Install it (Debian, Ubuntu: sudo apt-get install chromium) and run make test again."


def main() -> int:
    missing = ensure_chromium()
    if missing:
        print(missing)
        return 1
    wanted = sys.argv[1:]
    outcomes = []
    LOGS.mkdir(parents=True, exist_ok=True)
    for stage in stages():
        if wanted and stage.name not in wanted:
            continue
        outcome = run(stage)
        (LOGS / f"{stage.name.replace(' ', '-')}.log").write_text(outcome.log)
        print(report(outcome), flush=True)
        for line in outcome.log.splitlines():
            if line.startswith("SKIPPED"):
                print(f"      {line}")
        outcomes.append(outcome)
    broken = [outcome for outcome in outcomes if not outcome.ok]
    for outcome in broken:
        print(f"\n---- {outcome.stage.name}: {' '.join(map(str, outcome.stage.command))}\n{outcome.log[-12_000:]}")
    failed = sum(outcome.failed for outcome in outcomes) + sum(1 for outcome in broken if not outcome.failed)
    print(f"\n{sum(outcome.passed for outcome in outcomes)} passed, {failed} failed, {sum(o.skipped for o in outcomes)} skipped")
    return 1 if broken or not outcomes else 0


if __name__ == "__main__":
    sys.exit(main())
