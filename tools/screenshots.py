"""Makes the pictures of the README (docs/images/*.png) from a demo server that this starts for itself.

.venv/bin/python tools/screenshots.py            # a server of its own, on a free port, data thrown away afterwards
.venv/bin/python tools/screenshots.py http://localhost:8000    # one that is running with --demo
"""

from __future__ import annotations

import shutil
import socket
import subprocess
import sys
import tempfile
import time
from collections.abc import Iterator
from contextlib import contextmanager, nullcontext
from pathlib import Path

import httpx
from playwright.sync_api import Page, ViewportSize, sync_playwright

ROOT = Path(__file__).resolve().parents[1]
IMAGES = ROOT / "docs" / "images"
HEBREW_EMAIL = "noam@ringside.example"
EMAIL, PASSWORD = "rep@ringside.example", "practice-makes-better"
SIZE: ViewportSize = {"width": 1440, "height": 900}
PHONE: ViewportSize = {"width": 390, "height": 844}
SHARPNESS = 1.5
MOST_BYTES = 400_000
CALL = (
    "Hi Dana, this is Sam from Northwind. I know you did not expect me: may I have half a minute to say why I called?",
    "Fair enough. People who run claims tell me files pile up at the end of the month. How do you handle that today?",
    "What happens when one of them gets lost?",
)


@contextmanager
def demo_server() -> Iterator[str]:
    """The address of a fresh server with the demo tenant."""
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        port = probe.getsockname()[1]
    program = str(Path(sys.executable).with_name("ringside"))
    with tempfile.TemporaryDirectory() as folder:
        command = [program, "serve", "--demo", "--port", str(port), "--data", folder]
        with subprocess.Popen(command, stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL) as server:  # noqa: S603
            try:
                wait_until_ready(f"http://127.0.0.1:{port}", server)
                yield f"http://127.0.0.1:{port}"
            finally:
                server.terminate()


def wait_until_ready(base: str, server: subprocess.Popen[bytes], seconds: float = 60) -> None:
    until = time.monotonic() + seconds
    while time.monotonic() < until and server.poll() is None:
        try:
            if httpx.get(f"{base}/api/ready", timeout=1).status_code == 200:
                return
        except httpx.TransportError:
            time.sleep(0.1)
    raise SystemExit("The server did not start. Is the web app built (make run does it)?")


def best_call(page: Page) -> str:
    """The demo rep's best English call that still has something to learn: a perfect one shows the least."""
    calls = page.request.get("/api/conversations?limit=100").json()["items"]
    scored = [call for call in calls if call["score"] is not None and call["language"] == "en"]
    if not scored:
        raise SystemExit("The demo tenant has no scored call.")
    return str(max(scored, key=lambda call: (call["outcome"] == "meeting", call["score"] < 97, call["score"]))["id"])


def poor_call(page: Page) -> str:
    """The real call of the demo tenant with the most to learn from, in English."""
    calls = page.request.get("/api/calls?status=done&limit=100").json()["items"]
    scored = [call for call in calls if call["score"] is not None and call["language"] == "en"]
    if not scored:
        raise SystemExit("The demo tenant has no analysed call.")
    return str(min(scored, key=lambda call: call["score"])["id"])


def settle(page: Page, ready: str) -> None:
    """Waits until the page shows what it is about, fonts included."""
    page.wait_for_selector(ready)
    page.wait_for_load_state("networkidle")
    page.evaluate("document.fonts.ready")


def take(page: Page, name: str) -> None:
    path = IMAGES / f"{name}.png"
    page.screenshot(path=path)
    size = path.stat().st_size
    print(f"{path.relative_to(ROOT)}  {size // 1000} kB")
    if size > MOST_BYTES:
        raise SystemExit(f"{path.name} is larger than {MOST_BYTES // 1000} kB.")


def picture(page: Page) -> None:
    """All pictures, one after the other."""
    signed_in = page.request.post("/api/auth/login", data={"email": EMAIL, "password": PASSWORD})
    if not signed_in.ok:
        raise SystemExit(f"The demo sign-in does not work: {signed_in.text()}")
    call = best_call(page)
    page.goto("/")
    settle(page, "main h2")
    take(page, "today")
    page.goto("/practice")
    settle(page, "main li h2")
    take(page, "gallery")
    page.goto(f"/practice/history/{call}")
    settle(page, "#transcript")
    take(page, "scorecard")
    page.goto(f"/calls/{poor_call(page)}")
    settle(page, "li[id^=turn-]")
    take(page, "real-call")
    page.goto("/practice/call?scenario=cold-call&level=intermediate")
    page.wait_for_url("**/practice/call?conversation=*")
    turns = page.locator("main section ol > li")
    turns.first.wait_for()
    for said, line in enumerate(CALL):
        page.locator("textarea").fill(line)
        page.keyboard.press("Enter")
        turns.nth(2 * said + 2).wait_for()
        page.wait_for_load_state("networkidle")
    settle(page, "textarea")
    take(page, "call")


def picture_in_hebrew(page: Page) -> None:
    """The calls room on a phone, as somebody sees it who reads Hebrew."""
    page.request.post("/api/auth/login", data={"email": HEBREW_EMAIL, "password": PASSWORD})
    calls = page.request.get("/api/calls?status=done").json()["items"]
    if not calls:
        raise SystemExit("The Hebrew demo rep has no analysed call.")
    page.goto(f"/calls/{min(calls, key=lambda call: call['score'] or 100)['id']}")
    settle(page, "main a[href^='#turn-']")
    take(page, "real-call-phone")


def main() -> None:
    names = ("chromium", "chromium-browser", "google-chrome")
    chromium = next((found for name in names if (found := shutil.which(name))), None)
    if chromium is None:
        raise SystemExit("Chromium is not installed (Debian, Ubuntu: apt-get install chromium).")
    IMAGES.mkdir(parents=True, exist_ok=True)
    given = sys.argv[1] if len(sys.argv) > 1 else None
    with sync_playwright() as playwright:
        browser = playwright.chromium.launch(executable_path=chromium, args=["--no-sandbox", "--disable-gpu"])
        with demo_server() if given is None else nullcontext(given) as base:
            context = browser.new_context(
                base_url=base, viewport=SIZE, device_scale_factor=SHARPNESS, color_scheme="light", locale="en-GB"
            )
            picture(context.new_page())
            phone = browser.new_context(
                base_url=base, viewport=PHONE, device_scale_factor=SHARPNESS, color_scheme="light", locale="he-IL"
            )
            picture_in_hebrew(phone.new_page())
        browser.close()


if __name__ == "__main__":
    main()
