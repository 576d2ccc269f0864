"""What ships for the library: answers to begin with, and the kinds and concerns that entries are sorted by."""

from __future__ import annotations

from functools import cache
from importlib.resources import files

from ringside.core import content
from ringside.deals.objections import concerns
from ringside.deals.objections.schemas import AnswerTemplate, CategoryOut, ConcernOut, KindOut, Shelves
from ringside.dialogue.schemas import Language


@cache
def templates() -> tuple[AnswerTemplate, ...]:
    """The answers that ship, each titled in its own language."""
    told = content.parse(files("ringside.deals.objections").joinpath("templates.yaml").read_text(encoding="utf-8"))
    return tuple(
        AnswerTemplate(
            id=f"{each['id']}-{language}",
            title=each[language]["title"],
            kind=each["kind"],
            kind_title=concerns.titles(language)[each["kind"]],
            concern=each.get("concern"),
            tone=each["tone"],
            language=language,
            objection=each[language]["objection"],
            text=each[language]["text"],
        )
        for each in told
        for language in ("en", "he")
    )


def shelves(language: Language, categories: list[CategoryOut]) -> Shelves:
    """Kinds with their concerns, and the company's own shelves."""
    return Shelves(
        kinds=[
            KindOut(
                kind=name,
                title=kind.title[language],
                concerns=[
                    ConcernOut(id=c.id, title=c.title[language], text=c.text[language], ask=c.ask[language])
                    for c in kind.concerns
                ],
            )
            for name, kind in concerns.kinds().items()
        ],
        categories=categories,
    )
