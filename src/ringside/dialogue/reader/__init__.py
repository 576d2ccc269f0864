"""How acts are recognised: rules per language and a small trained head."""

from ringside.dialogue.reader import en, he

GRAMMAR = {"en": en, "he": he}
