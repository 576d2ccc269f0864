"""How texts are cut into words, what queries mean, and that every span is where the words are."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from ringside.core.search_query import Query, Reader, Term, parse, rank
from ringside.core.search_words import fold, forms, words


def said(text):
    return [word.text for word in words(text)]


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("What's the Price?", ["what", "the", "price"]),
        ("don\u2019t DON'T dont", ["dont", "dont", "dont"]),
        ("$1,200.50 a month, 24/7", ["1200", "50", "a", "month", "24", "7"]),
        ("Café naïve Straße", ["cafe", "naive", "strasse"]),
        ("הַמְּחִיר שלנו", ["המחיר", "שלנו"]),
        ('צה"ל צה״ל', ["צהל", "צהל"]),
        ("ג'ירפה ג׳ירפה", ["גירפה", "גירפה"]),
        ("בית־ספר בית-ספר", ["בית", "ספר", "בית", "ספר"]),
        ("\u200fמחיר\u200e", ["מחיר"]),
        ('אמר "המחיר" בשקט', ["אמר", "המחיר", "בשקט"]),
        ("snake_case v2", ["snake", "case", "v2"]),
        ("", []),
        ("?!… —", []),
    ],
)
def test_words_are_compared_without_case_marks_and_quotes(text, expected):
    assert said(text) == expected


@given(st.text())
def test_words_lie_in_the_original_text(text):
    end = 0
    for word in words(text):
        assert end <= word.start < word.end <= len(text)
        assert fold(text[word.start : word.end]) == word.text
        assert not word.text.isspace()
        assert " " not in word.text
        end = word.end


@pytest.mark.parametrize(
    ("one", "other"),
    [
        ("price", "prices"), ("integrate", "integrating"), ("customer", "customers'"), ("מחיר", "המחיר"),
        ("מחיר", "שהמחיר"), ("מחיר", "ובמחיר"), ("לקוח", "ללקוחות"), ("הנחה", "הנחות"), ("גן", "הגן"),
        ("חוזה", "מהחוזה"), ("קופון", "הקופונים"), ("ספר", "בספר"),
    ],
)  # fmt: skip
def test_forms_of_a_word_find_each_other(one, other):
    for asked, text in ((one, other), (other, one)):
        query = parse(asked)
        assert Reader(query).found(said(f"xx {text} yy")), (asked, text)


@pytest.mark.parametrize(
    ("one", "other"), [("price", "precise"), ("מחיר", "מכירה"), ("כסף", "סף"), ("new", "newspaper")]
)
def test_other_words_do_not(one, other):
    assert not Reader(parse(one)).found(said(other))


def test_a_short_word_keeps_its_letters():
    assert "ן" not in forms("הן")
    assert all(len(form) > 1 for word in ("הן", "של", "ובה") for form in forms(word))


def test_a_query_has_phrases_words_and_perhaps_a_beginning():
    assert parse('free "annual Plan" trial').terms == (Term(("free",)), Term(("annual", "plan")), Term(("trial",)))
    assert parse("annual pla", typing=True).terms[-1] == Term(("pla",), prefix=True)
    assert parse("annual plan ", typing=True).terms[-1] == Term(("plan",))
    assert parse('מה אמר צה"ל על "המחיר שלנו"').terms[-2:] == (Term(("על",)), Term(("המחיר", "שלנו")))
    assert parse('an open "quote').terms == (Term(("an",)), Term(("open",)), Term(("quote",)))
    assert parse('""').terms == ()
    assert len(parse("w1 " + " ".join(f"w{i}" for i in range(99))).terms) <= 16


def test_little_words_count_only_where_there_is_nothing_else():
    assert parse("how much is the plan", every=False).terms == (Term(("plan",)),)
    assert parse("what is it", every=False).terms == (Term(("what",)), Term(("is",)), Term(("it",)))
    assert len(parse("how much is the plan").terms) == 5


def spans(query, text, **options):
    return [text[start:end] for start, end in Reader(parse(query, **options)).spans(text)]


def test_spans_show_the_words_in_the_original():
    assert spans("price", "The PRICE, the prices; priceless") == ["PRICE", "prices"]
    assert spans("מחיר", "הַמְּחִיר גבוה") == ["הַמְּחִיר"]
    assert spans('"annual plan"', "Plan annual, annual  plan!") == ["annual  plan"]
    assert spans('"המחיר גבוה"', "כי המחיר גבוה") == ["המחיר גבוה"]
    assert spans("neg", "negotiate now", typing=True) == ["negotiate"]
    assert spans("neg", "negotiate now") == []


@given(
    st.text(alphabet="price מחירה\"' \u05b0\u200fאבcd", max_size=60), st.text(alphabet='price מחירה" ab', max_size=30)
)
def test_every_span_answers_the_query(text, asked):
    query = parse(asked)
    end = 0
    for start, stop in Reader(query).spans(text):
        assert end <= start < stop <= len(text)
        found = said(text[start:stop])
        assert any(term.weight(i, word) for word in found for term in query.terms for i in range(len(term.words)))
        end = stop


def test_the_best_answer_comes_first():
    texts = [
        "the plan costs a lot of money every year in all of our many regions",
        "price price",
        "the price plan",
        "x",
    ]
    query = parse("price plan", every=False)
    order = [place for place, *_ in rank(query, texts, {0: 2, 1: 2}, 100)]
    assert order[0] == 2
    assert set(order) == {0, 1, 2}
    assert [place for place, *_ in rank(parse("price plan"), texts, {0: 2, 1: 2}, 100)] == [2]


def test_a_rare_word_says_more_than_a_common_one():
    query = Query((Term(("common",)), Term(("rare",))), every=False)
    assert rank(query, ["common word", "rare word"], {0: 5000, 1: 3}, 100_000)[0][0] == 1


def test_the_very_word_comes_before_its_forms():
    assert [place for place, *_ in rank(parse("price"), ["prices now", "price now"], {0: 2}, 10)] == [1, 0]


def test_how_much_of_the_query_is_there():
    query = parse("zebra price plan", every=False)
    whole, part = (
        covered for _, _, covered in rank(query, ["zebra price plan", "price plan"], {0: 0, 1: 50, 2: 50}, 99)
    )
    assert whole == pytest.approx(1)
    assert part < 0.5


def test_a_long_text_without_blanks_is_read_in_time():
    assert len(words("a'" * 200_000)) == 1
    assert len(words("1,000" * 50_000)) >= 1
