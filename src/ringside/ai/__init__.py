"""Typed model tasks: prompts, provider chain, retries, cache, spend. The only room that knows model vendors."""

from __future__ import annotations

from ringside.ai.schemas import Allowance, Answer, Caller, Waiting
from ringside.ai.service import Models
from ringside.ai.task import PromptError, Task

__all__ = ["Allowance", "Answer", "Caller", "Models", "PromptError", "Task", "Waiting"]
