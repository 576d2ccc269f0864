"""A real server on a free port, a real Chromium, and what every page must be: accessible, and never calling out."""

from __future__ import annotations

import os
import shutil
import socket
import subprocess
import sys
import time
from collections.abc import Callable, Iterator, Sequence
from contextlib import contextmanager
from pathlib import Path
from typing import Any
from urllib.parse import urlsplit

import httpx
import pytest
from playwright.sync_api import Browser, BrowserContext, Page, sync_playwright

from e2e.visitor import OpenPage

ROOT = Path(__file__).resolve().parents[2]
AXE = ROOT / "web" / "node_modules" / "axe-core" / "axe.min.js"
CHROMIUM = next(
    (found for name in ("chromium", "chromium-browser", "google-chrome") if (found := shutil.which(name))), None
)
QUIET = [
    "--no-sandbox",
    "--disable-gpu",
    "--disable-quic",
    "--disable-background-networking",
    "--disable-component-update",
]


@pytest.fixture(scope="session")
def server(tmp_path_factory: pytest.TempPathFactory) -> Iterator[str]:
    """The address of a running Ringside with the demo tenant, its data in a temporary folder."""
    with serving(tmp_path_factory.mktemp("ringside")) as base:
        yield base


@contextmanager
def serving(folder: Path, **settings: str) -> Iterator[str]:
    """The address of a Ringside with these settings and no others, until the block ends."""
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        port = probe.getsockname()[1]
    program = str(Path(sys.executable).with_name("ringside"))
    command = [program, "serve", "--demo", "--port", str(port), "--data", str(folder)]
    environment = {name: value for name, value in os.environ.items() if not name.startswith("RINGSIDE_")}
    environment |= settings
    with (
        (folder / "server.log").open("w") as log,
        subprocess.Popen(command, stdout=log, stderr=log, env=environment) as process,
    ):
        base = f"http://127.0.0.1:{port}"
        try:
            wait_until_ready(base, process, folder / "server.log")
            yield base
        finally:
            process.terminate()
            process.wait(timeout=20)


def wait_until_ready(base: str, process: subprocess.Popen[bytes], log: Path, seconds: float = 60) -> None:
    until = time.monotonic() + seconds
    while time.monotonic() < until:
        if process.poll() is not None:
            break
        try:
            if httpx.get(f"{base}/api/ready", timeout=1).status_code == 200:
                return
        except httpx.TransportError:
            time.sleep(0.1)
    pytest.fail(f"the server did not become ready:\n{log.read_text()[-4000:]}")


@pytest.fixture(scope="session")
def browser() -> Iterator[Browser]:
    if CHROMIUM is None:
        pytest.skip("Chromium is not installed (Debian, Ubuntu: apt-get install chromium)")
    with sync_playwright() as playwright:
        browser = playwright.chromium.launch(executable_path=CHROMIUM, args=QUIET)
        yield browser
        browser.close()


@pytest.fixture
def open_page(browser: Browser, server: str) -> Iterator[OpenPage]:
    """Opens pages in contexts of their own; afterwards no page may have spoken to a foreign host or thrown an error."""
    with opening(browser, server) as open_one:
        yield open_one


@contextmanager
def opening(browser: Browser, server: str) -> Iterator[OpenPage]:
    """What `open_page` gives, for as long as the block takes."""
    contexts: list[BrowserContext] = []
    foreign: list[str] = []
    errors: list[str] = []

    def open_one(
        *, width: int = 1280, height: int = 860, locale: str = "en-GB", at: str = server, **options: Any
    ) -> Page:
        context = browser.new_context(
            base_url=at, viewport={"width": width, "height": height}, locale=locale, **options
        )
        context.set_default_timeout(15_000)
        context.on("request", lambda request: note_foreign(request.url, at, foreign))
        context.on("weberror", lambda error: errors.append(str(error.error)))
        contexts.append(context)
        return context.new_page()

    yield open_one
    for context in contexts:
        context.close()
    assert not foreign, f"requests to foreign hosts: {foreign}"
    assert not errors, f"errors thrown in the page: {errors}"


def note_foreign(url: str, server: str, foreign: list[str]) -> None:
    parts = urlsplit(url)
    if parts.scheme in {"http", "https", "ws", "wss"} and parts.netloc != urlsplit(server).netloc:
        foreign.append(url)


def serious_axe_findings(page: Page, rules: Sequence[str] = ()) -> list[str]:
    """What axe finds of impact serious or critical on the page as it stands; by all rules, or by these."""
    page.evaluate(AXE.read_text())
    options = {"resultTypes": ["violations"], **({"runOnly": list(rules)} if rules else {})}
    result = page.evaluate("options => axe.run(document, options)", options)
    return [
        f"{rule['id']}: {rule['help']} at {[node['target'] for node in rule['nodes'][:3]]}"
        for rule in result["violations"]
        if rule["impact"] in {"serious", "critical"}
    ]


@pytest.fixture
def no_serious_findings() -> Callable[..., None]:
    def check(page: Page, rules: Sequence[str] = ()) -> None:
        findings = serious_axe_findings(page, rules)
        assert not findings, f"{page.url}: " + "\n".join(findings)

    return check
