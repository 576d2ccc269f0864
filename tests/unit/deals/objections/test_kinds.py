"""What a line objects to, and what lies under it: laws, and plain cases nobody could dispute."""

import pytest

from ringside.deals.objections import concerns, kinds

PLAIN = {
    ("en", "price"): "It's far too expensive for us.",
    ("en", "authority"): "I'd have to ask my boss, I can't decide this.",
    ("en", "integration"): "Does it integrate with our ERP, and where is our data stored?",
    ("en", "competitor"): "We already work with another supplier.",
    ("en", "not_interested"): "We're not interested, thank you.",
    ("he", "price"): "זה יקר מדי בשבילנו.",
    ("he", "authority"): "אני צריך לשאול את המנהל שלי, אני לא מחליט.",
    ("he", "send_email"): "תשלח לי מייל.",
}


@pytest.mark.parametrize(("language", "kind"), PLAIN)
def test_a_plain_objection_is_told(language, kind):
    read = kinds.read(PLAIN[language, kind], language)
    assert read.chances[0][0] == kind
    assert read.objection > 0.5


@pytest.mark.parametrize("text", ["", "?", "…", "x" * 40_000, "\u0000", "Ω≈ç√", "<b>no</b> " * 50, "שלום hello"])
@pytest.mark.parametrize("language", ["en", "he"])
def test_any_text_gets_chances_that_sum_to_one(text, language):
    read = kinds.read(text, language)
    assert [kind for kind, _ in read.chances] != []
    assert {kind for kind, _ in read.chances} == set(kinds.KINDS)
    assert sum(sure for _, sure in read.chances) == pytest.approx(1, abs=1e-4)
    assert 0 <= read.objection <= 1


def test_an_email_objects_in_one_of_its_sentences():
    text = "Hi Sam,\n\nThanks for the call on Tuesday. It's too expensive for us this year.\n\nBest regards, Dana"
    read = kinds.read(text, "en")
    assert read.chances[0][0] == "price"
    assert [text[a:b] for a, b in read.spans if "expensive" in text[a:b]]


def test_agreement_is_no_objection():
    assert kinds.read("Great, Tuesday at ten works for us, please send the invitation.", "en").objection < 0.5


def test_every_kind_and_concern_speaks_both_languages():
    assert set(concerns.kinds()) == set(kinds.KINDS)
    names = [concern.id for kind in concerns.kinds() for concern in concerns.of(kind)]
    assert len(names) == len(set(names)), "a concern is named by its id alone"
    for kind in concerns.kinds().values():
        for part in (kind.unsaid, *kind.concerns):
            for told in (part.title, part.text, part.listen, part.ask, part.push):
                assert set(told) == {"en", "he"}
            assert all(part.ask[language].endswith("?") for language in ("en", "he"))


def test_a_concern_is_shown_in_the_words_that_give_it_away():
    text = "Sorry, our  BUDGET for this year is spent."
    seen = concerns.seen(text, "price", "en")
    assert seen[0].concern.id == "budget"
    assert "BUDGET" in [text[a:b] for a, b in seen[0].spans]
    assert concerns.seen("Too much.", "price", "en") == []
