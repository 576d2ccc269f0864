"""Pauses, deadlines and rests; and that nothing heavy is loaded before it is needed."""

from __future__ import annotations

import subprocess
import sys
from dataclasses import replace

import pytest

from ringside.ai.faults import Fault, FaultKind
from ringside.ai.pace import FIRST_PAUSE, LONGEST_PAUSE, Breaker, Deadline
from unit.ai.kit import Clock


@pytest.mark.parametrize("chance", [0.0, 0.3, 0.999])
def test_pauses_grow_with_full_jitter_up_to_the_longest(clock: Clock, chance: float) -> None:
    pace = replace(clock.pace(), chance=lambda: chance)
    fault = Fault(FaultKind.UNAVAILABLE)
    for attempt in range(12):
        longest = min(LONGEST_PAUSE, FIRST_PAUSE * 2**attempt)
        assert pace.pause_after(fault, attempt) == pytest.approx(chance * longest)


def test_what_the_provider_asks_for_goes_before_our_own(clock: Clock) -> None:
    assert clock.pace().pause_after(Fault(FaultKind.RATE_LIMITED, retry_after=42.0), 0) == 42.0
    assert clock.pace().pause_after(Fault(FaultKind.RATE_LIMITED, retry_after=0.0), 5) == 0.0


@pytest.mark.parametrize(("left", "patience"), [(30, 15), (20, 10), (16, 8), (100, 85), (2, 1)])
def test_patience_leaves_time_for_a_try(clock: Clock, left: float, patience: float) -> None:
    assert Deadline(clock.pace(), left).patience(15) == patience


def test_breaker_rests_after_several_failures_and_then_lets_one_through(clock: Clock) -> None:
    breaker = Breaker(clock.pace(), failures=3, rest_seconds=30)
    sick = Fault(FaultKind.TIMEOUT)
    breaker.failed(sick)
    breaker.failed(sick)
    assert breaker.admits()
    breaker.failed(sick)
    assert (breaker.admits(), breaker.state, breaker.last) == (False, "resting", FaultKind.TIMEOUT)
    clock.time += 30
    assert breaker.state == "trying"
    assert [breaker.admits() for _ in range(3)] == [True, False, False]
    breaker.failed(sick)
    assert not breaker.admits()
    clock.time += 30
    assert breaker.admits()
    breaker.succeeded()
    assert (breaker.state, breaker.last) == ("ready", None)


def test_a_success_between_failures_starts_the_count_anew(clock: Clock) -> None:
    breaker = Breaker(clock.pace(), failures=3)
    for _ in range(5):
        breaker.failed(Fault(FaultKind.CUT))
        breaker.failed(Fault(FaultKind.CUT))
        breaker.succeeded()
    assert breaker.admits()


def test_an_abandoned_probe_lets_the_next_one_try(clock: Clock) -> None:
    breaker = Breaker(clock.pace(), failures=1, rest_seconds=30)
    breaker.failed(Fault(FaultKind.CUT))
    clock.time += 30
    assert breaker.admits()
    breaker.abandoned()
    assert breaker.admits()


@pytest.mark.parametrize("kind", [FaultKind.BAD_KEY, FaultKind.MISSING_MODEL, FaultKind.QUOTA, FaultKind.MISCONFIGURED])
def test_what_does_not_mend_itself_rests_at_once(clock: Clock, kind: FaultKind) -> None:
    breaker = Breaker(clock.pace())
    breaker.failed(Fault(kind))
    assert not breaker.admits()


@pytest.mark.parametrize("kind", [FaultKind.RATE_LIMITED, FaultKind.REJECTED, FaultKind.FILTERED])
def test_a_refusal_of_one_question_says_nothing_about_health(clock: Clock, kind: FaultKind) -> None:
    breaker = Breaker(clock.pace())
    for _ in range(10):
        breaker.failed(Fault(kind))
    assert breaker.admits()


def test_nothing_heavy_is_imported_before_a_model_is_asked() -> None:
    heavy = "pydantic_ai openai anthropic google.genai boto3 botocore redis sqlalchemy fastapi structlog httpx yaml"
    program = (
        "import sys; from ringside.ai import Models, Task; from ringside.ai.service import status; "
        f"print([name for name in '{heavy}'.split() if name in sys.modules])"
    )
    done = subprocess.run([sys.executable, "-c", program], capture_output=True, text=True, check=True)
    assert done.stdout.strip() == "[]"


def test_vendors_are_loaded_when_first_asked_and_only_the_one_asked() -> None:
    program = """
import asyncio, sys
from pydantic import BaseModel
from ringside.core.settings import Settings
from ringside.ai import Caller, Models, Task
import ringside.ai.task as task
words = "---\\nversion: 1\\ntier: fast\\noutput: text\\n---\\nHi"
task.read_prompt = lambda resource: task.parse_prompt(resource, words)
class Words(BaseModel): text: str
models = Models.from_settings(Settings(_env_file=None, models="ollama:a@http://127.0.0.1:9/v1", model_retries=0))
assert not {"pydantic_ai", "openai", "anthropic", "boto3"} & set(sys.modules)
ask = models.run(Task("t", "t", Words, str, lambda _: "built in"), Words(text=""), Caller("t"))
assert asyncio.run(ask).source == "builtin"
print(sorted({"pydantic_ai", "openai", "anthropic", "boto3", "google.genai"} & set(sys.modules)))
"""
    done = subprocess.run([sys.executable, "-c", program], capture_output=True, text=True, check=True)
    assert done.stdout.strip().splitlines()[-1] == "['openai', 'pydantic_ai']"
