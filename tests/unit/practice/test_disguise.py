"""Nobody of a real call can be recognised afterwards, and the same name stays the same name."""

from __future__ import annotations

import re

import pytest
from hypothesis import given
from hypothesis import strategies as st

from ringside.practice.disguise import Disguise

CAPITALS = (
    "Hi, this is Sam Carter from Claimlight. Am I speaking with Mrs. Dana Whitfield?",
    "Yes, Dana speaking. We at Norfolk Mutual already use Salesforce, and we pay $48,500 a year.",
    "They go to our office in Hartford and then Bill Weaver checks 1,250 of them.",
    "Mail me at dana.whitfield@norfolkmutual.com or call 415-555-0182, see www.norfolkmutual.com/claims.",
    "My policy is AB12345. Mark told me at 10:30 that IBM wanted 35 percent, so forty thousand euros. May I go?",
)
LOWER = (
    "hello this is harper valley national bank my name is jennifer how can i help you today",
    "hi my name is robert davis i lost my debit card the number is 4929 1234 5678",
    "okay thank you robert davis which card would you like to replace",
)
HEBREW = (
    "שלום, מדבר נועם מקליימלייט. מדברת דנה כהן?",
    "כן, דנה. אני מחברת הראל, ואנחנו משלמים 48,000 שקל לשנה ל-Salesforce.",
    "תתקשר לרונית ב-052-1234567, יש לנו עשרים עובדים ברחוב הרצל.",
)
CASES = {
    "capitals": (
        CAPITALS,
        "en",
        "dana whitfield norfolk mutual salesforce hartford weaver ab12345 mark ibm carter",
    ),
    "lower": (LOWER, "en", "harper jennifer robert davis 4929 5678"),
    "hebrew": (HEBREW, "he", "דנה כהן הראל רונית הרצל נועם salesforce 48,000 1234567"),
}


@pytest.mark.parametrize("case", CASES)
@pytest.mark.parametrize("seed", range(12))
def test_names_numbers_and_addresses_are_gone(case, seed):
    lines, language, details = CASES[case]
    hide = Disguise(lines, language, seed)
    hidden = "\n".join(hide(line) for line in lines)
    found = set(re.findall(r"[\w,]+", hidden.casefold()))
    assert not found & set(details.split())
    for detail in ("48,500", "1,250", "415-555-0182", "norfolkmutual", "35 percent"):
        assert detail not in hidden
    assert len(hidden.split("\n")) == len(lines)


def test_the_same_person_has_the_same_new_name_everywhere():
    hide = Disguise(CAPITALS, "en", 3)
    full = re.search(r"Mrs\. (\w+) (\w+)\?", hide(CAPITALS[0]))
    assert full
    assert hide("Dana said so.") == f"{full[1]} said so."
    assert hide("Whitfield's file") == f"{full[2]}'s file"


def test_what_is_ours_and_what_says_nothing_stays():
    hide = Disguise(CAPITALS, "en", 3, keep=["Claimlight"])
    assert "Claimlight" in hide(CAPITALS[0])
    plain = "I understand. On Tuesday at 10:30 we look at two of your own claims, okay?"
    assert hide(plain) == plain
    assert not hide.reveals(plain)


def test_labels_are_names_unless_they_are_roles():
    hide = Disguise(["i think xanthe is right"], "en", 1, labels=["Xanthe Q. (customer)", "Agent 2"])
    assert "xanthe" not in hide("i think xanthe is right").casefold()
    assert hide("the agent is right") == "the agent is right"


def test_amounts_stay_plausible():
    hide = Disguise([], "en", 5)
    new = int(re.sub(r"\D", "", hide("$48,500")))
    assert 20_000 < new < 100_000
    assert new != 48_500
    assert hide("$48,500") == hide("$48,500")
    assert hide("two of 12") == "two of 12"


@given(st.text(max_size=200), st.integers(0, 50))
def test_any_text_goes_through(text, seed):
    hide = Disguise([text], "en", seed)
    assert isinstance(hide(text), str)
    assert hide(text) == hide(text)


@pytest.mark.parametrize(
    ("language", "line", "names"),
    [
        ("en", "Hi Jonas, do you have a minute? Jonas?", ["jonas"]),
        ("en", "hi this is grzegorz kowalski calling from initech", ["grzegorz", "kowalski", "initech"]),
        ("en", "write to jonas dot hart at gmail dot com", ["jonas", "hart", "gmail"]),
        ("he", "שלום יונס, מה נשמע?", ["יונס"]),
        ("he", "אני אלמוג כרמלי מחברת אינטק", ["אלמוג", "כרמלי", "אינטק"]),
    ],
)
def test_names_that_stand_on_no_list_are_known_by_how_they_are_said(language, line, names):
    said = Disguise([line], language, 3)(line).casefold()
    assert not [name for name in names if name in said]


@pytest.mark.parametrize("line", ["Hi There, thanks.", "I'm just calling from the car.", "שלום לך, מה נשמע"])
def test_a_greeting_of_nobody_stays(line):
    assert Disguise([line], "he" if "ש" in line else "en", 3)(line) == line


def test_who_is_greeted_and_which_company_a_title_names():
    hide = Disguise(["Hi Jonas, are you with Norfolk Mutual?"], "en", 3)
    assert hide.greeted_in("Hi Jonas, are you there?") == hide("Jonas")
    assert hide.company_in("Norfolk Mutual, second call") == hide("Norfolk Mutual")
    assert hide.company_in("second call") is None
