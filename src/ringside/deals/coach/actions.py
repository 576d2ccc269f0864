"""What the coach can suggest. The rules say when, the words say how, outcomes say whether it helps."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Literal, get_args

Effort = Literal["low", "medium", "high"]
Form = Literal["message", "agenda", "questions"]
Theme = Literal["rhythm", "people", "qualifying", "commerce", "closing"]
ActionId = Literal[
    "answer_customer", "send_recap", "book_meeting", "prepare_meeting", "break_silence", "change_channel",
    "follow_interest", "write_next_step", "widen_contacts", "find_buyer", "engage_buyer", "find_champion",
    "wake_champion", "win_over_blocker", "quantify_value", "identify_pain", "learn_criteria", "learn_process",
    "learn_paperwork", "ask_alternatives", "answer_competitor", "talk_value", "trade_discount", "settle_objection",
    "unblock_stage", "reset_close_date", "plan_close", "ask_decision",
]  # fmt: skip


@dataclass(frozen=True, slots=True)
class Action:
    """`expected` is what is assumed of it before anything is measured: a shift of the log-odds of progress, kept small
    because it is trade lore and no measurement."""

    theme: Theme
    form: Form
    effort: Effort
    minutes: int
    expected: float = 0.0


ACTIONS: dict[ActionId, Action] = {
    "answer_customer": Action("rhythm", "message", "low", 10, 0.3),
    "send_recap": Action("rhythm", "message", "low", 10, 0.2),
    "book_meeting": Action("rhythm", "message", "low", 5, 0.3),
    "prepare_meeting": Action("rhythm", "agenda", "medium", 30, 0.2),
    "break_silence": Action("rhythm", "message", "low", 10, 0.1),
    "change_channel": Action("rhythm", "questions", "low", 15, 0.1),
    "follow_interest": Action("rhythm", "message", "low", 5, 0.1),
    "write_next_step": Action("rhythm", "message", "low", 5, 0.1),
    "widen_contacts": Action("people", "message", "low", 10, 0.3),
    "find_buyer": Action("people", "questions", "medium", 20, 0.3),
    "engage_buyer": Action("people", "message", "medium", 20, 0.3),
    "find_champion": Action("people", "questions", "medium", 20, 0.1),
    "wake_champion": Action("people", "message", "low", 10, 0.2),
    "win_over_blocker": Action("people", "questions", "medium", 30, 0.1),
    "quantify_value": Action("qualifying", "questions", "medium", 30, 0.1),
    "identify_pain": Action("qualifying", "questions", "medium", 20, 0.1),
    "learn_criteria": Action("qualifying", "questions", "medium", 20, 0.1),
    "learn_process": Action("qualifying", "questions", "medium", 20, 0.2),
    "learn_paperwork": Action("qualifying", "questions", "medium", 20, 0.1),
    "ask_alternatives": Action("qualifying", "questions", "low", 10, 0.0),
    "answer_competitor": Action("commerce", "agenda", "high", 60, 0.1),
    "talk_value": Action("commerce", "message", "medium", 30, 0.2),
    "trade_discount": Action("commerce", "agenda", "medium", 30, 0.1),
    "settle_objection": Action("commerce", "questions", "medium", 20, 0.2),
    "unblock_stage": Action("closing", "agenda", "medium", 30, 0.1),
    "reset_close_date": Action("closing", "message", "low", 10, 0.0),
    "plan_close": Action("closing", "agenda", "high", 60, 0.2),
    "ask_decision": Action("closing", "message", "low", 10, 0.2),
}
assert set(ACTIONS) == set(get_args(ActionId))  # noqa: S101 - both lists are this file's
ORDER: tuple[ActionId, ...] = tuple(ACTIONS)
