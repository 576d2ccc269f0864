"""What a call costs, from a table in US dollars per million tokens. A model that is not in it has no known cost."""

from __future__ import annotations

import re
from functools import cache
from pathlib import Path

from pydantic import BaseModel, ConfigDict, Field, TypeAdapter, ValidationError

from ringside.ai.chain import ChainError, ModelName
from ringside.ai.endpoint import Usage
from ringside.ai.schemas import ProviderKind

_DATE = re.compile(r"[-@](\d{8}|\d{4}-\d{2}-\d{2}|latest)$")
ANY_MODEL = "*"


class Price(BaseModel):
    """US dollars per million tokens."""

    model_config = ConfigDict(extra="forbid")

    input: float = Field(ge=0)
    output: float = Field(ge=0)


Prices = dict[ProviderKind, dict[str, Price]]


def read_prices(own: Path | None) -> Prices:
    """The prices that come with Ringside, with those of this file before them. Raises ChainError naming the file."""
    table = dict(_shipped())
    if own is None:
        return table
    try:
        text = own.read_text(encoding="utf-8")
    except OSError as error:
        raise ChainError(f"RINGSIDE_MODEL_PRICES_FILE: {own} cannot be read") from error
    for provider, models in _parse(text, f"RINGSIDE_MODEL_PRICES_FILE {own}").items():
        table[provider] = {**table.get(provider, {}), **models}
    return table


@cache
def _shipped() -> Prices:
    from importlib.resources import files  # noqa: PLC0415

    return _parse(files("ringside").joinpath("ai/prices.yaml").read_text(encoding="utf-8"), "prices.yaml")


def _parse(text: str, name: str) -> Prices:
    import yaml  # noqa: PLC0415

    try:
        return TypeAdapter(Prices).validate_python(yaml.safe_load(text) or {})
    except (yaml.YAMLError, ValidationError) as error:
        raise ChainError(f"{name}: not a table of provider, model, input and output ({error})") from error


def cost_usd(prices: Prices, name: ModelName, usage: Usage | None) -> float | None:
    """What these tokens cost at this model; None when its price or the tokens are not known."""
    models = prices.get(name.provider, {})
    price = models.get(name.model) or models.get(_DATE.sub("", name.model)) or models.get(ANY_MODEL)
    if price is None:
        return None
    if usage is None:
        return 0.0 if price.input == price.output == 0 else None
    return (usage.input_tokens * price.input + usage.output_tokens * price.output) / 1_000_000
