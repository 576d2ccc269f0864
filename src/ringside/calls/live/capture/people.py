"""Who of a meeting is the rep: by name and address, else the host. Pure."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, field

from ringside.calls.live.capture.said import CUSTOMER, REP

MOST_KNOWN = 1_000
"""People of a meeting who are remembered; who comes after them is a customer."""


@dataclass(slots=True)
class Sides:
    """Remembers whose side everybody is on."""

    names: Sequence[str]
    """The rep's names and e-mail addresses."""
    known: dict[str, int] = field(default_factory=dict)
    stands_in: str | None = None
    """The host, taken for the rep until somebody with the rep's name comes."""

    def of(self, id: str, name: str | None, email: str | None, *, host: bool) -> int:
        """The side of a participant."""
        ours = {_plain(each) for each in self.names}
        if _plain(name) in ours or _plain(email) in ours:
            if self.stands_in not in (None, id):
                self.known[str(self.stands_in)] = CUSTOMER
            self.stands_in = None
            self.known[id] = REP
        elif id not in self.known:
            if (not name and not email and not host) or len(self.known) >= MOST_KNOWN:
                return CUSTOMER  # may still be told who it is
            alone = host and REP not in self.known.values()
            self.stands_in = id if alone else self.stands_in
            self.known[id] = REP if alone else CUSTOMER
        return self.known[id]


def _plain(text: str | None) -> str:
    """A name as it is compared; "" for none, which nobody is called."""
    words = (text or "").casefold().replace("(host)", " ").split()
    return " ".join(words) or "\0"
