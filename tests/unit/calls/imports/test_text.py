"""Plain text in the many ways people write who said what."""

# A sample reads best in one line.
# ruff: noqa: E501

import pytest

from ringside.calls import imports

TWO = [("Dana", "Hello there."), ("Tom", "Hi: you.")]


def labelled(text):
    return [(u.label, u.text) for u in imports.read(text.encode()).utterances]


@pytest.mark.parametrize(
    "text",
    [
        "Dana: Hello there.\nTom: Hi: you.",
        "Dana : Hello there.\nTom : Hi: you.",
        "Dana:Hello there.\nTom:Hi: you.",
        "[00:01:23] Dana: Hello there.\n[00:01:25] Tom: Hi: you.",
        "(0:12) Dana: Hello there.\n(0:15) Tom: Hi: you.",
        "00:01:23 Dana: Hello there.\n00:01:25 Tom: Hi: you.",
        "00:01:23 - Dana: Hello there.\n00:01:25 - Tom: Hi: you.",
        "Dana (00:12): Hello there.\nTom (00:15): Hi: you.",
        "Dana [00:00:12]: Hello there.\nTom [00:00:15]: Hi: you.",
        "Dana: [00:12] Hello there.\nTom: [00:15] Hi: you.",
        "Dana  0:12\nHello there.\n\nTom  0:15\nHi: you.",
        "Dana 0:12\nHello\nthere.\n\nTom 0:15\nHi: you.\n\n",
        "0:12 | Dana\nHello there.\n0:15 | Tom\nHi: you.",
        "Dana | 0:12\nHello there.\nTom | 0:15\nHi: you.",
        "**Dana:** Hello there.\n**Tom:** Hi: you.",
        "**Dana**: Hello there.\n\n**Tom**: Hi: you.",
        "**Dana** (0:12): Hello there.\n\n**Tom** (0:15): Hi: you.",
        "- Dana: Hello there.\n- Tom: Hi: you.",
        "> Dana: Hello there.\n> Tom: Hi: you.",
        "Dana:\nHello there.\nTom:\nHi: you.",
        "\u200fDana\u200e: Hello there.\n\u202bTom\u202c: Hi: you.",
        "Dana:\tHello there.\r\nTom:\tHi: you.\r\n",
        "Transcript\n\n00:00:00\n\nDana: Hello there.\nTom: Hi: you.\n\nMeeting ended after 00:31:02",
        "Subject: Demo\nParticipants: Dana, Tom\n\nDana: Hello there.\nTom: Hi: you.",
        "Dana, 10:02 AM: Hello there.\nTom, 10:03 AM: Hi: you.",
        "<p><b>Dana:</b> Hello there.</p>\n<p><b>Tom:</b> Hi: you.</p>",
        "0:0:12.0 --> 0:0:15.2\nDana: Hello there.\n0:0:15.2 --> 0:0:17.0\nTom: Hi: you.",
    ],
)
def test_the_same_two_lines(text):
    assert labelled(text) == TWO


def test_times_are_kept():
    found = imports.read(b"[00:01:23.500] Dana: hi\n[1:02:03] Tom: yes")
    assert [u.start for u in found.utterances] == [83.5, 3723.0]
    found = imports.read(b"[10:02 AM] Dana: hi\n[10:03 AM] Tom: yes")
    assert [u.start for u in found.utterances] == [0.0, 60.0]
    assert "clock" in found.notes[0].what


def test_hebrew_names_roles_and_colons_inside():
    text = "נציג: שלום, מדבר יוסי.\nלקוחה: הנקודה היא: אין לי זמן.\nנציג: מבין.\nהמחיר: מאה שקל."
    assert labelled(text) == [
        ("נציג", "שלום, מדבר יוסי."),
        ("לקוחה", "הנקודה היא: אין לי זמן."),
        ("נציג", "מבין. המחיר: מאה שקל."),
    ]


@pytest.mark.parametrize("label", ["Agent", "SALES REP", "rep_1", "Speaker 2", "דובר 1", "caller", "Account Executive"])
def test_words_for_speakers_name_them_even_once(label):
    assert labelled(f"{label}: hello you\nthe rest of it")[0] == (label, "hello you the rest of it")


def test_a_colon_in_prose_makes_no_speaker():
    prose = "We talked about the offer.\nThe main point: price.\nThey will think about it.\nhttps://acme.example/x\nAt 10:30 we stop."
    assert {label for label, _ in labelled(prose)} == {None}


def test_wrapped_lines_belong_to_the_speaker_before():
    text = "Dana: I think we should\ntalk: about it\nat 10:30 tomorrow\nTom: ok\nDana: fine"
    assert labelled(text) == [
        ("Dana", "I think we should talk: about it at 10:30 tomorrow"),
        ("Tom", "ok"),
        ("Dana", "fine"),
    ]


def test_names_on_lines_of_their_own_as_in_a_play():
    text = "DANA\nHello there.\n\nTOM\nHi, who is it?\n\nDANA\nIt is me.\n\nTOM\nOh."
    assert labelled(text) == [
        ("DANA", "Hello there."),
        ("TOM", "Hi, who is it?"),
        ("DANA", "It is me."),
        ("TOM", "Oh."),
    ]


def test_one_speaker_has_one_spelling():
    assert {label for label, _ in labelled("Dana: a\nTOM: b\ndana: c\nTom: d")} == {"Dana", "TOM"}


def test_mail_around_a_transcript_is_not_spoken():
    text = (
        "From: a@b.example\nTo: c@d.example\nSubject: Our call\n\nHi all, see below\n\nDana: Hello\nTom: Hi\nDana: Bye"
    )
    found = imports.read(text.encode())
    assert [u.text for u in found.utterances] == ["Hello", "Hi", "Bye"]
    assert found.title == "Our call"
    assert any("not part" in note.what for note in found.notes)
