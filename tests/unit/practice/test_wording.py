"""How a model's words and the built-in ones come together."""

from __future__ import annotations

import asyncio

import pytest

from ringside.ai import Answer, Caller, Speaking
from ringside.practice import speech, wording
from ringside.practice.buyer.state import Intent


class Says:
    """A model that says one thing."""

    def __init__(self, text):
        self.text = text

    async def stream(self, task, value, caller):
        yield Speaking("test:model", "1")
        yield self.text
        yield Answer(self.text, "test:model", "1", 1.0, 0.0)


@pytest.mark.parametrize(
    ("line", "said", "whole"),
    [
        ("I don't have time for this right now.", "Sure!", "Sure! I don't have time for this right now."),
        ("I don't have time for this right now.", "Not now.", "Not now."),
        ("Hello?", "Yes, hello?", "Yes, hello?"),
        ("אין לי זמן לזה עכשיו.", "בטח!", "בטח! אין לי זמן לזה עכשיו."),
        ("אין לי זמן לזה עכשיו.", "אין זמן.", "אין זמן."),
    ],
)
async def test_a_word_or_two_that_say_nothing_are_completed(line, said, whole):
    language = "he" if "א" in line else "en"
    intent = Intent(
        kind="brush_off", line=line, convey=(line,), language=language, mood="curt", cap=40, name="Dana",
        gender="female", role="Buyer", company="Acme", style="short", may_agree=True,
    )  # fmt: skip
    heard = []
    worded = await wording.word(
        Says(said), speech.ask(intent, "", []), intent, Caller("t", "u", language),
        wording.Listener(heard.append, lambda *_: None), asyncio.Event(),
    )  # fmt: skip
    assert worded.text == whole == " ".join(heard)
    assert worded.source == "test:model"
