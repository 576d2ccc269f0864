"""What customers asked about: found in their own sentences, and topics only where they recur."""

from __future__ import annotations

from ringside.deals.winloss import asking

LETTER = """Hello Dana,

thank you for the demo. Does it connect to our core system? We like the view.
Please send the security certificate.

On Monday, 3 March 2025 Dana Levi wrote:
Who signs the contract?"""


def test_only_what_the_writer_asks_now_is_taken_word_for_word():
    found = asking.asks(LETTER)
    said = [LETTER[ask.start : ask.end] for ask in found]
    assert said == ["Does it connect to our core system?", "Please send the security certificate."]
    assert asking.about(found[0], "core system")
    assert not asking.about(found[0], "certificate")


def test_on_a_talk_only_the_customers_lines_count():
    talk = "Dana: What would you change?\nRuth Cohen: Is single sign-on included?\nRuth: Fine."
    found = asking.of_activity("call", None, talk, asking.known(["Ruth Cohen"]))
    assert [talk[ask.start : ask.end] for ask in found] == ["Is single sign-on included?"]
    assert asking.of_activity("email", "out", talk, frozenset()) == []


def test_hebrew_questions_are_read_too():
    text = "שלום דנה, תודה. איך זה מתחבר למערכת הליבה שלנו?"
    found = asking.asks(text)
    assert len(found) == 1
    assert asking.about(found[0], "למערכת הליבה")


def test_topics_recur_in_several_deals_and_rivals_are_none():
    asked = {f"d{i}": asking.asks("Does it export to the audit log? Is FormFox slower?") for i in range(10)}
    asked |= {f"e{i}": asking.asks("We like it.") for i in range(15)}
    asked["once"] = asking.asks("Does it print labels?")
    found = {topic.name: topic.deals for topic in asking.topics(asked, never={"formfox"})}
    assert any("audit" in name for name in found)
    assert not any("formfox" in name or "label" in name for name in found)
    assert all(len(deals) == 10 for deals in found.values())
