"""A rubric as a form that people fill in, and the rubric it makes: what shows a criterion is chosen, not programmed."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Annotated, Literal

from pydantic import BaseModel, Field

from ringside.core.errors import FieldProblem, Invalid
from ringside.dialogue import language as lang
from ringside.dialogue.rubrics import Anchor, Criterion, Rubric, Sign, Skill, Text, Words, shipped
from ringside.dialogue.schemas import CustomerAct, RepAct, Speaker
from ringside.playbook.plain import Plain

MOST_CRITERIA = 30
START, END = 4, 6
"""Turns of the speaker that count as the start and the end of a call."""
LONGEST_PHRASE = 80

Phrase = Annotated[Plain, Field(min_length=2, max_length=LONGEST_PHRASE)]
Phrases = Annotated[list[Phrase], Field(min_length=1, max_length=60)]
Where = Literal["anywhere", "start", "end"]


class BadRubric(Invalid):
    slug, title = "bad-rubric", "This rubric cannot be used yet"


class Said(BaseModel):
    """The same words in English and Hebrew. One of the two is enough: it then stands for both."""

    en: Annotated[Plain, Field(max_length=300)] = ""
    he: Annotated[Plain, Field(max_length=300)] = ""


class Shipped(BaseModel):
    """Shown as in a rubric that ships."""

    kind: Literal["shipped"]
    rubric: str
    criterion: str


class SaysOne(BaseModel):
    """Met when the speaker says one of these phrases, at least so often; a phrase may begin inside a sentence."""

    kind: Literal["phrases"]
    phrases: Phrases
    where: Where = "anywhere"
    times: int = Field(default=1, ge=1, le=20)


class Avoids(BaseModel):
    """Met when none of these phrases is said."""

    kind: Literal["avoids"]
    phrases: Phrases


class AsksFor(BaseModel):
    """Met when the rep asks something with one of these phrases and the customer tells something in answer."""

    kind: Literal["asks"]
    phrases: Phrases


class DoesOne(BaseModel):
    """Met when the speaker makes one of these moves, at least so often, with one of the phrases where any are given."""

    kind: Literal["moves"]
    moves: list[RepAct | CustomerAct] = Field(min_length=1, max_length=12)
    phrases: list[Phrase] = Field(default=[], max_length=60)
    where: Where = "anywhere"
    times: int = Field(default=1, ge=1, le=20)


class Outcome(BaseModel):
    """Met when the call ends with at least this: a loose promise, a step with a date, an order."""

    kind: Literal["outcome"]
    least: Literal["vague", "advance", "order"]


Shows = Annotated[Shipped | SaysOne | Avoids | AsksFor | DoesOne | Outcome, Field(discriminator="kind")]


class CriterionForm(BaseModel):
    id: str | None = Field(default=None, pattern=r"^[a-z][a-z0-9-]{0,40}$", description="Left out for a new criterion.")
    title: Said
    question: Said = Field(default=Said(), description="A question that yes or no answers; the title where left out.")
    yes: Said = Field(default=Said(), description="What counts as a yes.")
    yes_example: Said = Said()
    no: Said = Field(default=Said(), description="What counts as a no.")
    no_example: Said = Said()
    speaker: Speaker = "rep"
    skill: Skill
    weight: float = Field(gt=0, le=100)
    shows: Shows


class RubricForm(BaseModel):
    title: Said
    description: Said = Said()
    method: Annotated[Plain, Field(max_length=120)] = ""
    criteria: list[CriterionForm] = Field(min_length=1, max_length=MOST_CRITERIA)


def of_shipped(rubric: Rubric) -> RubricForm:
    """The form of a rubric that ships: every criterion is shown as it is there."""
    return RubricForm(
        title=_form(rubric.title),
        description=_form(rubric.description),
        method=rubric.method,
        criteria=[
            CriterionForm(
                id=c.id, title=_form(c.title), question=_form(c.question), yes=_form(c.yes.when),
                yes_example=_form(c.yes.example), no=_form(c.no.when), no_example=_form(c.no.example),
                speaker=c.speaker, skill=c.skill, weight=c.weight,
                shows=Shipped(kind="shipped", rubric=rubric.id, criterion=c.id),
            )
            for c in rubric.criteria
        ],
    )  # fmt: skip


def build(form: RubricForm, rubric_id: str) -> Rubric:
    """The rubric a form makes. Raises BadRubric, which names every field that is wrong."""
    problems = _problems(form)
    if problems:
        raise BadRubric("Look at the fields that are named.", errors=problems)
    taken = {c.id for c in form.criteria if c.id}
    criteria = []
    for place, criterion in enumerate(form.criteria, start=1):
        name = criterion.id or next(f"own-{n}" for n in range(place, 10_000) if f"own-{n}" not in taken)
        taken.add(name)
        criteria.append(_criterion(criterion, name))
    title = _text(form.title)
    return Rubric(
        id=rubric_id, title=title, method=form.method, description=_text(form.description, title),
        criteria=tuple(criteria),
    )  # fmt: skip


def _problems(form: RubricForm) -> list[FieldProblem]:
    """What is wrong with a form beyond the shape of its fields."""
    found = []
    if not _said(form.title):
        found.append(FieldProblem(field="title", problem="Give it a title, in English or Hebrew."))
    ids = [c.id for c in form.criteria if c.id]
    for i, criterion in enumerate(form.criteria):
        at = f"criteria.{i}"
        if not _said(criterion.title):
            found.append(FieldProblem(field=f"{at}.title", problem="Give it a title, in English or Hebrew."))
        if criterion.id and ids.count(criterion.id) > 1:
            found.append(FieldProblem(field=f"{at}.id", problem="Another criterion has this id."))
        found += _wrong_shows(criterion, f"{at}.shows")
    return found


def _wrong_shows(criterion: CriterionForm, at: str) -> list[FieldProblem]:
    shows = criterion.shows
    if isinstance(shows, Shipped) and _shipped(shows) is None:
        return [FieldProblem(field=f"{at}.criterion", problem="No rubric that ships has this criterion.")]
    if isinstance(shows, DoesOne):
        own = set(RepAct.__args__ if criterion.speaker == "rep" else CustomerAct.__args__)  # type: ignore[attr-defined]
        other = "the rep" if criterion.speaker == "customer" else "the customer"
        return [
            FieldProblem(field=f"{at}.moves.{i}", problem=f"Only {other} makes this move.")
            for i, move in enumerate(shows.moves)
            if move not in own
        ]
    phrases = getattr(shows, "phrases", [])
    return [
        FieldProblem(field=f"{at}.phrases.{i}", problem="There are no words in this phrase.")
        for i, phrase in enumerate(phrases)
        if not lang.words(phrase)
    ]


def _shipped(shows: Shipped) -> Criterion | None:
    rubric = shipped().get(shows.rubric)
    return next((c for c in rubric.criteria if c.id == shows.criterion), None) if rubric else None


def _criterion(form: CriterionForm, name: str) -> Criterion:
    """The criterion of a form: its own words, weight and skill, and what shows it."""
    title = _text(form.title)
    base = _shipped(form.shows) if isinstance(form.shows, Shipped) else None
    own = Criterion(
        id=name,
        title=title,
        question=_text(form.question, title),
        yes=Anchor(when=_text(form.yes, title), example=_text(form.yes_example, _text(form.yes, title))),
        no=Anchor(when=_text(form.no, title), example=_text(form.no_example, _text(form.no, title))),
        speaker=form.speaker,
        weight=form.weight,
        skill=form.skill,
        needs=base.needs if base else _needs(form.shows),
        shown_by=base.shown_by if base else tuple(_signs(form)),
    )
    if base is None:
        return own
    return own.model_copy(
        update={
            "speaker": base.speaker,
            "partly": base.partly,
            "partly_by": base.partly_by,
            "missed_by": base.missed_by,
        }
    )


def _needs(shows: Shows) -> Literal["conversation", "closing_chance"]:
    return "closing_chance" if isinstance(shows, Outcome) else "conversation"


def _signs(form: CriterionForm) -> list[Sign]:
    """What a call must show for a criterion that is the company's own."""
    shows = form.shows
    if isinstance(shows, SaysOne):
        return [Sign(words=_words(shows.phrases), at_least=shows.times, **_place(shows.where))]
    if isinstance(shows, Avoids):
        return [Sign(avoids=_words(shows.phrases))]
    if isinstance(shows, AsksFor):
        return [Sign(asks=_words(shows.phrases))]
    if isinstance(shows, DoesOne):
        words = _words(shows.phrases) if shows.phrases else None
        return [Sign(acts=tuple(shows.moves), words=words, at_least=shows.times, **_place(shows.where))]
    if isinstance(shows, Outcome):
        classes = ("vague", "advance", "order")
        return [Sign(next_step=classes[classes.index(shows.least) :])]
    raise AssertionError(shows)


def _place(where: Where) -> dict[str, int]:
    return {"start": {"first": START}, "end": {"last": END}, "anywhere": {}}[where]


def _words(phrases: Sequence[str]) -> Words:
    """Phrases as they are looked for: folded, from the start of a word; Hebrew ones may carry a prefix."""
    folded = [lang.fold(phrase).text.strip() for phrase in phrases]
    looked = tuple(dict.fromkeys(p if lang.detect(p) == "he" else f" {p}" for p in folded if p))
    return Words(en=looked, he=looked)


def _said(text: Said) -> bool:
    return bool(text.en or text.he)


def _text(text: Said, other: Text | None = None) -> Text:
    """Both languages; one stands for the other, and `other` where neither is given."""
    if not _said(text) and other is not None:
        return other
    return Text(en=text.en or text.he, he=text.he or text.en)


def _form(text: Text) -> Said:
    return Said(en=text.en, he=text.he)
