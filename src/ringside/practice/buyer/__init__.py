"""The simulated buyer: hidden state and rules (docs/buyer.md). Pure: a state and a rep turn in, a reaction out."""

from ringside.practice.buyer.machine import open, react, remember, start
from ringside.practice.buyer.state import BuyerState, Intent, Reaction

__all__ = ["BuyerState", "Intent", "Reaction", "open", "react", "remember", "start"]
