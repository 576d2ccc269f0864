"""Rubrics: what a good call of a kind shows. Read from YAML; a mistake names file, line and reason."""

from __future__ import annotations

import re
from functools import lru_cache
from importlib import resources
from pathlib import Path
from typing import Any, Literal, get_args

import yaml
from pydantic import Field, ValidationError, field_validator, model_validator

from ringside.dialogue.next_step import StepClass
from ringside.dialogue.objections import Step
from ringside.dialogue.schemas import ActKind, Frozen, Language, Speaker

Skill = Literal[
    "opening", "discovery", "listening", "value", "objection_handling", "closing", "product_knowledge", "composure"
]
SKILLS: tuple[Skill, ...] = get_args(Skill)

Opportunity = Literal[
    "spoke", "conversation", "told", "need_stated", "pain_stated", "objection", "brush_off", "resistance",
    "customer_question", "pitched", "closing_chance", "step_agreed", "complaint", "rep_left",
]  # fmt: skip
"""What must have happened before a criterion could be shown at all; without it the result is "not observed"."""


class RubricError(ValueError):
    """A rubric file that cannot be used; the message names file, line and reason."""


class Closed(Frozen, extra="forbid"):
    """A part of a rubric; an unknown key is a mistake."""


class Text(Closed):
    en: str = Field(min_length=1)
    he: str = Field(min_length=1)

    def said(self, language: Language) -> str:
        return self.he if language == "he" else self.en


class Anchor(Closed):
    """What counts as this answer, with an example."""

    when: Text
    example: Text


class Words(Closed):
    """Phrases, folded, of which one must stand in the act's words."""

    en: tuple[str, ...] = ()
    he: tuple[str, ...] = ()

    def of(self, language: Language) -> tuple[str, ...]:
        return self.he if language == "he" else self.en

    def stand_in(self, folded: str, language: Language) -> bool:
        """Whether a folded text holds one of the phrases."""
        return any(phrase in f" {folded} " for phrase in self.of(language))


class Patterns(Closed):
    """Regular expressions over folded text; for the rubrics that ship, whoever edits one works with phrases."""

    en: str = ""
    he: str = ""

    @field_validator("en", "he")
    @classmethod
    def _compiles(cls, written: str) -> str:
        try:
            re.compile(written)
        except re.error as error:
            raise ValueError(f"not a pattern: {error}") from error
        return written

    def stand_in(self, folded: str, language: Language) -> bool:
        """Whether a folded text matches."""
        pattern = self.of(language)
        return bool(pattern and pattern.search(folded))

    def of(self, language: Language) -> re.Pattern[str] | None:
        """The pattern between word edges, None where the language has none; Hebrew prefixes may stand in front."""
        return _between_edges(self.he if language == "he" else self.en, language)


@lru_cache(maxsize=512)
def _between_edges(written: str, language: Language) -> re.Pattern[str] | None:
    if not written:
        return None
    prefix = "[והבלמשכ]{0,2}" if language == "he" else ""
    return re.compile(rf"(?<![\w'])(?:{prefix})(?:{written})")


class Sign(Closed):
    """One way in which a criterion shows. All conditions that are given must hold."""

    speaker: Speaker | None = None
    """Whose words show it, where it is not the criterion's speaker."""
    acts: tuple[ActKind, ...] = ()
    words: Words | None = None
    """Only acts with one of these phrases; without `acts`, any of the speaker's turns with one."""
    says: Patterns | None = None
    """Only words that match; without `acts`, any sentence of the speaker that does."""
    asked: Patterns | None = None
    """What the customer tells in answer to a question of the rep that matches."""
    unsaid: Patterns | None = None
    """Met when no sentence of the speaker matches."""
    avoids: Words | None = None
    """Met when the speaker says none of these phrases."""
    asks: Words | None = None
    """As `asked`, by phrases."""
    answering: bool = False
    """Only in answer to a question of the rep."""
    theirs: int = Field(default=0, ge=0)
    """Only words that take up at least this many different words the customer has said before."""
    first: int | None = Field(default=None, ge=1)
    """Only in the speaker's first n turns."""
    last: int | None = Field(default=None, ge=1)
    """Only in the speaker's last n turns."""
    after: Opportunity | None = None
    """Only after that happened."""
    at_least: int = Field(default=1, ge=1)
    steps: tuple[Step, ...] = ()
    """Steps of objection handling; all of them, on the same objection."""
    next_step: tuple[StepClass, ...] = ()
    causes: tuple[str, ...] = ()
    """Causes in the buyer's log."""
    absent: tuple[ActKind, ...] = ()
    """Met when none of these occurs."""
    most_talk: float | None = Field(default=None, gt=0, le=1)
    """Met when the rep's talk ratio is at most this."""

    share: float = Field(default=0, ge=0, le=1)
    """With steps: on at least this share of the objections; with causes: in this share of the rep's turns; with acts or
    words: in this share of what the speaker says. 0: any."""
    uptake: float | None = Field(default=None, gt=0, le=1)
    """The rep took up at least this share of what the customer told; beside `acts`, a further condition."""
    probes: float | None = Field(default=None, gt=0, le=1)
    """At least this share of the rep's turns asked about the customer's own words."""
    draws: float | None = Field(default=None, gt=0, le=1)
    """At least this share of the rep's turns asked something the customer answered at length."""
    common: float | None = Field(default=None, gt=0, le=1)
    """At least this share of the rep's wording is the customer's too; a condition beside the others."""
    answered: float | None = Field(default=None, gt=0, le=1)
    """At least this share of the customer's words answered a question; a condition beside the others."""
    ends_well: bool = False
    """The customer's last words agree and do not resist."""

    @model_validator(mode="after")
    def _shows_something(self) -> Sign:
        if not (
            self.acts or self.words or self.says or self.asked or self.unsaid or self.avoids or self.asks
            or self.steps or self.next_step or self.causes or self.absent or self.most_talk
            or self.uptake or self.probes or self.draws or self.common or self.answered or self.ends_well
        ):  # fmt: skip
            raise ValueError("a sign needs acts, words, steps, next_step, causes, absent or a measure of the call")
        return self


class Criterion(Closed):
    id: str = Field(pattern=r"^[a-z][a-z0-9-]*$")
    title: Text
    question: Text
    yes: Anchor
    no: Anchor
    speaker: Speaker = "rep"
    weight: float = Field(gt=0)
    skill: Skill
    needs: Opportunity
    shown_by: tuple[Sign, ...] = Field(min_length=1)
    partly: Anchor | None = None
    """What counts as half a yes; with it the criterion has levels: 0 unknown, 1 partial, 2 validated."""
    partly_by: tuple[Sign, ...] = ()
    missed_by: tuple[Sign, ...] = ()
    """Where the miss can be quoted; it decides nothing."""

    @model_validator(mode="after")
    def _levels(self) -> Criterion:
        if (self.partly is None) != (not self.partly_by):
            raise ValueError("partly and partly_by belong together")
        return self


class Rubric(Closed):
    id: str = Field(pattern=r"^[a-z][a-z0-9-]*$")
    title: Text
    method: str = ""
    description: Text
    criteria: tuple[Criterion, ...] = Field(min_length=1)

    @field_validator("criteria")
    @classmethod
    def _distinct(cls, criteria: tuple[Criterion, ...]) -> tuple[Criterion, ...]:
        ids = [c.id for c in criteria]
        twice = {i for i in ids if ids.count(i) > 1}
        if twice:
            raise ValueError(f"criterion id used twice: {', '.join(sorted(twice))}")
        return criteria


class _Plain(yaml.SafeLoader):
    """YAML in which yes and no are words, as in YAML 1.2: they are keys of a criterion."""


_Plain.yaml_implicit_resolvers = {
    first: [(tag, pattern) for tag, pattern in resolvers if tag != "tag:yaml.org,2002:bool"]
    for first, resolvers in yaml.SafeLoader.yaml_implicit_resolvers.items()
}


def parse(text: str, name: str) -> Rubric:
    """The rubric in a YAML text; RubricError with `name`, line and reason when it is not one."""
    try:
        node = yaml.compose(text, Loader=_Plain)
        data = yaml.load(text, Loader=_Plain)  # noqa: S506 a safe loader  # nosec B506
    except yaml.YAMLError as error:
        mark = getattr(error, "problem_mark", None)
        line = mark.line + 1 if mark else 1
        raise RubricError(f"{name}, line {line}: {getattr(error, 'problem', None) or error}") from error
    if not isinstance(data, dict):
        raise RubricError(f"{name}, line 1: a rubric is a mapping with id, title, description and criteria")
    try:
        return Rubric.model_validate(data)
    except ValidationError as error:
        # an unknown key explains a missing one, so it comes first
        first = min(error.errors(), key=lambda e: e["type"] != "extra_forbidden")
        place = ".".join(str(part) for part in first["loc"])
        raise RubricError(f"{name}, line {_line(node, first['loc'])}: {place}: {first['msg']}") from error


def _line(node: Any, path: tuple[int | str, ...]) -> int:
    """Line of the deepest part of `path` that the file has."""
    line: int = node.start_mark.line + 1
    for part in path:
        if isinstance(node, yaml.MappingNode):
            entry = next(((k, v) for k, v in node.value if k.value == str(part)), None)
            if entry is None:
                break
            line, node = entry[0].start_mark.line + 1, entry[1]
        elif isinstance(node, yaml.SequenceNode) and isinstance(part, int) and part < len(node.value):
            node = node.value[part]
            line = node.start_mark.line + 1
        else:
            break
    return line


def load(path: Path) -> Rubric:
    """The rubric in a file; RubricError when it cannot be used."""
    try:
        text = path.read_text(encoding="utf-8")
    except (OSError, UnicodeDecodeError) as error:
        raise RubricError(f"{path.name}, line 1: {error}") from error
    return parse(text, path.name)


@lru_cache(maxsize=1)
def shipped() -> dict[str, Rubric]:
    """The rubrics that come with the product, by id."""
    folder = resources.files("ringside") / "playbook" / "rubrics"
    files = sorted((f for f in folder.iterdir() if f.name.endswith(".yaml")), key=lambda f: f.name)
    found: dict[str, Rubric] = {}
    for file in files:
        rubric = parse(file.read_text(encoding="utf-8"), file.name)
        if rubric.id in found:
            raise RubricError(f"{file.name}, line 1: rubric id {rubric.id!r} is used by another file")
        found[rubric.id] = rubric
    return found
