"""Somebody in front of the browser: signs up, signs in, holds calls. Words are read from the app's own texts."""

from __future__ import annotations

import json
import re
import secrets
from collections.abc import Callable
from dataclasses import dataclass, field
from functools import cache
from pathlib import Path
from typing import Any, Literal, cast

from playwright.sync_api import Locator, Page, expect

TEXTS = Path(__file__).resolve().parents[2] / "web" / "src" / "i18n"
PASSWORD = "correct horse battery"
Language = Literal["en", "he"]
OpenPage = Callable[..., Page]
"""Opens a page in a browser context of its own; takes the options of new_context."""


@cache
def texts(language: Language, room: str) -> dict[str, Any]:
    return cast(dict[str, Any], json.loads((TEXTS / language / f"{room}.json").read_text("utf-8")))


LATE = 40_000
"""Milliseconds an analysis may take on a busy machine."""


@dataclass
class Visitor:
    """A person with an account of their own company, and the page in front of them."""

    page: Page
    language: Language = "en"
    email: str = field(default_factory=lambda: f"{secrets.token_hex(6)}@example.com")
    name: str = "Noa Berg"
    token: str = ""

    def words(self, key: str, **values: object) -> str:
        """A text of the app in this person's language: "practice:call.send"."""
        room, path = key.split(":")
        found: Any = texts(self.language, room)
        for part in path.split("."):
            found = found[part]
        for name, value in values.items():
            found = found.replace("{{" + name + "}}", str(value))
        return cast(str, found)

    def register(self) -> Visitor:
        """Creates a company over the API; the page's browser is signed in from here on."""
        body = {
            "email": self.email,
            "password": PASSWORD,
            "name": self.name,
            "company": "Northwind",
            "language": self.language,
        }
        return self._enter("/api/auth/register", body)

    def accept(self, token: str) -> Visitor:
        """Joins a company by an invitation."""
        body = {"token": token, "name": self.name, "password": PASSWORD, "language": self.language}
        return self._enter("/api/auth/invitation/accept", body)

    def _enter(self, path: str, body: dict[str, Any]) -> Visitor:
        answer = self.page.request.post(path, data=body)
        assert answer.ok, answer.text()
        self.token = answer.json()["access_token"]
        return self

    def api(self, method: str, path: str, body: dict[str, Any] | None = None) -> Any:
        """An answer of the API to this person."""
        headers = {"Authorization": f"Bearer {self.token}"}
        answer = self.page.request.fetch(f"/api{path}", method=method, data=body, headers=headers)
        assert answer.ok, f"{method} {path}: {answer.status} {answer.text()}"
        return answer.json() if answer.text() else None

    def held_call(self) -> str:
        """A call that was held to its end over the API; its id."""
        call = str(
            self.api("POST", "/chat", {"scenario_id": "cold-call", "level": "foundation", "seed": 7})["conversation_id"]
        )
        buyer = ""
        for turn in range(8):
            said = self.api("POST", "/chat", {"conversation_id": call, "text": self.reply(buyer, turn)})
            if said["status"] == "ended":
                break
            buyer = said["reply"]["text"]
        self.api("POST", f"/chat/{call}/end", {})
        return call

    def real_call(self) -> str:
        """A poor call sent in as a transcript over the API, analysed, its report on the screen; its id."""
        said = "\n".join(f"{name}: {text}" for name, text in REAL_CALL[self.language])
        call = str(self.api("POST", "/calls", {"title": "Northwind", "transcript": said, "rep_name": self.name})["id"])
        self.page.goto(f"/calls/{call}")
        expect(self.page.get_by_role("heading", name=self.words("calls:findings.title"))).to_be_visible(timeout=LATE)
        return call

    def reply(self, buyer: str, turn: int) -> str:
        """What a listening rep says to these words: resistance is met first, then the plan goes on."""
        plan, resistance, answers = REP[self.language]
        if turn and turn < len(plan) - 2 and re.search(resistance, buyer, re.IGNORECASE):
            return answers[turn % len(answers)]
        return plan[min(turn, len(plan) - 1)]

    # --- in the browser ---

    def lines(self) -> Locator:
        """The turns in sight during a call."""
        return self.page.get_by_role("region", name=self.words("practice:call.transcript")).get_by_role("listitem")

    def field(self) -> Locator:
        return self.page.locator("textarea")

    def say(self, text: str) -> str:
        """Says it, waits for the answer and returns the buyer's words."""
        before = self.lines().count()
        self.field().fill(text)
        self.field().press("Enter")
        expect(self.lines()).to_have_count(before + 2)
        self.wait_for_turn()
        return self.lines().last.inner_text()

    def wait_for_turn(self) -> None:
        """Until the buyer has finished, or the call."""
        over = self.page.get_by_role("link", name=self.words("practice:call.toScorecard"))
        ready = self.page.get_by_text(self.words("practice:call.listening"), exact=True)
        expect(ready.or_(over).first).to_be_visible()

    def is_over(self) -> bool:
        return self.page.get_by_role("link", name=self.words("practice:call.toScorecard")).is_visible()

    def call(self, turns: int = 8) -> None:
        """Holds the call on the screen, then hangs up if nobody has."""
        buyer = self.lines().last.inner_text()
        for turn in range(turns):
            if self.is_over():
                return
            buyer = self.say(self.reply(buyer, turn))
        if not self.is_over():
            self.hang_up()

    def hang_up(self) -> None:
        """By keyboard: Escape asks, Enter hangs up."""
        self.field().press("Escape")
        expect(
            self.page.get_by_role("dialog").get_by_role("button", name=self.words("practice:call.hangUp"))
        ).to_be_focused()
        self.page.keyboard.press("Enter")
        expect(self.page.get_by_role("link", name=self.words("practice:call.toScorecard"))).to_be_visible()

    def start_call(self) -> None:
        """Rings the default buyer and waits until they answer."""
        self.page.goto("/practice/call?scenario=cold-call&level=foundation")
        self.page.wait_for_url("**/practice/call?conversation=*")
        expect(self.lines()).to_have_count(1)

    def conversation(self) -> str:
        """The id of the call on the screen."""
        found = re.search(r"conversation=(\w+)", self.page.url)
        assert found, self.page.url
        return found[1]


# Per language: the plan of the call, what resistance sounds like, and ways to meet it.
REP: dict[Language, tuple[list[str], str, list[str]]] = {
    "en": (
        [
            "Hi, this is Noa from Northwind. I am calling out of the blue: may I have half a minute to say why?",
            "I work with operations people whose files pile up at the end of the month. How do you handle that today?",
            "What happens when one of them gets lost?",
            "What does that cost you in a normal month?",
            "So if I understand you, every delay costs you money and nerves. What would it change if that stopped?",
            "Teams like yours were live in four days, because we move the data. Would that help with what you said?",
            "Shall we look at it together for twenty minutes, Tuesday at ten or Thursday at two?",
            "Thank you. I send an invitation for Tuesday at ten. Goodbye!",
        ],
        r"busy|time|later|email|interest|budget|price|cost too|money|finance|thank",
        [
            "I hear you, and that is fair. What would have to be true for it to be worth a look?",
            "That makes sense. What is behind that, if I may ask?",
        ],
    ),
    "he": (
        [
            "היי, מדברת נועה מנורת'ווינד. אני מתקשרת בלי תיאום: יש לך חצי דקה ואגיד למה התקשרתי?",
            "אני עובדת עם מנהלי תפעול שהתיקים נערמים אצלם בסוף החודש. איך אתם מטפלים בזה היום?",
            "מה קורה כשאחד מהם הולך לאיבוד?",
            "כמה זה עולה לכם בחודש רגיל?",
            "אם הבנתי נכון, כל עיכוב עולה לכם בכסף ובעצבים. מה היה משתנה אם זה היה נפסק?",
            "צוותים כמו שלכם עלו לאוויר בארבעה ימים, כי אנחנו מעבירים את הנתונים. זה היה עוזר עם מה שאמרת?",
            "שווה שנסתכל על זה יחד עשרים דקות, ביום שלישי בעשר או ביום חמישי בשתיים?",
            "תודה. אשלח זימון ליום שלישי בעשר. להתראות!",
        ],
        r"עסוק|זמן|אחר כך|מייל|מעוניי|תקציב|מחיר|יקר|כסף|תודה",
        [
            "אני מבינה, וזה הגיוני. מה היה צריך לקרות כדי שיהיה שווה להסתכל?",
            "נשמע הגיוני. מה עומד מאחורי זה, אם אפשר לשאול?",
        ],
    ),
}

# Per language a call to learn from: who says what.
REAL_CALL: dict[Language, list[tuple[str, str]]] = {
    "en": [
        ("Noa Berg", "Hi Dana, this is Noa from Northwind. May I have half a minute to say why I am calling?"),
        ("Dana", "Half a minute. I am between two meetings."),
        (
            "Noa Berg",
            "We are the fastest platform on the market, with routing, an app, dashboards and forty integrations.",
        ),
        ("Dana", "That sounds expensive. We have no budget for that this year."),
        ("Noa Berg", "It is really not that expensive if you look at everything you get for it."),
        ("Dana", "Everybody says that. Our files get lost every month and nobody ever helped us."),
        ("Noa Berg", "Our new version has even more features, let me tell you about all of them."),
        ("Dana", "No, thank you. I have to go now, goodbye."),
    ],
    "he": [
        ("נועה ברג", "היי דנה, מדברת נועה מנורת'ווינד. יש לך חצי דקה ואגיד למה אני מתקשרת?"),
        ("דנה", "חצי דקה. אני בין שתי פגישות."),
        ("נועה ברג", "אנחנו המערכת הכי מהירה בשוק, עם ניתוב, אפליקציה, לוחות מחוונים וארבעים חיבורים."),
        ("דנה", "זה נשמע יקר. אין לנו תקציב לזה השנה."),
        ("נועה ברג", "זה ממש לא יקר אם מסתכלים על כל מה שמקבלים."),
        ("דנה", "כולם אומרים את זה. הולכים לנו לאיבוד תיקים כל חודש ואף אחד לא עזר לנו."),
        ("נועה ברג", "בגרסה החדשה שלנו יש עוד יותר יכולות, אני אספר לך על כולן."),
        ("דנה", "לא תודה. אני צריכה ללכת עכשיו, להתראות."),
    ],
}
