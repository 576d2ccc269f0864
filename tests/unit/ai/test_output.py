"""A model's reply becomes the output type, or a sentence about what is wrong."""

from __future__ import annotations

from datetime import date
from typing import Any

import pytest
from pydantic import BaseModel, ConfigDict, Field

from ringside.ai import Task
from ringside.ai.output import Unusable, read
from unit.ai.kit import Question

ASKED = Question(text="?")


class Strict(BaseModel):
    model_config = ConfigDict(strict=True, extra="forbid")

    score: int = Field(ge=0, le=10)
    on: date | None = None


def task(output: Any, **more: Any) -> Any:
    return Task("t", f"{output.__name__}.smart.md", Question, output, builtin=lambda _: output, **more)


@pytest.mark.parametrize(
    "text",
    [
        '{"score": 7}',
        '  {"score": 7}\n',
        '```json\n{"score": 7}\n```',
        'Sure! Here is my verdict:\n\n{"score": 7}\n\nLet me know {if} you need more.',
        '<think>{"score": 1} no, higher</think>{"score": 7}',
        '{not json} and then {"score": 7}',
        '{"draft": 1} {"score": 7}',
        'The set {1, 2} gives {"score": 7}.',
    ],
)
def test_forgiving_about_wrapping(text: str) -> None:
    assert read(task(Strict), ASKED, text) == Strict(score=7)


def test_json_types_reach_strict_models() -> None:
    assert read(task(Strict), ASKED, '{"score": 7, "on": "2026-11-21"}').on == date(2026, 11, 21)


@pytest.mark.parametrize(
    ("text", "problem"),
    [
        ("", "The answer was empty."),
        ("<think>hm</think>", "The answer was empty."),
        ("Seven.", "The answer must be one JSON object and nothing else."),
        ('{"score": 7', "The answer must be one JSON object and nothing else."),
        ("[7]", "The answer must be one JSON object and nothing else."),
        ('{"score": "7"}', "The answer does not fit the schema. score: Input should be a valid integer"),
        ('{"score": 11}', "The answer does not fit the schema. score: Input should be less than or equal to 10"),
        ('{"score": 7, "x": 1}', "The answer does not fit the schema. x: Extra inputs are not permitted"),
        ("{}", "The answer does not fit the schema. score: Field required"),
        ("{" * 5000, "The answer must be one JSON object and nothing else."),
        ('{"a":' * 5000, "The answer must be one JSON object and nothing else."),
    ],
)
def test_strict_about_content(text: str, problem: str) -> None:
    with pytest.raises(Unusable) as wrong:
        read(task(Strict), ASKED, text)
    assert str(wrong.value) == problem


def test_problems_do_not_repeat_what_was_written() -> None:
    with pytest.raises(Unusable) as wrong:
        read(task(Strict), ASKED, '{"score": "SECRET WORDS"}')
    assert "SECRET" not in str(wrong.value)


def test_text_is_taken_as_it_is() -> None:
    assert read(task(str), ASKED, ' "Who {is} this?"\n') == '"Who {is} this?"'


def test_check_of_a_text() -> None:
    short = task(str, check=lambda _, text: "Too long." if len(text) > 5 else None)
    assert read(short, ASKED, "Yes.") == "Yes."
    with pytest.raises(Unusable, match="Too long"):
        read(short, ASKED, "Yes, certainly.")
