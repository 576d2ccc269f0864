"""Settings about models: what they mean, and the clear refusal of those that cannot be meant."""

from __future__ import annotations

from pathlib import Path
from typing import Any

import pytest

from ringside.ai import Models
from ringside.ai.chain import ChainError, ModelName, parse_chain, parse_limits, read_chains
from ringside.ai.endpoint import Usage
from ringside.ai.prices import Price, cost_usd, read_prices
from ringside.core.settings import Settings


def settings(**given: Any) -> Settings:
    return Settings(_env_file=None, **given)


def test_a_chain_keeps_its_order_and_names_each_model_once() -> None:
    assert parse_chain(" openai:gpt-5-mini , ollama:llama3.2:3b,openai:gpt-5-mini", "S") == (
        ModelName("openai", "gpt-5-mini"),
        ModelName("ollama", "llama3.2:3b"),
    )
    assert parse_chain("", "S") == ()
    assert parse_chain("bedrock:amazon.nova-lite-v1:0", "S")[0].model == "amazon.nova-lite-v1:0"


def test_an_address_stays_out_of_the_name() -> None:
    (name,) = parse_chain("openai-compatible:org/m@https://u:pw@host:8080/v1", "S")
    assert (str(name), name.base_url) == ("openai-compatible:org/m", "https://u:pw@host:8080/v1")
    assert "pw" not in repr(name)


@pytest.mark.parametrize(
    ("entry", "why"),
    [
        ("gpt-5-mini", "'gpt-5-mini' is not of the form provider:model"),
        ("openai:", "'openai:' is not of the form provider:model"),
        ("opnai:gpt", "unknown provider 'opnai'; did you mean openai?"),
        ("zzz:gpt", "unknown provider 'zzz'; known: openai, anthropic"),
        ("openai:gpt 5", "has no proper model name"),
        ("openai:a,,ollama:b", "an entry is empty"),
        ("ollama:a@http://", "the address after @ in 'ollama:a' is not a http(s) address"),
        ("ollama:a@http://host:99999/v1", "is not a http(s) address"),
        ("bedrock:a@http://host", "RINGSIDE_BEDROCK_ENDPOINT_URL"),
    ],
)
def test_a_malformed_entry_is_named(entry: str, why: str) -> None:
    with pytest.raises(ChainError) as refused:
        Models.from_settings(settings(models_fast=entry, openai_api_key="k"))
    assert str(refused.value).startswith("RINGSIDE_MODELS_FAST: ")
    assert why in str(refused.value)


@pytest.mark.parametrize(
    ("given", "lacking"),
    [
        ({"models": "openai:gpt"}, "the model openai:gpt needs RINGSIDE_OPENAI_API_KEY"),
        ({"models_smart": "anthropic:c"}, "the model anthropic:c needs RINGSIDE_ANTHROPIC_API_KEY"),
        ({"models": "gemini:g"}, "the model gemini:g needs RINGSIDE_GEMINI_API_KEY"),
        ({"models": "openai-compatible:m"}, "RINGSIDE_OPENAI_COMPATIBLE_BASE_URL"),
        ({"models": "bedrock:m", "bedrock_access_key_id": "AKIA"}, "_SECRET_ACCESS_KEY"),
    ],
)
def test_what_a_model_lacks_is_said_at_start(given: dict[str, Any], lacking: str) -> None:
    with pytest.raises(ChainError) as refused:
        Models.from_settings(settings(**given))
    assert lacking in str(refused.value)


def test_tiers_follow_the_common_chain_unless_they_have_their_own() -> None:
    chains = read_chains(settings(models="ollama:a", models_smart="ollama:b,ollama:a"))
    assert {tier: [str(name) for name in chain] for tier, chain in chains.items()} == {
        "fast": ["ollama:a"],
        "smart": ["ollama:b", "ollama:a"],
    }


def test_models_of_one_provider_share_a_line_and_a_model_is_one_station() -> None:
    engine = Models.from_settings(
        settings(models="ollama:a,ollama:b@http://other/v1", models_smart="ollama:c,ollama:a")
    )
    (a, b), (c, a_again) = engine.stations["fast"], engine.stations["smart"]
    assert a is a_again
    assert a.line is c.line
    assert b.line is not a.line


def test_limits() -> None:
    assert parse_limits("8, ollama=1", "S") == {"": 8, "ollama": 1}
    assert parse_limits("", "S") == {}
    for bad in ("many", "0", "ollama=-1", "llama=3", "8,ollama="):
        with pytest.raises(ChainError, match="S: "):
            parse_limits(bad, "S")


def test_prices_by_plain_and_dated_name() -> None:
    prices, used = read_prices(None), Usage(1_000_000, 100_000)
    assert cost_usd(prices, ModelName("openai", "gpt-5-mini"), used) == pytest.approx(0.45)
    assert cost_usd(prices, ModelName("openai", "gpt-5-mini-2025-08-07"), used) == pytest.approx(0.45)
    assert cost_usd(prices, ModelName("ollama", "anything"), used) == 0
    assert cost_usd(prices, ModelName("ollama", "anything"), None) == 0


def test_unknown_is_none_and_not_zero() -> None:
    prices = read_prices(None)
    assert cost_usd(prices, ModelName("openai", "gpt-5-mini-turbo"), Usage(1, 1)) is None
    assert cost_usd(prices, ModelName("openai-compatible", "gpt-5-mini"), Usage(1, 1)) is None
    assert cost_usd(prices, ModelName("openai", "gpt-5-mini"), None) is None


def test_own_prices_go_first(tmp_path: Path) -> None:
    own = tmp_path / "prices.yaml"
    own.write_text("openai:\n  gpt-5-mini: {input: 7, output: 9}\nopenai-compatible:\n  '*': {input: 1, output: 1}\n")
    prices = read_prices(own)
    assert prices["openai"]["gpt-5-mini"] == Price(input=7, output=9)
    assert prices["openai"]["gpt-4o"] == Price(input=2.5, output=10)
    assert cost_usd(prices, ModelName("openai-compatible", "x"), Usage(1_000_000, 0)) == 1


@pytest.mark.parametrize("text", ["openai: 3", "opnai: {}", "openai: {m: {input: -1, output: 1}}", "a: [", "- 1"])
def test_unusable_price_file_is_named(tmp_path: Path, text: str) -> None:
    own = tmp_path / "prices.yaml"
    own.write_text(text)
    with pytest.raises(ChainError, match=r"RINGSIDE_MODEL_PRICES_FILE .*prices\.yaml: "):
        read_prices(own)
    with pytest.raises(ChainError, match="cannot be read"):
        read_prices(tmp_path / "none.yaml")
