"""How often the built-in answer from documents is right, and how often it keeps silent when it should: by set.

python -m evals.knowledge.score [train|held] [--show]
"""

from __future__ import annotations

import asyncio
import sys
import tempfile
from collections import Counter
from pathlib import Path
from typing import Any

from sqlalchemy.ext.asyncio import AsyncSession

from ringside.accounts.principal import Principal
from ringside.ai import Caller, Models
from ringside.core import clock, content
from ringside.core.db import open_databases
from ringside.core.ids import new_id
from ringside.core.settings import Settings
from ringside.dialogue.language import detect
from ringside.playbook.knowledge import answering, reading, service

DATA = Path(__file__).parent / "data"
LEAST_RIGHT, LEAST_SILENT = 0.75, 0.75
"""Below these shares of the held-out questions the command fails."""


async def fill(session: AsyncSession, documents: list[dict[str, str]]) -> None:
    who = Principal(user_id="u", tenant_id="t", role="owner", language="en", sign_in_id="s")
    for given in documents:
        data = given["text"].encode()
        document = await service.add(session, who, data, given["name"], "", clock.now())
        await service.keep(session, document, reading.read(data, given["name"]), clock.now())


async def verdicts(
    questions: list[dict[str, str]], session: AsyncSession
) -> list[tuple[str, str, dict[str, str], str]]:
    """(language, verdict, question, what was said) of each question."""
    found = []
    for question in questions:
        answer = await answering.ask(session, Models(), Caller("t"), question["ask"], None, ())
        said = " / ".join(sentence.text for sentence in answer.sentences)
        verdict = judged(question.get("says"), [sentence.text for sentence in answer.sentences])
        found.append((detect(question["ask"]), verdict, question, said))
    return found


def judged(says: str | None, sentences: list[str]) -> str:
    if says is None:
        return "made up" if sentences else "silent"
    if not sentences:
        return "missed"
    return "right" if any(says in sentence for sentence in sentences) else "wrong"


async def score(name: str, show: bool) -> bool:
    asked: dict[str, Any] = content.parse((DATA / f"{name}.yaml").read_text(encoding="utf-8"))
    with tempfile.TemporaryDirectory() as folder:
        databases = open_databases(Settings(_env_file=None, data=Path(folder)))
        tenant = new_id()
        await databases.create_tenant(tenant)
        async with databases.tenant(tenant) as session:
            await fill(session, asked["documents"])
            found = await verdicts(asked["questions"], session)
        await databases.close()
    for language in ("en", "he"):
        counts = Counter(verdict for spoken, verdict, _, _ in found if spoken == language)
        answerable = counts["right"] + counts["wrong"] + counts["missed"]
        silent = counts["silent"] + counts["made up"]
        print(
            f"{name} {language}: of {answerable} answerable right {counts['right']}, wrong {counts['wrong']}, "
            f"missed {counts['missed']}; of {silent} others silent {counts['silent']}, made up {counts['made up']}"
        )
    if show:
        for _, verdict, question, said in found:
            if verdict not in ("right", "silent"):
                print(f"  {verdict}: {question['ask']} -> {said[:150]}")
    total = Counter(verdict for _, verdict, _, _ in found)
    right = total["right"] / max(1, total["right"] + total["wrong"] + total["missed"])
    silent_share = total["silent"] / max(1, total["silent"] + total["made up"])
    print(f"{name}: right {right:.0%}, silent where it should be {silent_share:.0%}")
    return name != "held" or (right >= LEAST_RIGHT and silent_share >= LEAST_SILENT)


def main() -> int:
    names = [name for name in sys.argv[1:] if not name.startswith("-")] or ["train", "held"]
    good = [asyncio.run(score(name, "--show" in sys.argv)) for name in names]
    return 0 if all(good) else 1


if __name__ == "__main__":
    sys.exit(main())
