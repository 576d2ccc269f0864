"""Who can be called and why: personas and scenarios, read from YAML and checked before anything else runs."""

from __future__ import annotations

import re
from collections.abc import Iterable, Mapping
from functools import cache
from pathlib import Path
from typing import Annotated, Any, Literal, TypeVar

import yaml
from pydantic import BaseModel, Field, StringConstraints, ValidationError, model_validator

from ringside.core import content
from ringside.dialogue.schemas import Frozen, Language, ObjectionKind
from ringside.practice.schemas import Agreement, Level, Part, ScenarioKind
from ringside.practice.ways import Ways

HERE = Path(__file__).parent
Id = Annotated[str, StringConstraints(pattern=r"^[a-z0-9][a-z0-9-]{0,63}$")]
Phrase = Annotated[str, StringConstraints(strip_whitespace=True, min_length=1, max_length=600)]
Share = Annotated[float, Field(ge=0, le=1)]
Market = Literal["b2b", "b2c"]
Gender = Literal["female", "male"]
M = TypeVar("M", bound=BaseModel)


class Text(Frozen):
    """One text in both languages. A plain string (content made by a tenant in one language) serves both."""

    en: Phrase
    he: Phrase

    @model_validator(mode="before")
    @classmethod
    def _plain(cls, value: Any) -> Any:
        return {"en": value, "he": value} if isinstance(value, str) else value

    def of(self, language: Language) -> str:
        return self.he if language == "he" else self.en


class Wordings(Frozen):
    """Several ways to say one thing, or several words for one topic. A plain list or string serves both languages."""

    en: tuple[Phrase, ...] = Field(min_length=1)
    he: tuple[Phrase, ...] = Field(min_length=1)

    @model_validator(mode="before")
    @classmethod
    def _plain(cls, value: Any) -> Any:
        if isinstance(value, Mapping):
            return {key: [item] if isinstance(item, str) else item for key, item in value.items()}
        if isinstance(value, str):
            value = [value]
        return {"en": value, "he": value} if isinstance(value, list | tuple) else value

    def of(self, language: Language) -> tuple[str, ...]:
        return self.he if language == "he" else self.en


class Traits(Frozen):
    """0..1 each: how much they talk, how bluntly, how kindly, and how slowly they believe."""

    talkativeness: Share = 0.5
    directness: Share = 0.5
    warmth: Share = 0.5
    scepticism: Share = 0.5


class Need(Frozen):
    """Something that hurts, in three depths: what anyone may hear, what it does, and what it costs."""

    id: Id
    topic: Wordings
    surface: Wordings
    pain: Wordings
    impact: Wordings


class Objection(Frozen):
    """A reason to say no; `concern` is what is really behind it, `resolves` the words of an answer that meets it."""

    kind: ObjectionKind
    lines: Wordings | None = None
    concern: Wordings
    resolves: Wordings


class Fact(Frozen):
    """The answer to a factual question."""

    id: Id
    topic: Wordings
    text: Wordings


class Inquiry(Frozen):
    """A question the buyer wants answered."""

    id: Id
    topic: Wordings
    lines: Wordings


class DealBreaker(Frozen):
    """A promise or topic after which they will not go on; `line` says so."""

    topic: Wordings
    line: Text


class Persona(Frozen):
    id: Id
    name: Text
    gender: Gender
    role: Text
    company: Text
    industry: Phrase
    market: Market
    traits: Traits = Traits()
    style: Text
    background: Text
    needs: tuple[Need, ...] = Field(min_length=2)
    objections: tuple[Objection, ...] = Field(min_length=2)
    triggers: Wordings
    facts: tuple[Fact, ...] = Field(min_length=2)
    questions: tuple[Inquiry, ...] = ()
    deal_breakers: tuple[DealBreaker, ...] = ()
    ways: Ways = Ways()

    @model_validator(mode="after")
    def _distinct(self) -> Persona:
        _unique("need", (need.id for need in self.needs))
        _unique("objection", (objection.kind for objection in self.objections))
        _unique("fact", (fact.id for fact in self.facts))
        _unique("question", (question.id for question in self.questions))
        return self


class Colleague(Frozen):
    """One more buyer at the table, and what they are there for."""

    persona: Id
    part: Part


class Scenario(Frozen):
    """A call to practise. `opening` is the buyer's first line; a cold call has none: they just answer the phone."""

    id: Id
    kind: ScenarioKind
    market: Market
    industry: Phrase | None = None
    levels: tuple[Level, ...] = Field(min_length=1)
    rubric: Id
    persona: Id
    alternatives: tuple[Id, ...] = ()
    colleagues: tuple[Colleague, ...] = ()
    """Who else is on the call; `persona` is then the one who decides."""
    agreement: Agreement = "all"
    """Whether everybody at the table must be won, or only nobody may still object."""
    title: Text
    goal: Text
    situation: Text
    learning_goals: Wordings
    opening: Wordings | None = None
    opens_with: Objection | None = None
    questions: tuple[Inquiry, ...] = ()

    @model_validator(mode="after")
    def _opening_fits(self) -> Scenario:
        if self.kind != "cold_call" and self.opening is None:
            raise ValueError(f"a scenario of kind {self.kind} needs an opening: the buyer's first line")
        _unique("question", (question.id for question in self.questions))
        _unique("persona", (self.persona, *(colleague.persona for colleague in self.colleagues)))
        if self.colleagues and self.kind == "cold_call":
            raise ValueError("nobody answers the phone in company: several buyers need an arranged call")
        return self


class Catalogue(Frozen):
    """Everything that ships, by id."""

    personas: dict[str, Persona]
    scenarios: dict[str, Scenario]


class ContentError(ValueError):
    """A content file cannot be used; the message names file, line and reason."""

    def __init__(self, file: Path, line: int, reason: str) -> None:
        super().__init__(f"{file}:{line}: {reason}")
        self.file, self.line, self.reason = file, line, reason


@cache
def catalogue() -> Catalogue:
    """The shipped catalogue; raises ContentError at the first fault."""
    return load(HERE)


def persona(name: str) -> Persona:
    """A shipped persona; KeyError when there is none."""
    return catalogue().personas[name]


def scenario(name: str) -> Scenario:
    """A shipped scenario; KeyError when there is none."""
    return catalogue().scenarios[name]


def load(folder: Path) -> Catalogue:
    """The catalogue in `folder`/personas and `folder`/scenarios."""
    personas = {path.stem: read(path, Persona) for path in sorted((folder / "personas").glob("*.yaml"))}
    scenarios: dict[str, Scenario] = {}
    for path in sorted((folder / "scenarios").glob("*.yaml")):
        scenario = scenarios[path.stem] = read(path, Scenario)
        others = (colleague.persona for colleague in scenario.colleagues)
        for name in (scenario.persona, *scenario.alternatives, *others):
            if name not in personas:
                raise ContentError(path, _line_of(path, name), f"persona {name!r} does not exist")
    return Catalogue(personas=personas, scenarios=scenarios)


def read(path: Path, model: type[M]) -> M:
    """The content of one file, with both languages present."""
    try:
        node, data = content.compose(path.read_text("utf-8"))
    except UnicodeDecodeError as error:
        raise ContentError(path, 1, "not UTF-8 text") from error
    except yaml.YAMLError as error:
        mark = getattr(error, "problem_mark", None)
        raise ContentError(path, mark.line + 1 if mark else 1, getattr(error, "problem", None) or str(error)) from error
    try:
        found = model.model_validate(data)
    except ValidationError as error:
        first = error.errors()[0]
        where = ".".join(str(step) for step in first["loc"])
        raise ContentError(path, _line(node, first["loc"]), f"{where or 'file'}: {first['msg']}") from error
    if getattr(found, "id", path.stem) != path.stem:
        raise ContentError(path, _line(node, ("id",)), f"id must be the file's name, {path.stem!r}")
    _check_hebrew(path, node, data, ())
    return found


def _check_hebrew(path: Path, node: yaml.Node | None, data: Any, loc: tuple[str | int, ...]) -> None:
    """Shipped content is wholly bilingual: what stands under `he` is written in Hebrew letters."""
    if isinstance(data, Mapping):
        for key, value in data.items():
            _check_hebrew(path, node, value, (*loc, key))
    elif isinstance(data, list) and "he" in loc:
        # A name such as API may stand among Hebrew words.
        _check_hebrew(path, node, " ".join(map(str, data)), loc)
    elif isinstance(data, list):
        for i, value in enumerate(data):
            _check_hebrew(path, node, value, (*loc, i))
    elif isinstance(data, str) and "he" in loc and not re.search("[א-ת]", data):
        raise ContentError(path, _line(node, loc), f"{'.'.join(map(str, loc))}: not Hebrew")


def _line(node: yaml.Node | None, loc: Iterable[str | int]) -> int:
    """Line (from 1) of the innermost node on the way to `loc` that exists."""
    for step in loc:
        found: yaml.Node | None = None
        if isinstance(node, yaml.MappingNode):
            found = next((value for key, value in node.value if key.value == step), None)
        elif isinstance(node, yaml.SequenceNode) and isinstance(step, int) and step < len(node.value):
            found = node.value[step]
        if found is None:
            break
        node = found
    return node.start_mark.line + 1 if node is not None else 1


def _line_of(path: Path, text: str) -> int:
    lines = path.read_text("utf-8").splitlines()
    return next((i for i, line in enumerate(lines, 1) if text in line), 1)


def _unique(what: str, ids: Iterable[str]) -> None:
    seen: set[str] = set()
    for name in ids:
        if name in seen:
            raise ValueError(f"{what} {name!r} occurs twice")
        seen.add(name)
