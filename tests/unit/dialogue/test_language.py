from itertools import pairwise

from hypothesis import given
from hypothesis import strategies as st

from ringside.dialogue import language


def test_detects_by_script_with_brand_names_in_between():
    assert language.detect("We use Salesforce and HubSpot") == "en"
    assert language.detect("אנחנו עובדים עם Salesforce ועם HubSpot") == "he"
    assert language.detect("") == "en"


def test_words_survive_niqqud_marks_quotes_and_acronyms():
    assert language.words("שָׁלוֹם") == ["שלום"]
    assert language.words("\u200fהמנכ״ל\u200e אמר: אי־אפשר") == ['המנכ"ל', "אמר", "אי", "אפשר"]
    assert language.words("Don’t “shout”") == ["don't", "shout"]
    assert language.words("Café cafe\u0301") == ["cafe", "cafe"]


def test_word_spans_point_into_the_original():
    text = "  “Ja”,  שָׁלוֹם  – Ok"
    assert [text[a:b] for _, a, b in language.word_spans(text)] == ["Ja", "שָׁלוֹם", "Ok"]


def split(text: str, spoken: str) -> list[str]:
    view = language.fold(text)
    return [view.text[c.start : c.end].strip() for c in language.clauses(view, spoken)]


def test_speech_without_punctuation_is_cut_where_a_new_move_starts():
    assert split("i understand and what happens when a renewal gets missed", "en") == [
        "i understand",
        "and what happens when a renewal gets missed",
    ]
    assert split("the reason i'm calling is that agencies lose renewals how do you track them", "en") == [
        "the reason i'm calling is that agencies lose renewals",
        "how do you track them",
    ]
    assert split("אני מבין לגמרי, מה הכי מטריד אותך במחיר?", "he") == ["אני מבין לגמרי,", "מה הכי מטריד אותך במחיר?"]


def test_an_embedded_question_is_not_cut_off():
    assert split("i would love to know how you handle this", "en") == ["i would love to know how you handle this"]
    assert split("how many people do you have", "en") == ["how many people do you have"]


@given(st.text(max_size=300))
def test_folding_any_text_keeps_offsets_in_order(text):
    view = language.fold(text)
    assert len(view.at) == len(view.text) + 1
    assert list(view.at) == sorted(view.at)
    for word, start, end in language.word_spans(text):
        assert 0 <= start < end <= len(text)
        assert language.words(text[start:end])[0] == word or not word.isalpha()


@given(st.text(max_size=200), st.sampled_from(["en", "he"]))
def test_clauses_cover_the_text_in_order(text, spoken):
    view = language.fold(text)
    found = language.clauses(view, spoken)
    assert all(a.end <= b.start for a, b in pairwise(found))
    assert set(language.tokens(view.text)) == {
        w for c in found for w in language.tokens(view.text[c.start : c.end])
    } or any(ch in view.text for ch in "'\"")
