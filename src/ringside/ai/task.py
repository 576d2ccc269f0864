"""A task: one typed question to a model, with its prompt file and the built-in answer that needs no model."""

from __future__ import annotations

import json
import re
from collections.abc import Callable
from dataclasses import dataclass
from functools import cache, cached_property
from hashlib import sha256
from typing import Generic, TypeVar, get_args

from pydantic import BaseModel, ConfigDict, Field, TypeAdapter, ValidationError

from ringside.ai.schemas import Tier

I = TypeVar("I", bound=BaseModel)  # noqa: E741
O = TypeVar("O", bound=BaseModel | str)  # noqa: E741

_FRONT_MATTER = re.compile(r"\A---\n(.*?)\n---\n(.*)\Z", re.DOTALL)


class Prompt(BaseModel):
    """What a prompt file says. `output` is the name of the output type, or "text" for spoken words."""

    model_config = ConfigDict(frozen=True)

    version: str = Field(min_length=1, coerce_numbers_to_str=True)
    tier: Tier
    output: str
    instructions: str = Field(min_length=1)

    @cached_property
    def digest(self) -> str:
        """A fingerprint of the words, so that an edited prompt never gets the cached answers of the old one."""
        return sha256(self.instructions.encode()).hexdigest()[:12]


class PromptError(ValueError):
    """A prompt file that cannot be used; the message names the file and the reason."""


@cache
def read_prompt(resource: str) -> Prompt:
    """The prompt in this file of the package, e.g. "practice/prompts/buyer.v1.md"."""
    from importlib.resources import files  # noqa: PLC0415

    try:
        text = files("ringside").joinpath(resource).read_text(encoding="utf-8")
    except OSError as error:
        raise PromptError(f"{resource}: no such prompt file") from error
    return parse_prompt(resource, text)


def parse_prompt(resource: str, text: str) -> Prompt:
    """The prompt written in this text: YAML front matter between two `---` lines, then the instructions."""
    import yaml  # noqa: PLC0415

    parts = _FRONT_MATTER.match(text.replace("\r\n", "\n"))
    if parts is None:
        raise PromptError(f"{resource}: must start with front matter between two lines of ---")
    try:
        head = yaml.safe_load(parts[1])
        return Prompt.model_validate({**head, "instructions": parts[2].strip()})
    except (yaml.YAMLError, TypeError, ValidationError) as error:
        raise PromptError(f"{resource}: front matter needs version, tier and output ({error})") from error


@dataclass(frozen=True, eq=False)
class Task(Generic[I, O]):
    """One typed question. `output` is a pydantic type, or `str` for a text that may be streamed.

    `builtin` is pure and answers without a model. `check` says what is wrong with a well-formed answer, or None.
    `cache=False` is for answers that must differ each time, such as a buyer's speech.
    """

    name: str
    prompt: str
    input: type[I]
    output: type[O]
    builtin: Callable[[I], O]
    tier: Tier | None = None
    check: Callable[[I, O], str | None] | None = None
    cache: bool = True
    max_output_tokens: int | None = None

    def __post_init__(self) -> None:
        if self.tier is not None and self.tier not in get_args(Tier):
            raise ValueError(f"task {self.name}: tier must be fast or smart, not {self.tier!r}")

    @property
    def is_text(self) -> bool:
        return self.output is str

    @cached_property
    def words(self) -> Prompt:
        """The prompt file, checked against this task."""
        prompt = read_prompt(self.prompt)
        expected = {"text", "str"} if self.is_text else {self.output.__name__}
        if prompt.output not in expected:
            raise PromptError(f"{self.prompt}: output is {prompt.output}, but task {self.name} gives {max(expected)}")
        if self.tier is not None and prompt.tier != self.tier:
            raise PromptError(f"{self.prompt}: tier is {prompt.tier}, but task {self.name} says {self.tier}")
        return prompt

    @cached_property
    def fingerprint(self) -> str:
        """What the task asks for and takes: its name, the words of its prompt, and its output type."""
        schema = "text" if self.is_text else json.dumps(self.adapter.json_schema(), sort_keys=True)
        return "\n".join((self.name, self.words.version, self.words.digest, schema))

    @cached_property
    def adapter(self) -> TypeAdapter[O]:
        return TypeAdapter(self.output)
