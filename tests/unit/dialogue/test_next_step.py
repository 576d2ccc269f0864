"""How a next step is agreed in real calls: by repeating the time, asking for the invitation, or over several turns."""

# A call reads best one turn a line.
# ruff: noqa: E501

import pytest
from tests.unit.dialogue.calls import call

from ringside.dialogue import acts, signals

OPENED = {
    "en": (
        "R: Hi, this is Dan from Acme, how do you handle renewals?",
        "C: We use spreadsheets, it takes us days.",
    ),
    "he": ("R: היי, מדבר דן, איך אתם מטפלים בחידושים?", "C: באקסל, זה לוקח לנו ימים."),
}


def ended(language, *lines):
    transcript = call(language, *OPENED[language], *lines)
    return signals.measure(transcript, acts.read_all(transcript))


@pytest.mark.parametrize(
    ("language", "lines"),
    [
        ("en", ("R: Ours is 200 a month. Could we do a demo on Tuesday at 10?", "C: Tuesday at ten works. Send me an invite.",
                "R: Great, I'll send it today.")),
        ("en", ("R: How about Tuesday?", "C: No, Thursday.", "R: Thursday at 3?", "C: Works.", "R: Great.")),
        ("en", ("R: Should we talk again?", "C: Can we do Thursday at three instead?", "R: Sure, Thursday at three it is.")),
        ("en", ("R: Shall we speak again?", "C: Same time next week?", "R: Perfect, same time next week.", "C: Great.")),
        ("en", ("R: Could we meet Tuesday at ten?", "C: Yeah, shoot me the invite.", "R: Will do.")),
        ("he", ("R: אפשר לקבוע הדגמה ביום שלישי בעשר?", "C: יום שלישי בעשר מתאים לי, תשלח זימון.", "R: מעולה, אשלח.")),
        ("he", ("R: מה עם יום שלישי?", "C: לא, חמישי.", "R: חמישי בשלוש?", "C: סגור.", "R: יופי.")),
        ("he", ("R: נדבר שוב?", "C: אולי יום חמישי בשלוש?", "R: מצוין, חמישי בשלוש.", "C: להתראות.")),
    ],
)  # fmt: skip
def test_a_time_that_both_take_is_an_advance(language, lines):
    found = ended(language, *lines)
    assert found.next_step.kind == "advance"
    assert found.next_step.agreed
    assert not found.objections


@pytest.mark.parametrize(
    ("language", "lines"),
    [
        ("en", ("R: Could we meet Tuesday at ten?", "C: Just send me an email.", "R: Okay.")),
        ("en", ("R: Could we meet Tuesday at ten?", "C: No, Tuesday doesn't work, send me some info.", "R: Okay.")),
        ("he", ("R: אפשר לקבוע ביום שלישי?", "C: תשלח לי מייל.", "R: טוב.")),
    ],
)
def test_an_email_instead_is_still_a_brush_off(language, lines):
    found = ended(language, *lines)
    assert found.next_step.kind in ("none", "vague")
    assert [o.kind for o in found.objections] == ["send_email"]


def test_a_price_objection_is_settled_when_the_step_is_taken():
    found = ended(
        "en",
        "R: Could we meet Tuesday at ten?",
        "C: That's too expensive for us.",
        "R: I hear you, what are you comparing it with?",
        "C: Just a feeling.",
        "R: One lost client pays for the year. Tuesday at ten?",
        "C: Okay, let's do Tuesday at ten, put something in.",
    )
    assert found.next_step.kind == "advance"
    assert [(o.kind, o.resolved) for o in found.objections] == [("price", True)]
