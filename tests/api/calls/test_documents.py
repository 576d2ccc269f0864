"""Beside what a customer objects and asks stands what the company's documents say, and nobody is judged by it."""

from __future__ import annotations

import pytest

from api.calls.conftest import GOOD, assert_quoted

pytestmark = pytest.mark.parametrize("store", ["sqlite"], indirect=True)
POLICY = "# Security\n\nPatient data is encrypted at rest with AES-256 and stays in Frankfurt.\n"
ASKED = "Customer: Where is patient data stored, and is it encrypted?"


async def test_questions_of_the_customer_are_met_with_passages_until_these_are_erased(owner, rep, send):
    lines = GOOD.splitlines()
    text = "\n".join([*lines[:4], ASKED, "Rep: It is stored in Ohio and not encrypted.", *lines[4:]])
    before = await send(rep, text)
    asked = [q for q in before["customer_questions"] if "encrypted" in q["quote"]["text"]]
    assert asked
    assert asked[0]["documents"] == []

    files = {"file": ("security.md", POLICY.encode(), "text/markdown")}
    added = await owner.post("/api/playbook/knowledge", files=files)
    assert added.is_success, added.text
    after = await send.settled(rep, before["id"])
    (question,) = [q for q in after["customer_questions"] if "encrypted" in q["quote"]["text"]]
    (said,) = question["documents"]
    assert "AES-256" in said["text"]
    assert said["document"]["title"]
    assert assert_quoted(after)
    # That the rep said something else is nobody's finding.
    assert (after["findings"], after["scorecard"]) == (before["findings"], before["scorecard"])

    assert (await owner.delete(f"/api/playbook/knowledge/{said['document']['id']}")).is_success
    again = await send.settled(rep, before["id"])
    assert not [one for q in again["customer_questions"] for one in q["documents"]]
