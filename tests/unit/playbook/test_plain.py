"""Words may be kept; binary data may not."""

from __future__ import annotations

import pytest
from pydantic import TypeAdapter, ValidationError

from ringside.playbook.plain import Plain
from ringside.playbook.schemas import Answers
from ringside.playbook.service import BY_USE, open_questions

PLAIN = TypeAdapter(Plain)


@pytest.mark.parametrize("text", ["שלום, \u200fעולם", "a\nb\tc", "😀", "", "שָׁלוֹם"])
def test_words_are_kept_as_they_are(text):
    assert PLAIN.validate_python(text) == text


@pytest.mark.parametrize("text", ["\u0007", "a\x00b", "\x1b[31m", "x\x7f", "\x85y"])
def test_control_characters_are_refused(text):
    with pytest.raises(ValidationError, match="control characters"):
        PLAIN.validate_python(f"a{text}b")


def test_every_question_counts_for_completeness():
    assert set(BY_USE) == set(Answers.model_fields)
    assert open_questions(Answers()) == list(BY_USE)
    assert "product" not in open_questions(Answers(product="x"))
