"""A server that is killed again and again while it analyses calls: none is lost, doubled, or begun anew."""

from __future__ import annotations

import sqlite3
import time
from collections import Counter
from contextlib import closing, suppress
from pathlib import Path

from peers.processes import serving, sign_in

STEPS_AT_DEATH = (1, 4, 8, 13)
EXCHANGE = (
    ("Rep", "How do you handle renewals today, and what happens when one is forgotten?"),
    ("Customer", "We use spreadsheets, and last month we lost two clients because nobody called them."),
    ("Rep", "What does losing a client cost you?"),
    ("Customer", "About forty thousand a year. But honestly your price is too high for us right now."),
    ("Rep", "I understand. Shall we look at the numbers together on Thursday at ten?"),
    ("Customer", "Yes, Thursday at ten works, send me the invitation."),
)


def transcript(number: int) -> str:
    turns = [f"{who}: {text}" for _ in range(60) for who, text in EXCHANGE]
    return "\n".join([f"Rep: Hello, this is Dana, call number {number}.", *turns])


def steps(folder: Path) -> dict[tuple[str, ...], str]:
    """When each step of each call was stored, from the tenant's own file."""
    for file in (folder / "data" / "tenants").glob("[0-9a-f]*.db"):
        with closing(sqlite3.connect(f"file:{file}?mode=ro", uri=True)) as connection, suppress(sqlite3.Error):
            rows = connection.execute("select call_id, step, inputs, at from calls_steps").fetchall()
            return {tuple(row[:3]): row[3] for row in rows}
    return {}


def test_calls_survive_their_server_being_killed_at_several_points(tmp_path):
    ids, seen = [], {}
    for number, death in enumerate(STEPS_AT_DEATH):
        with serving(tmp_path) as (process, client):
            if number == 0:
                sign_in(client)
                for call in range(3):
                    body = {"title": f"Call {call}", "transcript": transcript(call), "rubric": "discovery"}
                    ids.append(client.post("/calls", json=body).raise_for_status().json()["id"])
            until = time.monotonic() + 60
            while len(steps(tmp_path)) < death:
                assert time.monotonic() < until, (tmp_path / "output.log").read_text()
                time.sleep(0.005)
            process.kill()
        found = steps(tmp_path)
        assert {step: found.get(step) for step in seen} == seen  # no finished step was repeated
        seen = found
    with serving(tmp_path) as (_process, client):
        sign_in(client)
        until = time.monotonic() + 60
        while any(client.get(f"/calls/{call}").json()["status"] != "done" for call in ids):
            assert time.monotonic() < until, (tmp_path / "output.log").read_text()
            time.sleep(0.05)
        listed = [call["id"] for call in client.get("/calls").json()["items"]]
        reports = [client.get(f"/calls/{call}").json() for call in ids]
    found = steps(tmp_path)
    assert {step: found.get(step) for step in seen} == seen
    assert max(Counter((call, step) for call, step, _ in found).values()) == 1
    assert sorted(listed) == sorted(ids)
    assert len(seen) < len(found), "the last death came too late to mean anything"
    for report in reports:
        assert len(report["turns"]) > 300
        assert report["scorecard"]["criteria"]
        assert len({finding["id"] for finding in report["findings"]}) == len(report["findings"]) > 0
    assert "Traceback" not in (tmp_path / "output.log").read_text()
