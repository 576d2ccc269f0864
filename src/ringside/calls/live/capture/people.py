"""Who of a meeting is the rep: by name and address, else the host. Pure."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, field

from ringside.calls.live.capture.said import CUSTOMER, REP


@dataclass(slots=True)
class Sides:
    """Remembers whose side everybody is on; who was taken for the rep stays the rep."""

    names: Sequence[str]
    """The rep's names and e-mail addresses."""
    known: dict[str, int] = field(default_factory=dict)

    def of(self, id: str, name: str | None, email: str | None, *, host: bool) -> int:
        """The side of a participant."""
        if id in self.known:
            return self.known[id]
        ours = {_plain(each) for each in self.names}
        if _plain(name) in ours or _plain(email) in ours:
            self.known[id] = REP
            return REP
        if not name and not email and not host:
            return CUSTOMER  # may still be told who it is
        self.known[id] = REP if host and REP not in self.known.values() else CUSTOMER
        return self.known[id]


def _plain(text: str | None) -> str:
    """A name as it is compared; "" for none, which nobody is called."""
    words = (text or "").casefold().replace("(host)", " ").split()
    return " ".join(words) or "\0"
