"""Tells a server what contacts wrote and holds the personas it makes against what an attentive colleague would say:

`python -m evals.deals.outside.contacts http://localhost:8000`.
"""

from __future__ import annotations

import sys
from datetime import UTC, datetime, timedelta
from pathlib import Path
from typing import Any

import httpx
import yaml

from evals.deals.outside.importing import signed_in

CONTACTS = Path(__file__).parent / "contacts.yaml"
WORDS = ("pain", "priority", "concern")


def told(client: httpx.Client, case: dict[str, Any], number: int) -> dict[str, Any]:
    """Returns the persona made of a contact's e-mails."""
    person = {
        "name": case["name"],
        "title": case["title"],
        "email": f"c{number}@outside.example",
        "language": case["language"],
    }
    contact = client.post("/contacts", json=person).raise_for_status().json()["id"]
    begun = datetime.now(UTC) - timedelta(days=40)
    for place, mail in enumerate(case["mails"]):
        part = "from" if mail["way"] == "in" else "to"
        activity = {
            "kind": "email",
            "at": (begun + timedelta(days=6 * place, hours=place)).isoformat(),
            "direction": mail["way"],
            "subject": "Re: next steps",
            "text": mail["text"],
            "people": [{"contact_id": contact, "part": part}],
        }
        client.post("/activities", json=activity).raise_for_status()
    persona: dict[str, Any] = client.get(f"/ai/persona/{contact}").raise_for_status().json()
    return persona


def main() -> int:
    client = signed_in(sys.argv[1])
    found = missed = false = 0
    for number, case in enumerate(yaml.safe_load(CONTACTS.read_text(encoding="utf-8"))):
        persona = told(client, case, number)
        print(f"{case['name']} ({case['style']})")
        expected = [item["text"] for item in case["said"]]
        quoted: list[str] = []
        for trait in persona["traits"]:
            words = trait["name"] in WORDS or trait["group"] in WORDS
            if trait["name"] == "decision_style":
                print(f"    {trait['name']:16} {trait['n']} of {trait['needed']}: {trait['value'][:90]}")
            if trait["status"] == "too_little" or not trait["evidence"] or trait["name"] == "length":
                continue
            quotes = [str(evidence["text"] or "").strip() for evidence in trait["evidence"]]
            print(f"    {trait['name']:16} {trait['status']:6} {trait['confidence']:.2f} {trait['value'][:90]}")
            for words_said in quotes[:4]:
                print(f"        “{words_said[:110]}”")
            if words:
                quoted += quotes
        for text in expected:
            if any(text.casefold() in one.casefold() for one in quoted):
                found += 1
            else:
                missed += 1
                print(f"    MISSED {text}")
        for one in quoted:
            if not any(text.casefold() in one.casefold() for text in expected):
                false += 1
                print(f"    FALSE? {one[:110]}")
    print(f"own words: found {found}, missed {missed}, not expected {false}")
    return 0


if __name__ == "__main__":
    sys.exit(main())
