"""Why a question has no answer, said in the asker's language."""

from __future__ import annotations

import pytest

from query_kit import MODEL
from ringside.core.errors import AppError
from ringside.metrics.chat import refusing
from ringside.metrics.query import problems
from ringside.metrics.service import NoNumbers


def _kinds(kind: type[AppError]) -> list[type[AppError]]:
    return [kind, *(below for one in kind.__subclasses__() for below in _kinds(one))]


@pytest.mark.parametrize(
    "kind",
    [
        *_kinds(problems.CannotAnswer), problems.NoData, problems.DuplicateKeys, problems.TookTooLong, problems.Busy,
        problems.SourceUnavailable, problems.Unguarded, NoNumbers, AppError,
    ],
)  # fmt: skip
def test_every_reason_is_said_in_hebrew(kind):
    said = refusing.say(kind("Something in English."), "he")
    assert not any(char.isascii() and char.isalpha() for char in said)
    assert "{" not in said
    assert refusing.say(kind("Something in English."), "en") == "Something in English."


def test_what_it_is_about_is_called_by_its_label():
    model = MODEL.model_copy(
        update={"tables": {"orders": MODEL.tables["orders"].model_copy(update={"label": {"he": "הזמנות"}})}}
    )
    with pytest.raises(problems.NoDate) as raised, refusing.worded("he", model):
        raise problems.NoDate("orders has no date by which it could be cut.", table="orders")
    assert "הזמנות" in raised.value.detail
