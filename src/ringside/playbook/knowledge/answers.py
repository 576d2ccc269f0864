"""The company questionnaire as passages, so that its answers are found like a document."""

from __future__ import annotations

from sqlalchemy.ext.asyncio import AsyncSession

from ringside.core.search import Index, Item
from ringside.dialogue.language import detect
from ringside.playbook.schemas import Answers

PASSAGES = Index("passage")
OWNER = "questionnaire"

# By question: how it is headed, and words people ask for it with.
_HEADS: dict[str, dict[str, tuple[str, str]]] = {
    "product": {"en": ("What we sell", "product offer"), "he": ("מה אנחנו מוכרים", "מוצר הצעה")},
    "customers": {"en": ("Who buys", "customers clients"), "he": ("מי קונה", "לקוחות")},
    "problems": {"en": ("What customers struggle with", "problem pain"), "he": ("עם מה לקוחות מתמודדים", "בעיה כאב")},
    "benefits": {"en": ("Benefits", "benefit advantage value"), "he": ("יתרונות", "תועלת ערך")},
    "differentiators": {
        "en": ("What sets us apart", "different better unique"),
        "he": ("מה מייחד אותנו", "שונה ייחודי עדיף"),
    },
    "competitors": {"en": ("Competitors", "competitor compare alternative"), "he": ("מתחרים", "מתחרה השוואה")},
    "prices": {"en": ("Prices", "price cost fee charge"), "he": ("מחירים", "מחיר עלות תשלום")},
}  # fmt: skip
TITLES = {"en": "Company questionnaire", "he": "שאלון החברה"}


async def index(session: AsyncSession, answers: Answers) -> None:
    """Make the index say what these answers say, and nothing else about the company."""
    await PASSAGES.put(session, OWNER, items(answers))


def items(answers: Answers) -> list[Item]:
    """One passage for each question that is answered, and one for each competitor."""
    made: list[Item] = []
    for name in _HEADS:
        for place, text in enumerate(_texts(answers, name)):
            language = detect(text)
            head, more = _HEADS[name][language]
            extra = {"heading": [head], "title": TITLES[language], "kind_of_source": "questionnaire"}
            made.append(Item(f"{name}-{place}", text, extra, context=f"{TITLES[language]} {head} {more} {name}"))
    return made


def _texts(answers: Answers, name: str) -> list[str]:
    match name:
        case "competitors":
            return ["\n".join(filter(None, (c.name, c.strength, c.answer))) for c in answers.competitors]
        case "prices":
            lines = [f"{price.item}: {price.price}" for price in answers.prices]
        case "problems" | "benefits" | "differentiators":
            lines = list(getattr(answers, name))
        case _:
            lines = [getattr(answers, name)]
    return ["\n".join(lines)] if any(lines) else []
