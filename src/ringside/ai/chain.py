"""Which models answer, in which order, from settings such as `openai:gpt-5-mini,ollama:llama3.2`."""

from __future__ import annotations

from dataclasses import dataclass, field
from difflib import get_close_matches
from typing import TYPE_CHECKING, get_args
from urllib.parse import urlsplit

from ringside.ai.schemas import ProviderKind, Tier

if TYPE_CHECKING:
    from ringside.core.settings import Settings

KINDS: tuple[ProviderKind, ...] = get_args(ProviderKind)


class ChainError(ValueError):
    """A setting about models that cannot be used; the message names the setting and the entry."""


@dataclass(frozen=True)
class ModelName:
    """One model at one provider. Its text, `provider:model`, holds no address and no key."""

    provider: ProviderKind
    model: str
    base_url: str | None = field(default=None, repr=False)

    def __str__(self) -> str:
        return f"{self.provider}:{self.model}"


Chains = dict[Tier, tuple[ModelName, ...]]


def read_chains(settings: Settings) -> Chains:
    """The chain of each tier. Raises ChainError for an entry that could never work."""
    everyone = parse_chain(settings.models, "RINGSIDE_MODELS")
    chains: Chains = {
        "fast": parse_chain(settings.models_fast, "RINGSIDE_MODELS_FAST") or everyone,
        "smart": parse_chain(settings.models_smart, "RINGSIDE_MODELS_SMART") or everyone,
    }
    for name in {*chains["fast"], *chains["smart"]}:
        if missing := lacking(name, settings):
            raise ChainError(f"the model {name} needs {missing}")
    return chains


def parse_chain(text: str, setting: str) -> tuple[ModelName, ...]:
    """The models named in this setting, first to last, each once."""
    entries = [entry.strip() for entry in text.split(",")]
    if entries == [""]:
        return ()
    return tuple(dict.fromkeys(_parse_entry(entry, setting) for entry in entries))


def _parse_entry(entry: str, setting: str) -> ModelName:
    provider, colon, rest = entry.partition(":")
    shown = entry.partition("@http")[0]  # an address may carry a password
    if not entry:
        raise ChainError(f"{setting}: an entry is empty (two commas in a row, or one at the end?)")
    if not colon or not rest.strip():
        raise ChainError(f"{setting}: {shown!r} is not of the form provider:model")
    if provider not in KINDS:
        near = get_close_matches(provider, KINDS, n=1)
        hint = f"did you mean {near[0]}?" if near else f"known: {', '.join(KINDS)}"
        raise ChainError(f"{setting}: {shown!r} names an unknown provider {provider!r}; {hint}")
    model, at, address = rest.strip().partition("@http")
    base_url = f"http{address}" if at else None
    if not model or any(character.isspace() for character in model):
        raise ChainError(f"{setting}: {shown!r} has no proper model name")
    if base_url is not None and not _is_address(base_url):
        raise ChainError(f"{setting}: the address after @ in {shown!r} is not a http(s) address")
    if base_url is not None and provider == "bedrock":
        raise ChainError(f"{setting}: {shown!r} takes its address from RINGSIDE_BEDROCK_ENDPOINT_URL")
    return ModelName(provider, model, base_url)


def _is_address(url: str) -> bool:
    try:
        parts = urlsplit(url)
        return parts.scheme in {"http", "https"} and bool(parts.hostname) and parts.port != 0
    except ValueError:
        return False


def lacking(name: ModelName, settings: Settings) -> str | None:
    """The setting without which this model can never answer."""
    match name.provider:
        case "openai" | "anthropic" | "gemini":
            field = f"{name.provider}_api_key"
            return None if getattr(settings, field) or name.base_url else f"RINGSIDE_{field.upper()}"
        case "openai-compatible":
            known = name.base_url or settings.openai_compatible_base_url
            return None if known else "an address: @http://... in the entry, or RINGSIDE_OPENAI_COMPATIBLE_BASE_URL"
        case "bedrock":
            pair = (settings.bedrock_access_key_id, settings.bedrock_secret_access_key)
            return "both RINGSIDE_BEDROCK_ACCESS_KEY_ID and _SECRET_ACCESS_KEY" if any(pair) and not all(pair) else None
        case "ollama":
            return None


def parse_limits(text: str, setting: str) -> dict[str, int]:
    """Limits per provider from `8` or `8,ollama=1`; the one under "" is everybody else's."""
    limits: dict[str, int] = {}
    for entry in filter(None, (part.strip() for part in text.split(","))):
        provider, equals, number = entry.rpartition("=")
        provider = provider.strip()
        if equals and provider not in KINDS:
            raise ChainError(f"{setting}: {entry!r} names an unknown provider; known: {', '.join(KINDS)}")
        if not number.strip().isdecimal() or int(number) < 1:
            raise ChainError(f"{setting}: {entry!r} is not a whole number above 0, alone or as provider=number")
        limits[provider] = int(number)
    return limits
