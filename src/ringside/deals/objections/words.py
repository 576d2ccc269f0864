"""The sentences in which objections are answered and told about, in English and Hebrew (wording.yaml)."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from functools import cache
from importlib.resources import files

from ringside.core import content
from ringside.dialogue.schemas import Language


@dataclass(frozen=True, slots=True)
class Words:
    """`frame` puts a fact into a sentence by what it is, in three manners; `close` comes after it, by how bold.

    `bare` is said where nothing bears on the concern; `foreign` notes that facts are in another language.
    """

    history: Mapping[str, str]
    frame: Mapping[str, Sequence[str]]
    close: Mapping[str, Sequence[str]]
    bare: Mapping[str, str]
    foreign: str
    no_objection: str
    unclear: str
    probably: str


@cache
def words(language: Language) -> Words:
    """The words of a language."""
    text = files("ringside.deals.objections").joinpath("wording.yaml").read_text(encoding="utf-8")
    told = content.parse(text)[language]
    return Words(**told)
