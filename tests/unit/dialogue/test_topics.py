import pytest

from ringside.dialogue import topics


@pytest.mark.parametrize(
    ("text", "topic", "language"),
    [
        ("how do you keep track of your renewals", "renewal tracking", "en"),
        ("what happens when a claim is late", ["claims handling", "claim"], "en"),
        ("איך אתם מטפלים בחידושים של הלקוחות", "חידוש", "he"),
        ("כמה פוליסות נופלות לכם", ["פוליסה", "חידוש"], "he"),
    ],
)
def test_inflected_words_are_about_the_topic(text, topic, language):
    assert topics.relevance(text, topic, language) >= 0.7


@pytest.mark.parametrize(
    ("text", "topic", "language"),
    [
        ("did you see the game on sunday", "renewal tracking", "en"),
        ("", "renewal", "en"),
        ("מה שלומך היום", "חידוש פוליסות", "he"),
        ("how do you do it today", "", "en"),
    ],
)
def test_other_talk_is_not(text, topic, language):
    assert topics.relevance(text, topic, language) <= 0.3
