"""docs/api.md: every command runs against the application, in order, and is answered with success."""

from __future__ import annotations

import re
import shlex
from pathlib import Path
from urllib.parse import urlsplit

import pytest

DOCS = Path(__file__).parents[3] / "docs" / "api.md"
FILES = {
    "orders.csv": b"order_id,ordered_on,region,amount\n1,2026-01-05,North,120.50\n2,2026-02-11,South,80\n",
    "deals.csv": b"Deal,Account,Amount,Status\nRenewal,Harbour,12000,Won\nPilot,Ridge,800,Lost\n",
}


def commands() -> list[str]:
    blocks = re.findall(r"```sh\n(.*?)```", DOCS.read_text("utf-8"), re.DOTALL)
    lines = re.split(r"\n\s*\n", "\n\n".join(blocks).replace("\\\n", " "))
    return [line.strip() for line in lines if "curl" in line]


def expanded(text: str, variables: dict[str, str]) -> str:
    return re.sub(r"\$(\w+)", lambda found: variables[found[1]], text)


@pytest.mark.parametrize("store", ["sqlite"], indirect=True)
async def test_the_printed_commands_work(client):
    variables = {"BASE": "http://ringside.example/api"}
    assert len(commands()) >= 15
    for command in commands():
        target = re.match(r"(\w+)=\$\((.*?)\s*\| jq -r \.(\w+)\)$", command, re.DOTALL)
        words = shlex.split(expanded(target[2] if target else command, variables))
        method, url, headers, body, form = None, "", {}, None, {}
        options = iter(words[1:])
        for word in options:
            if word in ("-s", "-sN"):
                continue
            if word == "-o":
                next(options)
            elif word == "-X":
                method = next(options)
            elif word == "-H":
                name, _, value = next(options).partition(": ")
                headers[name] = value
            elif word == "-d":
                body = next(options)
            elif word == "-F":
                name, _, value = next(options).partition("=")
                form[name] = (value[1:], FILES[value[1:]]) if value.startswith("@") else (None, value.encode())
            else:
                url = word
        method = method or ("POST" if body or form else "GET")
        path = url.removeprefix(f"{urlsplit(url).scheme}://{urlsplit(url).netloc}")
        answer = await client.request(method, path, headers=headers, content=body, files=form or None)
        assert answer.is_success, f"{command}\n{answer.status_code} {answer.text[:500]}"
        if target:
            variables[target[1]] = answer.json()[target[3]]
        if headers.get("Accept") == "text/event-stream":
            assert "event: message" in answer.text
