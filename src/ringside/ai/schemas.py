"""What the ai room takes and gives: who asks, what comes back, and how the engine is doing."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Generic, Literal, TypeVar

Tier = Literal["fast", "smart"]
ProviderKind = Literal["openai", "anthropic", "gemini", "bedrock", "ollama", "openai-compatible"]
O = TypeVar("O")  # noqa: E741 - I and O are a task's input and output throughout this room

BUILTIN = "builtin"


@dataclass(frozen=True, slots=True)
class Allowance:
    """What may be spent on models in a calendar month, in US dollars; None is no limit."""

    tenant_usd: float | None = None
    user_usd: float | None = None


@dataclass(frozen=True, slots=True)
class Caller:
    """On whose behalf a model is asked. Never sent to the model."""

    tenant_id: str
    user_id: str | None = None
    language: str = "en"
    allowance: Allowance | None = None


@dataclass(frozen=True, slots=True)
class Answer(Generic[O]):
    """One answer and where it came from.

    `source` is "builtin" or "provider:model". `cost_usd` is None when the price of the model is not known. `note` says
    in a sentence why this is not simply what the first model said. `complete` is False when a streamed text broke off.
    """

    value: O
    source: str
    prompt_version: str
    latency_ms: float
    cost_usd: float | None
    note: str | None = None
    complete: bool = True
    cached: bool = False


@dataclass(frozen=True, slots=True)
class Waiting:
    """The call stands in line at a provider for about this many seconds."""

    provider: str
    seconds: float


@dataclass(frozen=True, slots=True)
class Speaking:
    """Whose words the pieces that follow are: "builtin" or "provider:model"."""

    source: str
    prompt_version: str


Heard = str | Waiting | Speaking | Answer[str]
"""What a stream yields: waits, who speaks, pieces of text, and last the answer."""
