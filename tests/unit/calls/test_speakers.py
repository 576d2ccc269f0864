"""Who is the rep: by hints, by labels, by what is said; and utterances joined into turns."""

# A sample reads best in one line.
# ruff: noqa: E501

import pickle

import pytest
from hypothesis import given
from hypothesis import strategies as st

from ringside.calls import imports, speakers
from ringside.calls.imports import Person, Utterance
from ringside.calls.speakers import Hints, attribute


def said(*lines, **more):
    return [Utterance(label=label, text=text, **more) for label, text in lines]


def of(text):
    found = imports.read(text.encode())
    return attribute(found.utterances, Hints(people=found.people))


NOBODY = said(("Ann", "Right."), ("Bob", "Right."))


@pytest.mark.parametrize(
    ("hints", "how"),
    [
        (Hints(roles={"Bob": "rep"}), "told"),
        (Hints(roles={"ann": "customer"}), "told"),
        (Hints(rep_name="Bob Hill"), "name"),
        (Hints(user_name="bob"), "name"),
        (Hints(rep_email="bob.hill@acme.example"), "name"),
        (Hints(people={"Bob": Person(side="rep")}), "source"),
        (Hints(people={"Ann": Person(side="customer")}), "source"),
        (Hints(rep_email="x@acme.example", people={"Bob": Person(email="y@acme.example")}), "company"),
        (Hints(rep_email="x@acme.example", people={"Ann": Person(email="y@other.example")}), "company"),
    ],
)
def test_what_is_known_decides(hints, how):
    found = attribute(NOBODY, hints)
    assert found.roles == {"Ann": "customer", "Bob": "rep"}
    assert found.how == how
    assert found.sure


def test_a_persons_word_goes_before_everything():
    call = said(("Agent", "How can I help?"), ("Customer", "It broke."))
    assert attribute(call).roles == {"Agent": "rep", "Customer": "customer"}
    told = attribute(call, Hints(roles={"Agent": "customer", "Customer": "rep"}, rep_name="Agent"))
    assert told.roles == {"Agent": "customer", "Customer": "rep"}


def test_channels():
    call = [Utterance(text="hi", channel=0), Utterance(text="yes", channel=1)]
    found = attribute(call, Hints(rep_channel=1))
    assert found.roles == {"Channel 1": "customer", "Channel 2": "rep"}
    assert found.how == "channel"


@pytest.mark.parametrize(
    ("rep", "customer"),
    [
        ("Agent", "Caller"),
        ("Sales Rep 1", "Speaker 2"),
        ("Customer Service", "Dana"),
        ("customer_success", "Tom"),
        ("Tom", "Customer"),
        ("Dana (Rep)", "Tom"),
        ("נציגה", "לקוח"),
        ("הסוכן", "דובר 2"),
        ("דנה", "הלקוחה"),
        ("AGENT", "CUSTOMER"),
    ],
)
def test_labels_that_name_a_side(rep, customer):
    found = attribute(said((customer, "Hello."), (rep, "Hello.")))
    assert found.roles == {rep: "rep", customer: "customer"}
    assert found.how == "label"
    assert found.sure


@pytest.mark.parametrize(
    ("text", "rep"),
    [
        ("A: Hello there\nB: Hi, this is Tom from Acme", "B"),
        ("A: Hello?\nB: Good morning, my name is Jan and I'm with Solar Co.", "B"),
        ("A: Hello?\nB: Hi, it's Tom calling on behalf of Acme, got a minute?\nA: Not really.", "B"),
        ("A: Thank you for calling Northwind, this is Sue, how can I help?\nB: Hi, this is Tom from Acme, my invoice is wrong.", "A"),
        ("א: הלו?\nב: היי, מדבר יוסי מחברת פלאפון, יש לך דקה?", "ב"),
        ("א: שלום, הגעת לשירות הלקוחות, במה אפשר לעזור?\nב: היי, אני דנה מחיפה והאינטרנט לא עובד", "א"),
    ],
)  # fmt: skip
def test_short_calls_are_heard_by_how_they_open(text, rep):
    found = of(text)
    assert [label for label, role in found.roles.items() if role == "rep"] == [rep]


def test_colleagues_and_several_customers():
    call = said(
        ("Dana", "Hi both, this is Dana from Northwind, with me is our engineer."),
        ("Tom", "We lose two days a week on invoices, and it is too expensive to hire."),
        ("Kim", "I'm not interested in another tool, we tried one and it failed."),
    )
    assert attribute(call, Hints(rep_name="Dana")).roles == {"Dana": "rep", "Tom": "customer", "Kim": "customer"}
    both = attribute(call, Hints(rep_name="Dana", colleagues=("Kim",)))
    assert both.roles == {"Dana": "rep", "Tom": "customer", "Kim": "rep"}


def test_an_even_call_is_not_sure_and_says_so_in_the_calls_language():
    found = attribute(NOBODY)
    assert not found.sure
    assert "confirm" in found.why
    hebrew = attribute(said(("א", "כן."), ("ב", "כן.")))
    assert not hebrew.sure
    assert "לאשר" in hebrew.why


def test_without_labels_every_line_gets_a_side():
    found = of("Hello?\nHi, this is Tom from Acme, got a minute?\nWhat is it about?\nWe help you with invoices.")
    assert [t.speaker for t in found.turns] == ["customer", "rep", "customer", "rep"]
    assert not found.sure
    assert all(t.label for t in found.turns)


def test_neighbours_of_one_speaker_are_one_turn_until_a_pause():
    call = [
        Utterance(label="A", start=0, end=1, text="one"),
        Utterance(label="A", start=1.5, end=3, text="two"),
        Utterance(label="A", start=9, end=10, text="three"),
        Utterance(label="B", start=10, end=11, text="four"),
    ]
    found = attribute(call)
    assert [(t.label, t.start, t.end, t.text) for t in found.turns] == [
        ("A", 0, 3, "one two"),
        ("A", 9, 10, "three"),
        ("B", 10, 11, "four"),
    ]
    assert found.transcript.turns == found.turns


def test_a_line_without_end_is_cut_into_turns():
    text = "This is what we do. " * 5_000
    found = attribute([Utterance(label="A", start=0, end=1000, text=text), Utterance(label="B", text="ok")])
    mine = [t for t in found.turns if t.label == "A"]
    assert max(len(t.text) for t in mine) <= speakers.LONGEST
    assert " ".join(t.text for t in mine) == text.strip()
    assert [t.start for t in mine] == sorted(t.start for t in mine)
    assert mine[-1].end == 1000


@given(
    st.lists(
        st.builds(
            Utterance,
            label=st.none() | st.sampled_from(["A", "B", "Agent", "לקוח", ""]),
            text=st.text(min_size=1, max_size=60),
            channel=st.none() | st.integers(0, 1),
            start=st.none() | st.floats(0, 100),
        ),
        max_size=8,
    )
)
def test_no_call_breaks_it(call):
    found = attribute(call)
    assert " ".join(t.text for t in found.turns) == " ".join(u.text for u in call)
    assert {t.label for t in found.turns} == set(found.roles)
    assert 0 <= found.confidence <= 1
    assert not call or "rep" in found.roles.values() or len(found.roles) <= 1
    assert pickle.loads(pickle.dumps(found)) == found
