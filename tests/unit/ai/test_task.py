"""A task without a model: prompt files are checked, and the built-in counterpart answers."""

from pathlib import Path

import pytest
from pydantic import BaseModel

import ringside
from ringside.ai import Answer, Caller, Models, PromptError, Speaking, Task
from ringside.ai.task import parse_prompt, read_prompt


class Greeting(BaseModel):
    name: str


PROMPT = "---\nversion: 1\ntier: fast\noutput: text\n---\nGreet the person.\n"


def test_prompt_file_gives_version_tier_output_and_words() -> None:
    prompt = parse_prompt("greet.v1.md", PROMPT)
    assert (prompt.version, prompt.tier, prompt.output, prompt.instructions) == (
        "1",
        "fast",
        "text",
        "Greet the person.",
    )


@pytest.mark.parametrize(
    "text",
    [
        "Greet.",
        "---\nversion: 1\n---\nGreet.",
        "---\n- 1\n---\nGreet.",
        "---\nversion: [\n---\nGreet.",
        PROMPT[: PROMPT.rindex("Greet")],
    ],
)
def test_unusable_prompt_file_is_named(text: str) -> None:
    with pytest.raises(PromptError, match=r"greet\.v1\.md: "):
        parse_prompt("greet.v1.md", text)


def test_missing_prompt_file_is_named() -> None:
    with pytest.raises(PromptError, match=r"practice/prompts/none\.v1\.md: no such prompt file"):
        read_prompt("practice/prompts/none.v1.md")


@pytest.fixture
def greet(monkeypatch: pytest.MonkeyPatch) -> Task[Greeting, str]:
    monkeypatch.setattr("ringside.ai.task.read_prompt", lambda resource: parse_prompt(resource, PROMPT))
    return Task("greet", "greet.v1.md", Greeting, str, builtin=lambda g: f"Hello {g.name}.")


async def test_builtin_answers_without_a_model(greet: Task[Greeting, str]) -> None:
    answer = await Models().run(greet, Greeting(name="Dana"), Caller("t1"))
    assert (answer.value, answer.source, answer.prompt_version, answer.cost_usd) == ("Hello Dana.", "builtin", "1", 0)


async def test_builtin_streams_its_text_then_the_answer(greet: Task[Greeting, str]) -> None:
    pieces = [piece async for piece in Models().stream(greet, Greeting(name="Dana"), Caller("t1"))]
    assert pieces[:-1] == [Speaking("builtin", "1"), "Hello Dana."]
    assert isinstance(pieces[-1], Answer)
    assert pieces[-1].value == "Hello Dana."


def test_prompt_must_fit_its_task(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("ringside.ai.task.read_prompt", lambda resource: parse_prompt(resource, PROMPT))
    with pytest.raises(PromptError, match=r"g\.v1\.md: output is text, but task g gives Greeting"):
        _ = Task("g", "g.v1.md", Greeting, Greeting, builtin=lambda g: g).words
    with pytest.raises(PromptError, match=r"g\.v1\.md: tier is fast, but task g says smart"):
        _ = Task("g", "g.v1.md", Greeting, str, builtin=lambda g: g.name, tier="smart").words


def test_every_prompt_of_the_package_can_be_used() -> None:
    prompts = sorted(Path(ringside.__file__).parent.glob("*/prompts/*.md"))
    assert prompts
    for path in prompts:
        assert parse_prompt(path.name, path.read_text()).version == path.name.split(".")[-2].removeprefix("v")
