"""Transcripts as each format writes them, and writers for round trips."""

# A sample reads best in one line.
# ruff: noqa: E501

from __future__ import annotations

import json
from collections.abc import Sequence

from ringside.calls.imports import Utterance

ZOOM_VTT = """WEBVTT

1
00:00:02.000 --> 00:00:04.500
Dana Levi: Hi, this is Dana from Northwind.

2
00:00:05.000 --> 00:00:06.000
Tom Becker: Hello. We open at: nine.

3
00:00:05.000 --> 00:00:06.000
Tom Becker: Hello. We open at: nine.

4
00:00:06.500 --> 00:00:08.000
Dana Levi: Great.
"""
TEAMS_VTT = """WEBVTT

1cc0b17b-3b6a-4c3c-8a61-2f9ac85e3a5f/12-0
00:00:02.120 --> 00:00:04.500
<v Dana Levi>Hi, this is Dana
from Northwind.</v>

1cc0b17b-3b6a-4c3c-8a61-2f9ac85e3a5f/15-1
00:00:05.000 --> 00:00:06.000
<v Tom Becker>Hello &amp; welcome.</v>
"""
TEAMS_METADATA = """WEBVTT

00:00:02.120 --> 00:00:04.500
{"startDateTime":"2026-03-01T10:00:02Z","speakerName":"Dana Levi","spokenText":"Hi there.","spokenLanguage":"en-us"}
"""
SRT = """1
00:00:02,000 --> 00:00:04,500
Agent: Hi, this is Dana.

2
00:00:05,000 --> 00:00:06,000
Customer: Hello.
and goodbye
"""
YOUTUBE_VTT = """WEBVTT
Kind: captions
Language: en

00:00:00.000 --> 00:00:02.000 align:start position:0%
good<00:00:00.500><c> morning</c>

00:00:02.000 --> 00:00:02.010
good morning

00:00:02.010 --> 00:00:04.000
good morning
thanks<00:00:02.500><c> for calling</c>

00:00:04.000 --> 00:00:04.010
thanks for calling

00:00:04.010 --> 00:00:06.000
thanks for calling
how can I help
"""
ZOOM_JSON = {
    "type": "zoom_transcript",
    "topic": "Northwind demo",
    "timeline": [
        {"text": "Hi there", "ts": "00:00:02.100", "end_ts": "00:00:03.000", "users": [{"username": "Dana", "email": "d@a.example"}]},
        {"text": "Hello", "ts": "00:00:03.500", "end_ts": "00:00:04.000", "users": [{"username": "Tom", "multiple_people": False}]},
    ],
}  # fmt: skip
GONG_JSON = {
    "requestId": "1",
    "callTranscripts": [
        {
            "callId": "7",
            "transcript": [
                {"speakerId": "11", "topic": "Intro", "sentences": [{"start": 1500, "end": 2500, "text": "Hi there."}]},
                {"speakerId": "12", "topic": None, "sentences": [{"start": 3000, "end": 3500, "text": "Hello."}]},
            ],
        }
    ],
    "parties": [
        {"speakerId": "11", "name": "Dana Levi", "emailAddress": "d@a.example", "affiliation": "Internal"},
        {"speakerId": "12", "name": "Tom", "affiliation": "External"},
    ],
}
TRANSCRIBE_JSON = {
    "jobName": "job",
    "results": {
        "transcripts": [{"transcript": "Hi there. Hello."}],
        "speaker_labels": {
            "speakers": 2,
            "segments": [
                {"start_time": "0.5", "end_time": "1.2", "speaker_label": "spk_0", "items": [
                    {"start_time": "0.5", "speaker_label": "spk_0"}, {"start_time": "0.8", "speaker_label": "spk_0"}]},
                {"start_time": "2.0", "end_time": "2.4", "speaker_label": "spk_1", "items": [
                    {"start_time": "2.0", "speaker_label": "spk_1"}]},
            ],
        },
        "items": [
            {"type": "pronunciation", "start_time": "0.5", "end_time": "0.7", "alternatives": [{"confidence": "0.9", "content": "Hi"}]},
            {"type": "pronunciation", "start_time": "0.8", "end_time": "1.2", "alternatives": [{"confidence": "1.0", "content": "there"}]},
            {"type": "punctuation", "alternatives": [{"confidence": "0.0", "content": "."}]},
            {"type": "pronunciation", "start_time": "2.0", "end_time": "2.4", "alternatives": [{"confidence": "1.0", "content": "Hello"}]},
        ],
    },
}  # fmt: skip
TRANSCRIBE_CHANNELS = {
    "results": {
        "transcripts": [],
        "channel_labels": {
            "number_of_channels": 2,
            "channels": [
                {"channel_label": "ch_0", "items": [{"type": "pronunciation", "start_time": "0.5", "end_time": "0.7", "alternatives": [{"content": "Hi"}]}]},
                {"channel_label": "ch_1", "items": [{"type": "pronunciation", "start_time": "0.2", "end_time": "0.4", "alternatives": [{"content": "Yes"}]}]},
            ],
        },
    }
}  # fmt: skip
CALL_ANALYTICS = {
    "LanguageCode": "en-US",
    "Participants": [{"ParticipantRole": "AGENT"}, {"ParticipantRole": "CUSTOMER"}],
    "Transcript": [
        {"ParticipantRole": "AGENT", "Content": "Hi there", "BeginOffsetMillis": 500, "EndOffsetMillis": 1200},
        {"ParticipantRole": "CUSTOMER", "Content": "Hello", "BeginOffsetMillis": 2000, "EndOffsetMillis": 2400},
    ],
}
DEEPGRAM_WORDS = {
    "metadata": {"channels": 1},
    "results": {"channels": [{"alternatives": [{"transcript": "hi there hello", "words": [
        {"word": "hi", "punctuated_word": "Hi", "start": 0.5, "end": 0.7, "speaker": 0, "confidence": 0.9},
        {"word": "there", "punctuated_word": "there.", "start": 0.8, "end": 1.2, "speaker": 0, "confidence": 0.9},
        {"word": "hello", "punctuated_word": "Hello.", "start": 2.0, "end": 2.4, "speaker": 1, "confidence": 0.9},
    ]}]}]},
}  # fmt: skip
DEEPGRAM_UTTERANCES = {
    "results": {
        "channels": [{"alternatives": []}, {"alternatives": []}],
        "utterances": [
            {"start": 2.0, "end": 2.4, "channel": 1, "transcript": "Hello.", "speaker": 0},
            {"start": 0.5, "end": 1.2, "channel": 0, "transcript": "Hi there.", "speaker": 0},
        ],
    }
}


def stamp(seconds: float, mark: str = ".") -> str:
    thousandths = round(seconds * 1000)
    return (
        f"{thousandths // 3_600_000:02}:{thousandths // 60_000 % 60:02}:{thousandths // 1000 % 60:02}"
        f"{mark}{thousandths % 1000:03}"
    )


def vtt(said: Sequence[Utterance]) -> str:
    cues = (f"{stamp(u.start or 0)} --> {stamp(u.end or 0)}\n<v {u.label}>{u.text}</v>" for u in said)
    return "WEBVTT\n\n" + "\n\n".join(cues) + "\n"


def srt(said: Sequence[Utterance]) -> str:
    cues = (
        f"{i}\n{stamp(u.start or 0, ',')} --> {stamp(u.end or 0, ',')}\n{u.label}: {u.text}"
        for i, u in enumerate(said, 1)
    )
    return "\n\n".join(cues) + "\n"


def text(said: Sequence[Utterance]) -> str:
    return "\n".join(f"[{stamp(u.start or 0)}] {u.label}: {u.text}" for u in said)


def turns(said: Sequence[Utterance]) -> str:
    return json.dumps({"turns": [{"speaker": u.label, "text": u.text, "start": u.start, "end": u.end} for u in said]})


def csv(said: Sequence[Utterance]) -> str:
    rows = (f'{u.start},{u.end},{u.label},"{u.text}"' for u in said)
    return "start,end,speaker,text\r\n" + "\r\n".join(rows)
