"""Blind scripted reps. REPS: name -> class. Usage: r = REPS[name](seed); r.reply(buyer_line, turn)."""
from . import angry, bad, closing, cold_en, cold_en2, cold_he, discovery, home, mixed, price, technical
from .base import Good


def _good():
    out = []
    for m in (cold_en, cold_en2, cold_he, home, discovery, price, closing, technical, angry):
        out += [c for c in vars(m).values() if isinstance(c, type) and issubclass(c, Good) and c.__module__ == m.__name__ and c.name]
    return out


REPS = {c.name: c for c in _good() + mixed.ALL + list(bad.R.values())}
