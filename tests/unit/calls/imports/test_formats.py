"""Every format as the tools write it gives the same few things said."""

# A sample reads best in one line.
# ruff: noqa: E501

import json
import pickle

import pytest

from ringside.calls import imports
from ringside.calls.imports import BadTranscript
from unit.calls.imports import written


def read(told, **named):
    data = told if isinstance(told, bytes) else (told if isinstance(told, str) else json.dumps(told)).encode()
    return imports.read(data, **named)


def said(told, **named):
    return [(u.label, u.start, u.end, u.text) for u in read(told, **named).utterances]


TWO = [("Dana", "Hi there."), ("Tom", "Hello.")]


def test_zoom_captions_name_speakers_and_repeat_cues():
    found = read(written.ZOOM_VTT)
    assert [(u.label, u.text) for u in found.utterances] == [
        ("Dana Levi", "Hi, this is Dana from Northwind."),
        ("Tom Becker", "Hello. We open at: nine."),
        ("Dana Levi", "Great."),
    ]
    assert found.format == "vtt"
    assert [(n.where, n.what) for n in found.notes] == [("line 12", "Repeated lines left out: 1.")]


def test_teams_captions_have_voices_ids_and_entities():
    assert said(written.TEAMS_VTT) == [
        ("Dana Levi", 2.12, 4.5, "Hi, this is Dana from Northwind."),
        ("Tom Becker", 5.0, 6.0, "Hello & welcome."),
    ]
    assert said(written.TEAMS_METADATA) == [("Dana Levi", 2.12, 4.5, "Hi there.")]


def test_subrip_with_speakers_and_wrapped_lines():
    assert said(written.SRT) == [("Agent", 2.0, 4.5, "Hi, this is Dana."), ("Customer", 5.0, 6.0, "Hello. and goodbye")]


def test_rolling_captions_are_told_once():
    found = read(written.YOUTUBE_VTT)
    assert " ".join(u.text for u in found.utterances) == "good morning thanks for calling how can I help"


def test_several_voices_in_one_cue():
    cue = "WEBVTT\n\n00:01.000 --> 00:02.000\n<v Dana>Hi</v> <v Tom>Hello</v>"
    assert said(cue) == [("Dana", 1.0, 2.0, "Hi"), ("Tom", 1.0, 2.0, "Hello")]


@pytest.mark.parametrize(
    ("told", "form", "first"),
    [
        (written.ZOOM_JSON, "zoom", ("Dana", 2.1, 3.0, "Hi there")),
        (written.GONG_JSON, "gong", ("Dana Levi", 1.5, 2.5, "Hi there.")),
        (written.TRANSCRIBE_JSON, "transcribe", ("Speaker 1", 0.5, 1.2, "Hi there.")),
        (written.CALL_ANALYTICS, "transcribe", ("Agent", 0.5, 1.2, "Hi there")),
        (written.DEEPGRAM_WORDS, "deepgram", ("Speaker 1", 0.5, 1.2, "Hi there.")),
        (written.DEEPGRAM_UTTERANCES, "deepgram", ("Channel 1", 0.5, 1.2, "Hi there.")),
    ],
    ids=["zoom", "gong", "transcribe", "call-analytics", "deepgram-words", "deepgram-utterances"],
)
def test_json_of_vendors_is_told_apart_by_shape(told, form, first):
    found = read(told)
    assert found.format == form
    assert len(found.utterances) == 2
    one = found.utterances[0]
    assert (one.label, one.start, one.end, one.text) == first
    assert read(told, format=form) == found


def test_sources_tell_who_is_ours():
    assert {label: p.side for label, p in read(written.GONG_JSON).people.items()} == {
        "Dana Levi": "rep",
        "Tom": "customer",
    }
    assert read(written.CALL_ANALYTICS).people["Agent"].side == "rep"
    assert read(written.ZOOM_JSON).people["Dana"].email == "d@a.example"
    assert read(written.ZOOM_JSON).title == "Northwind demo"


def test_channels_are_kept():
    found = read(written.TRANSCRIBE_CHANNELS)
    assert [(u.channel, u.label, u.text) for u in found.utterances] == [(1, "Channel 2", "Yes"), (0, "Channel 1", "Hi")]


@pytest.mark.parametrize(
    "told",
    [
        [{"speaker": "Dana", "text": "Hi there."}, {"speaker": "Tom", "text": "Hello."}],
        {"turns": [{"label": "Dana", "speaker": "rep", "text": "Hi there."}, {"label": "Tom", "text": "Hello."}]},
        {"sentences": [{"speaker_name": "Dana", "text": "Hi there.", "start_time": 1}, {"speaker_name": "Tom", "text": "Hello."}]},
        {"data": {"transcript": {"segments": [{"speaker": {"name": "Dana"}, "text": "Hi there."}, {"speaker": {"name": "Tom"}, "text": "Hello."}]}}},
        [{"participant": {"name": "Dana"}, "words": [{"text": "Hi"}, {"text": "there."}]}, {"participant": {"name": "Tom"}, "words": [{"text": "Hello."}]}],
        [{"role": "Dana", "content": "Hi there."}, {"role": "Tom", "content": "Hello."}],
    ],
)  # fmt: skip
def test_any_list_of_things_said_is_found(told):
    assert [(u.label, u.text) for u in read(told).utterances] == TWO


def test_a_text_inside_of_json():
    told = {"title": "Demo", "transcript": "Dana: Hi there.\nTom: Hello."}
    assert [(u.label, u.text) for u in read(told).utterances] == TWO
    assert (read(told).format, read(told).title) == ("json", "Demo")


def test_json_lines():
    assert said('{"speaker":"Dana","text":"Hi there."}\n{"speaker":"Tom","text":"Hello."}\n') == [
        ("Dana", None, None, "Hi there."),
        ("Tom", None, None, "Hello."),
    ]


def test_times_in_milliseconds_are_recognised():
    told = [{"speaker": "A", "start": 250, "end": 2950, "text": "one two three"}, {"speaker": "B", "start": 3000, "end": 5000, "text": "four five"}]  # fmt: skip
    assert [(u.start, u.end) for u in read({"utterances": told}).utterances] == [(0.25, 2.95), (3.0, 5.0)]
    assert said([{"speaker": "A", "offset_ms": 3720, "duration_ms": 280, "transcript": "hi"}]) == [
        ("A", 3.72, 4.0, "hi")
    ]


@pytest.mark.parametrize(
    "table",
    [
        "start,end,speaker,text\n0:01,0:02,Dana,Hi there.\n0:03,0:04,Tom,Hello.",
        "Speaker;Start time;End time;Transcript\nDana;00:00:01.000;00:00:02.000;Hi there.\nTom;00:00:03.000;00:00:04.000;Hello.",
        "דובר\tהתחלה\tסיום\tטקסט\nDana\t1\t2\tHi there.\nTom\t3\t4\tHello.",
        'start_ms,duration_ms,speaker,text\n1000,1000,Dana,"Hi there."\n3000,1000,Tom,Hello.',
        "2026-03-01 10:00:01,2026-03-01 10:00:02,Dana,Hi there.\n2026-03-01 10:00:03,2026-03-01 10:00:04,Tom,Hello.",
    ],
)
def test_tables_in_many_shapes(table):
    found = read(table, filename="call.csv")
    assert found.format == "csv"
    assert [(u.label, u.text) for u in found.utterances] == TWO
    first, second = found.utterances
    assert (second.start - first.start, first.end - first.start) == (2.0, 1.0)


@pytest.mark.parametrize(
    ("told", "kind", "words"),
    [
        ("", "empty", "empty"),
        ("   \n\t ", "empty", "empty"),
        ("WEBVTT\n\n", "silent", "No spoken words"),
        ('{"a": [1, 2', "json", "Line 1"),
        ('[{"a": 1},\n {"b": }]', "json", "Line 2"),
        ('{"some": "thing"}', "shape", "no list of things said"),
        ({"timeline": [{"ts": "00:00:01", "users": [{"username": "A"}]}]}, "timeline", "who spoke when"),
        (b"%PDF-1.7\n", "document", "plain text"),
        (b"PK\x03\x04word", "document", "plain text"),
        (b"ID3\x04\x00\x00abc", "sound", "recording"),
        (b"RIFF\x00\x00\x00\x00WAVEfmt ", "sound", "recording"),
        (bytes(range(1, 32)) * 40, "binary", "not a text file"),
    ],
)
def test_what_cannot_be_read_says_what_is_wrong_and_what_to_do(told, kind, words):
    with pytest.raises(BadTranscript) as refusal:
        read(told)
    assert refusal.value.kind == kind
    assert words in refusal.value.detail
    assert refusal.value.status == 422
    again = pickle.loads(pickle.dumps(refusal.value))  # it comes from another process
    assert (again.kind, again.detail, again.extra) == (kind, refusal.value.detail, refusal.value.extra)
    with pytest.raises(BadTranscript) as refusal:
        read(told, language="he")
    assert any("א" <= letter <= "ת" for letter in refusal.value.detail)


def test_unknown_and_wrong_formats_are_named():
    with pytest.raises(BadTranscript, match="pptx"):
        read("Dana: hi", format="pptx")
    with pytest.raises(BadTranscript, match="SRT"):
        read("Dana: hi", format="srt")
    with pytest.raises(BadTranscript):
        read("Dana: hi", format="gong")
