"""Documents of every kind are read into blocks; what cannot be read says why, and nothing in one is executed."""

from __future__ import annotations

from contextlib import suppress

import pytest
from hypothesis import given
from hypothesis import strategies as st

from ringside.playbook.knowledge.contents import Unreadable
from ringside.playbook.knowledge.passages import MOST, sentences, split
from ringside.playbook.knowledge.reading import kind_of, read
from unit.playbook.knowledge import documents

HANDBOOK = documents.pdf(
    ["1. Opening hours", "Support is open from eight to", "eighteen on working days."],
    ["2. Response times", "We answer urgent tickets within one hour."],
    ["3. Contact", "Write to support at any time."],
)


def paragraphs(contents):
    return [block.text for block in contents.blocks if not block.level]


def headings(contents):
    return [(block.level, block.text) for block in contents.blocks if block.level]


def test_markdown():
    contents = read(documents.MARKDOWN.encode(), "pricing.md")
    assert (contents.kind, contents.title) == ("markdown", "Northwind pricing")
    assert headings(contents) == [(1, "Northwind pricing"), (2, "Discounts")]
    said = paragraphs(contents)
    assert said[0] == "We bill per seat. Starter costs $49 per seat a month."
    assert "Annual plans are 15% cheaper. See the list." in said
    assert "Team | $89" in said
    assert "Cancel any month" in said
    assert not any("alert" in text for text in said)


def test_a_web_page_as_its_reader_sees_it():
    for data, name, kind in ((documents.HTML.encode(), "page.html", "html"), (documents.mhtml(), "page.mht", "mhtml")):
        contents = read(data, name)
        assert (contents.kind, contents.title) == (kind, "Security & privacy")
        assert headings(contents) == [(1, "Security"), (2, "Where")]
        said = paragraphs(contents)
        assert said[0] == "Data is encrypted at rest with AES-256."
        assert "Frankfurt" in said
        assert "Team | 99.9%" in said
        whole = "\n".join(said)
        for hidden in ("evil", "color", "Home", "Ignore all", "Cookies", "alert", "steal", "tracker"):
            assert hidden not in whole


def test_a_pdf_with_its_pages():
    contents = read(HANDBOOK, "handbook.pdf")
    assert (contents.kind, contents.title, contents.pages) == ("pdf", "Service handbook", 3)
    assert [(block.text, block.page) for block in contents.blocks if block.level] == [
        ("1. Opening hours", 1),
        ("2. Response times", 2),
        ("3. Contact", 3),
    ]
    assert paragraphs(contents)[0] == "Support is open from eight to eighteen on working days."
    assert not any("confidential" in text or "Page" in text for text in paragraphs(contents))


def test_a_word_document():
    contents = read(documents.word(), "guide.docx")
    assert (contents.kind, contents.title) == ("docx", "Onboarding guide")
    assert headings(contents) == [(1, "Onboarding"), (2, "Training")]
    assert paragraphs(contents) == [
        "A customer goes live within two weeks.",
        "שתי הדרכות כלולות במחיר.",
        "Workshop | $400",
    ]


def test_plain_text_in_any_usual_encoding():
    text = "תנאי שירות\n\nהביטול חינם תוך 14 יום.\nאחר כך יש עמלה.\n\nDelivery\n========\n\nTwo days."
    for encoding in ("utf-8", "utf-8-sig", "utf-16", "cp1255"):
        contents = read(text.encode(encoding), "terms.txt")
        assert headings(contents) == [(2, "תנאי שירות"), (1, "Delivery")]
        assert paragraphs(contents)[0] == "הביטול חינם תוך 14 יום.\nאחר כך יש עמלה."
    assert paragraphs(read("Café près de Nîmes.".encode("cp1252"), "a.txt")) == ["Café près de Nîmes."]


@pytest.mark.parametrize(
    ("data", "name", "trouble"),
    [
        (b"", "a.txt", "empty"),
        (b" \n\n ", "a.md", "empty"),
        (b"---\n\n***\n", "a.md", "empty"),
        (b"<html><body><script>x()</script></body></html>", "a.html", "empty"),
        (documents.locked_pdf(), "a.pdf", "encrypted"),
        (documents.scanned_pdf(), "a.pdf", "no-text"),
        (HANDBOOK[:200], "a.pdf", "broken"),
        (b"%PDF-1.7 nothing else", "a.pdf", "broken"),
        (documents.word()[:2000], "a.docx", "broken"),
        (documents.bomb(), "a.docx", "unpacked-size"),
        (b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1" + bytes(600), "a.doc", "unknown-kind"),
        (b"\x89PNG\r\n\x1a\n" + bytes(range(256)) * 20, "a.txt", "unknown-kind"),
        (b"{\\rtf1\\ansi words}", "a.rtf", "unknown-kind"),
        (b"word " * 1_200_000, "a.txt", "too-long"),
    ],
)
def test_what_cannot_be_read_says_why(data, name, trouble):
    with pytest.raises(Unreadable) as refused:
        read(data, name)
    assert refused.value.trouble == trouble


def test_a_document_of_endless_entities_is_never_unfolded():
    try:
        contents = read(documents.billion_laughs(), "a.docx")
    except Unreadable:
        return
    assert sum(len(block.text) for block in contents.blocks) < 10_000


def test_a_page_may_nest_as_deeply_as_it_likes():
    deep = b"<html><body>" + b"<div>" * 50_000 + b"found" + b"</div>" * 50_000
    with suppress(Unreadable):
        assert paragraphs(read(deep, "deep.html"))


@given(st.binary(max_size=300), st.sampled_from(["a.md", "a.txt", "a.html", "a.pdf", "a.docx", "a"]))
def test_any_bytes_are_read_or_refused(data, name):
    with suppress(Unreadable):
        assert read(data, name).kind == kind_of(data, name)


def test_passages_stand_under_their_headings():
    pieces = split(read(documents.MARKDOWN.encode(), "pricing.md").blocks)
    assert [piece.heading for piece in pieces] == [("Northwind pricing",), ("Northwind pricing", "Discounts")]
    assert pieces[1].text.endswith("Cancel any month\nNo setup fee")
    assert [piece.page for piece in split(read(HANDBOOK, "a.pdf").blocks)] == [1, 2, 3]


def test_a_document_of_headings_is_not_lost():
    [piece] = split(read(b"# Only a title", "a.md").blocks)
    assert piece.text == "Only a title"


@given(st.lists(st.integers(1, 900), min_size=1, max_size=8))
def test_passages_are_of_a_readable_length_and_lose_nothing(lengths):
    text = "\n\n".join(
        " ".join(f"word{i}" + ("." if i % 23 == 22 else "") for i in range(length)) + "." for length in lengths
    )
    contents = read(text.encode(), "a.txt")
    pieces = split(contents.blocks)
    assert all(len(piece.text.split()) <= MOST for piece in pieces)
    said = " ".join(piece.text for piece in pieces).split()
    assert said == " ".join(block.text for block in contents.blocks).split()


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("One. Two! Three?", ["One.", "Two!", "Three?"]),
        ("It costs 3.50 a day. Really.", ["It costs 3.50 a day.", "Really."]),
        ("Ask Dr. Levi. He knows.", ["Ask Dr. Levi.", "He knows."]),
        ("e.g. This one. Next", ["e.g. This one.", "Next"]),
        ("המחיר קבוע. אין הפתעות! נכון?", ["המחיר קבוע.", "אין הפתעות!", "נכון?"]),
        ("Team | $89\nStarter | $49", ["Team | $89", "Starter | $49"]),
        ('He said "yes." Then left.', ['He said "yes."', "Then left."]),
        ("", []),
    ],
)
def test_sentences(text, expected):
    assert [text[start:end] for start, end in sentences(text)] == expected


@given(st.text(alphabet="ab .!?\nאA\"')", max_size=80))
def test_sentences_lie_in_order_and_miss_no_word(text):
    end = 0
    for start, stop in sentences(text):
        assert not any(char.isalnum() for char in text[end:start])
        assert start < stop <= len(text)
        end = stop
    assert not any(char.isalnum() for char in text[end:])
