"""The sentences in which objections are answered and told about, in English and Hebrew (wording.yaml)."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from functools import cache
from importlib.resources import files

from ringside.core import content
from ringside.dialogue.schemas import Language


@dataclass(frozen=True, slots=True)
class Words:
    """`frame` puts a fact into a sentence by what it is; `lead` comes before facts, `close` after, by how bold."""

    history: Mapping[str, str]
    frame: Mapping[str, str]
    lead: Mapping[str, str]
    close: tuple[str, str, str]
    bare: Mapping[str, str]
    no_objection: str
    unclear: str
    probably: str


@cache
def words(language: Language) -> Words:
    """The words of a language."""
    text = files("ringside.deals.objections").joinpath("wording.yaml").read_text(encoding="utf-8")
    told = content.parse(text)[language]
    return Words(**{**told, "close": tuple(told["close"])})
