"""What hurts, what matters and what holds back, in the contact's own words: sentences about the same thing are one."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass, field
from hashlib import sha256

from ringside.deals.persona.proofs import known, too_little
from ringside.deals.persona.reading import Mention
from ringside.deals.persona.schemas import Trait, TraitName
from ringside.dialogue import topics

MOST = 5
"""Of each kind that are shown: the surest."""
ALIKE = 0.5
"""Share of the smaller sentence's content words that two about the same thing have in common."""


@dataclass(slots=True)
class Theme:
    """Sentences about one thing, in order of time."""

    stems: set[str]
    said: list[Mention] = field(default_factory=list)
    against: int = 0

    @property
    def sure(self) -> float:
        """How sure it is meant: every mention makes it surer, a word that it is settled less."""
        doubt = 1.0
        for mention in self.said:
            doubt *= 1 - mention.confidence
        return (1 - doubt) * len(self.said) / (len(self.said) + 1.5 * self.against)

    @property
    def best(self) -> Mention:
        return max(self.said, key=lambda m: (m.confidence, m.at))


def pains(said: Sequence[Mention]) -> list[Trait]:
    """What they say hurts, each in their own words."""
    settled = [m for m in said if m.kind == "settled"]
    found = themes([m for m in said if m.kind == "pain" and not _settles(m, settled)], settled)
    return _traits("pain", [t for t in found if t.against < len(t.said)])


def priorities(said: Sequence[Mention]) -> list[Trait]:
    """What they say matters most, each in their own words."""
    return _traits("priority", themes([m for m in said if m.kind == "priority"], []))


def concerns(said: Sequence[Mention]) -> list[Trait]:
    """What holds them back: objections by kind, each with its latest wording."""
    by_kind: dict[str, list[Mention]] = {}
    for mention in said:
        if mention.kind == "objection" and mention.detail:
            by_kind.setdefault(mention.detail, []).append(mention)
    ranked = sorted(by_kind.items(), key=lambda item: -len({m.touch for m in item[1]}))[:MOST]
    return [_trait("concern", kind, Theme(set(), raised), kind) for kind, raised in ranked] or [
        too_little("concern", 0, 1)
    ]


def themes(said: Iterable[Mention], settled: Sequence[Mention]) -> list[Theme]:
    """Mentions brought together by what they are about."""
    found: list[Theme] = []
    for mention in said:
        stems = set(topics.stems(mention.text, mention.language))
        if not stems:
            continue
        near = next((t for t in found if _alike(t.stems, stems)), None)
        if near is None:
            near = Theme(set())
            found.append(near)
        near.said.append(mention)
        near.stems |= stems
    for theme in found:
        first = theme.said[0].at
        theme.against = sum(1 for m in settled if m.at > first and _about(m, theme))
    return found


def _traits(name: TraitName, found: Sequence[Theme]) -> list[Trait]:
    ranked = sorted(found, key=lambda t: (-len({m.touch for m in t.said}), -t.sure))[:MOST]
    return [_trait(name, None, theme, _mark(theme.said[0])) for theme in ranked] or [too_little(name, 0, 1)]


def _trait(name: TraitName, key: str | None, theme: Theme, mark: str) -> Trait:
    n = len({m.touch for m in theme.said})
    found = known(name, key, theme.sure, n, 1, theme.said, quote=theme.best.text)
    return found.model_copy(update={"id": f"{name}:{mark}"})


def _mark(first: Mention) -> str:
    """What tells one theme from another and stays when more is said about it: where it was said first."""
    return sha256(f"{first.touch}/{first.turn}/{first.start}".encode()).hexdigest()[:10]


def _alike(a: set[str], b: set[str]) -> bool:
    return len(a & b) >= max(2, ALIKE * min(len(a), len(b)))


def _about(mention: Mention, theme: Theme) -> bool:
    return len(set(topics.stems(mention.text, mention.language)) & theme.stems) >= 2


def _settles(mention: Mention, settled: Sequence[Mention]) -> bool:
    return any((m.touch, m.turn, m.start) == (mention.touch, mention.turn, mention.start) for m in settled)
