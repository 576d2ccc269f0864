"""Whatever comes in: a result or a refusal, soon, and the same things said after a round trip."""

# A sample reads best in one line.
# ruff: noqa: E501

import json
import time

import pytest
from hypothesis import HealthCheck, example, given, settings
from hypothesis import strategies as st

from ringside.calls import imports, speakers
from ringside.calls.imports import FORMATS, BadTranscript, Utterance
from unit.calls.imports import written

NAMES = st.sampled_from(["Dana Levi", "Tom", "Agent", "לקוח", "Speaker 2", "O'Neil"])
WORDS = st.lists(
    st.sampled_from(
        ["hello", "we", "need", "this", "by", "friday", "שלום", "לא", "עכשיו", "price", "is", "20%", "&", "more", "ok"]
    ),
    min_size=1,
    max_size=12,
).map(" ".join)


@st.composite
def calls(draw):
    said, at = [], 0.0
    for i, (name, words) in enumerate(draw(st.lists(st.tuples(NAMES, WORDS), min_size=2, max_size=12))):
        start = at + draw(st.integers(1, 3000)) / 1000
        at = start + draw(st.integers(200, 9000)) / 1000
        said.append(Utterance(label=name, start=round(start, 3), end=round(at, 3), text=f"{words} {i}."))
    return said


@pytest.mark.parametrize("form", ["vtt", "srt", "text", "turns", "csv"])
@given(said=calls())
@settings(max_examples=40, deadline=None)
def test_a_written_transcript_reads_back(form, said):
    found = imports.read(getattr(written, form)(said).encode())
    assert found.format == form
    assert [(u.label, u.text, u.start) for u in found.utterances] == [(u.label, u.text, u.start) for u in said]
    if form != "text":
        assert [u.end for u in found.utterances] == [u.end for u in said]


PIECES = st.sampled_from(
    ["WEBVTT\n", "\n\n", "\n", "00:00:01.000 --> 00:00:02.000\n", "-->", "99:99:99", "-00:01", "Dana: ", "<v ", ">", "</v>", "[0:1",
     "{", "}", "[", "]", '"', ",", ";", "\t", "null", '"text":', '"start": -1', '"a"', "1e999", "NaN", "שלום", ":", "\x00", "\u202e", "**", "text,speaker\n",
     "start", "a" * 300, "\ufeff", "\ud7ff", "=", "NOTE ", "10:30", "x", " "]
)  # fmt: skip


@given(st.one_of(st.binary(max_size=300), st.lists(PIECES, max_size=40).map(lambda parts: "".join(parts).encode())))
@example(b"\xff\xfe\x00")
@example(b'[{"text": "a", "start": 1e308, "end": -5}]')
@example(b"text,speaker\n")
@settings(max_examples=300, deadline=None, suppress_health_check=[HealthCheck.too_slow])
def test_nothing_breaks_it(data):
    for form in (None, *FORMATS):
        try:
            found = imports.read(data, format=form)
        except BadTranscript:
            continue
        assert found.utterances
        times = [u.start for u in found.utterances if u.start is not None]
        assert times == sorted(times)
        assert all(0 <= t < 1e6 for t in times)
        assert all(u.end is None or u.end >= (u.start or 0) for u in found.utterances)
        assert all(u.text.strip() for u in found.utterances)


JSON = st.recursive(
    st.none()
    | st.booleans()
    | st.integers(-5, 10**6)
    | st.floats()
    | st.sampled_from(["a", "Hi there", "spk_0", "00:01"]),
    lambda inner: (
        st.lists(inner, max_size=4)
        | st.dictionaries(
            st.sampled_from(
                [
                    "text",
                    "speaker",
                    "start",
                    "end",
                    "words",
                    "results",
                    "channels",
                    "alternatives",
                    "items",
                    "timeline",
                    "users",
                    "callTranscripts",
                    "transcript",
                    "sentences",
                    "speakerId",
                    "Transcript",
                    "utterances",
                    "segments",
                    "speaker_labels",
                    "paragraphs",
                    "content",
                    "channel",
                    "parties",
                ]
            ),
            inner,
            max_size=5,
        )
    ),
    max_leaves=25,
)


@given(JSON)
@settings(max_examples=300, deadline=None)
def test_no_json_breaks_it(value):
    try:
        found = imports.read(json.dumps({"results": value} if isinstance(value, list) else value).encode())
    except BadTranscript:
        return
    assert found.utterances


@pytest.mark.parametrize("encoding", ["utf-8-sig", "utf-16", "utf-16-le", "utf-16-be", "utf-32", "windows-1255"])
def test_any_encoding_of_hebrew(encoding):
    text = "נציג: שלום, מה שלומך היום?\r\nלקוח: בסדר גמור, תודה רבה.\r\n"
    found = imports.read(text.encode(encoding))
    assert [(u.label, u.text) for u in found.utterances] == [
        ("נציג", "שלום, מה שלומך היום?"),
        ("לקוח", "בסדר גמור, תודה רבה."),
    ]
    assert found.language == "he"


def test_western_code_page_and_damaged_utf8():
    assert imports.read("Zoë: café olé\nTom: déjà vu".encode("windows-1252")).utterances[0].text == "café olé"
    damaged = ("Zoë: café olé\nTom: déjà vu " * 20).encode()[:-1] + b"\xc3"
    assert "�" in imports.read(damaged).utterances[-1].text


def test_times_that_cannot_be_are_mended_and_said():
    cues = (
        "WEBVTT\n\n00:00:05.000 --> 00:00:04.000\n<v A>one</v>\n\n-00:00:01.000 --> 00:00:01.000\n<v B>two</v>\n\n"
        "00:00:03.000 --> 00:00:09.000\n<v A>three</v>\n\n00:00:06.000 --> 00:00:07.000\n<v B>four</v>\n"
    )
    found = imports.read(cues.encode())
    assert [(u.text, u.start, u.end) for u in found.utterances] == [
        ("two", 0.0, 1.0),
        ("three", 3.0, 9.0),
        ("one", 5.0, None),
        ("four", 6.0, 7.0),
    ]
    assert len(found.notes) == 4


@pytest.mark.parametrize(
    "text",
    [
        "bla " * 600_000,
        "x" * 2_400_000,
        "a: " * 800_000,
        "Dana: hello there, how are you today?\n" * 60_000,
        "WEBVTT\n\n" + "00:00:01.000 --> 00:00:02.000\n<v A>hi</v>\n\n" * 30_000,
        "start,speaker,text\n" + "1,A,hello\n" * 60_000,
        "[" * 200_000,
        "<v " * 700_000,
        "WEBVTT\n\n00:01.000 --> 00:02.000\n" + "<v " * 500_000,
        "WEBVTT\n\n00:01.000 --> 00:02.000\n" + "{\\" * 500_000,
        "(" * 1_000_000,
        '{"text": "' + "bla " * 300_000 + '"}',
        "[" + '{"speaker":"A","text":"hi","start":1},' * 60_000 + '{"text":"x"}]',
    ],
    ids=lambda text: text[:12],
)
def test_large_ones_take_their_time_in_proportion(text):
    began = time.process_time()
    try:
        found = imports.read(text.encode())
        speakers.attribute(found.utterances)
    except BadTranscript:
        pass
    assert time.process_time() - began < 4, "several megabytes are a matter of a second"
