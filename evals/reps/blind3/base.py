"""Mechanics only (no wordings): take the first unused line of the first bucket a rep's own function offers."""
import random


def has(b, *words):
    return any(w in b for w in words)


def norm(text):
    t = (text or "").lower()
    for a, z in (("\u2019", "'"), ("\u2018", "'"), ("\u05f4", '"'), ("\u05f3", "'"), ("\u201c", '"'), ("\u201d", '"')):
        t = t.replace(a, z)
    return " " + " ".join(t.split()) + " "


DAYS = ("monday", "tuesday", "wednesday", "thursday", "friday", "saturday", "sunday", "tomorrow", "o'clock", "noon",
        "ראשון", "שני ", "שלישי", "רביעי", "חמישי", "שישי", "מחר")
YES = " yes okay that works for me see you כן מתאים לי סגור קבענו "


class Rep:
    name = scenario = quality = language = ""
    end = "ok"          # bucket of the closing thanks
    end_lines = None
    run = 0
    proposed = False
    slots = ()          # own times; {a} and {b} in lines, order by seed

    def __init__(self, seed: int):
        self.seed = seed
        self.rng = random.Random("%s/%s" % (self.name, seed))
        self.used, self.said, self.last, self.flag = set(), [], "", {}
        s = list(self.slots)
        self.rng.shuffle(s)
        self.a, self.b = (s + ["", ""])[:2]

    def say(self, b, t):  # yields (bucket name, lines); a tuple in lines = alternatives by seed
        raise NotImplementedError

    def blocked(self, key, line, b, turn):
        return False

    def offers(self, b, turn):
        return self.say(b, turn)

    def reply(self, buyer_line: str, turn: int) -> str:
        b = norm(buyer_line)
        for key, lines in self.offers(b, turn):
            for i, line in enumerate(lines):
                if (key, i) in self.used:
                    continue
                first = line if isinstance(line, str) else line[0]
                if self.blocked(key, first, b, turn):
                    break
                self.used.add((key, i))
                if isinstance(line, tuple):
                    line = random.Random("%s/%s/%s/%d" % (self.name, self.seed, key, i)).choice(line)
                line = line.replace("{a}", self.a).replace("{b}", self.b)
                if line in self.said:
                    continue
                self.said.append(line)
                self.run = self.run + 1 if key == self.last else 1
                offer = "{a}" in first or "{b}" in first or key == "own"
                if self.proposed and not offer and "?" in b and key != self.end:
                    pass            # a side question answered: the proposal is still on the table
                else:
                    self.last, self.proposed = key, offer
                if key == self.end:
                    self.end_lines = lines
                return line
        return ""   # nothing left to say: stays quiet rather than repeat itself


class Good(Rep):
    quality = "good"
    earliest = 4        # no proposal of a time before this turn

    def blocked(self, key, line, b, turn):
        if "{a}" in line or "{b}" in line:   # not on a plain refusal, not before there was a talk
            if has(b, "not interested", "no interest", "\u05dc\u05d0 \u05de\u05e2\u05d5\u05e0\u05d9"):
                return True
            if turn < self.earliest and not has(b, "suggest", "\u05de\u05e6\u05d9\u05e2"):
                return True
        # not three reactions of the same sort in a row
        return key == self.last and self.run >= 2 and key not in ("p", "plan", "plan2", "z", "tail", "end", "x_")

    def offers(self, b, turn):
        from .extra import X
        if self.last == self.end and self.end_lines and "?" not in b:
            yield self.end, self.end_lines
        said = list(self.say(b, turn))
        if turn >= 3 and has(b, "suggest", "propose", "what's next", "next step", "who can i", "who do i", "how do we go", "\u05de\u05e6\u05d9\u05e2", "\u05d4\u05e6\u05e2\u05d3 \u05d4\u05d1\u05d0", "\u05d0\u05d9\u05da \u05de\u05de\u05e9\u05d9\u05db\u05d9\u05dd", "\u05d0\u05d9\u05da \u05de\u05ea\u05e7\u05d3\u05de\u05d9\u05dd"):
            dated = [o for o in said if any("{a}" in str(x) or "{b}" in str(x) for x in o[1]) or o[0] == "own"]
            said = dated + said       # asked what to do next: a day and a time first
        if self.proposed and has(b, "can't", "cannot", "doesn't work", "another day", "other day", "won't work", "לא יכול", "יום אחר", "לא מסתדר", "לא אפשרי"):
            said = [o for o in said if any("{b}" in str(x) for x in o[1])] + said        # the other time
        elif self.proposed and "?" in b and has(b, *DAYS) and not has(b, "long", "why", "who", "what", "כמה", "למה", "מי ", "מה "):
            said = [o for o in self.say(YES, turn) if o[0] == self.end] + said           # the buyer's own time: taken
        yield from said
        yield "x_", X.get(self.name, [])
