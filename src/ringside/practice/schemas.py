"""What practice sends and receives. Names outside clients rely on are in docs/api.md."""

from __future__ import annotations

from typing import Literal

Level = Literal["foundation", "intermediate", "advanced", "expert"]
ScenarioKind = Literal["cold_call", "discovery", "objection", "closing", "technical", "service"]
Outcome = Literal["meeting", "callback", "refused", "hangup", "ended"]
Status = Literal["open", "ended"]
