"""Files of a call: no words of people become markup, no sign stops the printing."""

from __future__ import annotations

import io
import re

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from pypdf import PdfReader

from ringside.core.document import Block
from ringside.core.document.markdown import escape, markdown
from ringside.core.document.pdf import pdf, printable


@pytest.mark.parametrize(
    "text",
    [
        "# heading",
        "**bold**",
        "<b>x</b>",
        "[a](http://x)",
        "1. list",
        "- list",
        "> quote",
        "`code`",
        "a\n\n# b",
        "![x](y)",
        "&lt;",
    ],
)
def test_markup_in_words_is_taken_literally(text):
    out = escape(text)
    assert "\n" not in out
    assert not re.search(r"(?<!\\)[*_`<>\[\]#&|]", out)
    assert not re.match(r"(\d+\.|[-+])\s", out)


def test_hebrew_markdown_reads_right_to_left():
    out = markdown([Block("title", "שיחה"), Block("said", "שלום", "1. נציג")], "he")
    assert out.startswith('<div dir="rtl">')
    assert "\u200f" in out


def test_unprintable_signs_become_one_question_mark():
    assert printable("good 👍🏽👍 day") == "good ? day"
    assert printable("日本語") == "?"
    assert printable("שָׁלוֹם ₪ “x” …").count("?") == 0
    assert printable("a\u202eb\u200dc") == "abc"


@settings(max_examples=25, deadline=None)
@given(
    st.lists(
        st.tuples(
            st.sampled_from(["title", "heading", "fact", "point", "quote", "text", "rep", "customer"]),
            st.text(max_size=200),
        ),
        max_size=8,
    ),
    st.sampled_from(["en", "he"]),
)
def test_any_words_can_be_printed(blocks, language):
    made = [Block(kind, text, "1. Name") for kind, text in blocks]
    assert len(PdfReader(io.BytesIO(pdf(made, language))).pages) >= 1
    assert markdown(made, language)


def test_a_word_longer_than_a_page_wraps():
    file = pdf([Block("said", "x" * 20_000, "1. Rep")], "en")
    assert len(PdfReader(io.BytesIO(file)).pages) > 1


def test_hebrew_stands_in_reading_order():
    file = pdf([Block("said", "שלום, מדבר נועם", "1. נציג")], "he")
    text = PdfReader(io.BytesIO(file)).pages[0].extract_text()
    assert "שלום, מדבר נועם" in text
