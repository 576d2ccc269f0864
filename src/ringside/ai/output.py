"""From what a model wrote to the task's output type: forgiving about wrapping, strict about content."""

from __future__ import annotations

import json
import re
from collections.abc import Iterator
from typing import cast

from pydantic import BaseModel, ValidationError

from ringside.ai.task import I, O, Task

_THINKING = re.compile(r"\A\s*<think(?:ing)?>.*?</think(?:ing)?>", re.DOTALL | re.IGNORECASE)
_MOST_PROBLEMS = 8


class Unusable(Exception):
    """A reply that is not the task's output; says what is wrong in words the model can act on."""


def read(task: Task[I, O], value: I, text: str) -> O:
    """The task's output in this reply, validated and checked. Raises Unusable."""
    text = _THINKING.sub("", text).strip()
    if not text:
        raise Unusable("The answer was empty.")
    answer = cast(O, text) if task.is_text else _structured(task, text)
    if task.check is not None and (problem := task.check(value, answer)):
        raise Unusable(problem)
    return answer


def _structured(task: Task[I, O], text: str) -> O:
    """The first JSON object in the text that fits the type, whatever stands around it."""
    first_error: ValidationError | None = None
    for candidate in _objects(text):
        try:
            # Validated as JSON, so that "2026-11-21" may become a date even in a strict model.
            return task.adapter.validate_json(candidate)
        except ValidationError as error:
            first_error = first_error or error
    if first_error is None:
        raise Unusable("The answer must be one JSON object and nothing else.")
    raise Unusable(_problems(first_error))


def _objects(text: str) -> Iterator[str]:
    """Every JSON object in the text that does not lie inside another, as JSON."""
    decoder = json.JSONDecoder()
    at = text.find("{")
    while at >= 0:
        try:
            found, end = decoder.raw_decode(text, at)
        except (ValueError, RecursionError):
            at = text.find("{", at + 1)
        else:
            yield json.dumps(found)
            at = text.find("{", end)


def _problems(error: ValidationError) -> str:
    """The fields that are wrong and why, without repeating what was in them."""
    found = error.errors(include_input=False, include_url=False, include_context=False)
    lines = [f"{'.'.join(map(str, item['loc'])) or 'answer'}: {item['msg']}" for item in found[:_MOST_PROBLEMS]]
    return "The answer does not fit the schema. " + "; ".join(lines)


def schema_of(task: Task[I, O]) -> type[BaseModel] | None:
    """The pydantic type a model must fill in, or None for plain text."""
    return None if task.is_text else cast(type[BaseModel], task.output)
