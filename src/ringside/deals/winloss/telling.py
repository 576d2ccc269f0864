"""The explanation in sentences made of facts; every figure in them was computed. Pure."""

# ruff: noqa: E501 - long expressions and sentences read better whole

from __future__ import annotations

from collections.abc import Sequence

from ringside.deals.winloss.schemas import (
    CohortDifference,
    CohortSummary,
    DealFactor,
    ToldFact,
    Verdict,
    WinLossFactor,
    WinLossPattern,
    WinLossQuality,
)
from ringside.dialogue.schemas import Language

_FACTORS = 4


def cohort(
    verdict: Verdict, summary: CohortSummary, quality: WinLossQuality, auc: tuple[float, float, float] | None,
    factors: Sequence[WinLossFactor], patterns: Sequence[WinLossPattern], language: Language,
) -> list[ToldFact]:  # fmt: skip
    """What is to be said of a cohort, sentence by sentence."""
    facts = [_counts(summary, language)]
    if verdict != "signal":
        return [*facts, _silence(verdict, auc, quality, language)]
    assert auc is not None  # noqa: S101 - a signal was judged
    en = language == "en"
    interval = f"{auc[1]:.2f}–{auc[2]:.2f}"
    told = (
        f"A model tried on deals it had not seen ranks a won deal above a lost one in {100 * auc[0]:.0f} of 100 pairs (95 %: {interval})."
        if en else
        f"מודל שנבחן על עסקאות שלא ראה מדרג עסקה שהסתיימה בזכייה מעל עסקה שהסתיימה בהפסד ב־{100 * auc[0]:.0f} מתוך 100 זוגות (95 %: {interval})."
    )  # fmt: skip
    facts.append(ToldFact(id="quality", text=told))
    sure = [factor for factor in factors if factor.sure][:_FACTORS]
    facts += [ToldFact(id=f"factor-{i}", text=factor_text(factor, language)) for i, factor in enumerate(sure, 1)]
    if not sure:
        text = ("Taken together the deals can be told apart, but no single thing stands out for sure."
                if en else "ניתן להבחין בין העסקאות בכללותן, אך אין גורם יחיד שבולט בוודאות.")  # fmt: skip
        facts.append(ToldFact(id="none-sure", text=text))
    losing = next((pattern for pattern in patterns if pattern.outcome == "lost" and len(pattern.conditions) > 1), None)
    if losing is not None:
        facts.append(ToldFact(id="pattern", text=pattern_text(losing, language)))
    text = ("These things go with winning or losing; whether they cause it is not shown by this."
            if en else "אלה דברים שהולכים יחד עם זכייה או הפסד; אין בכך הוכחה שהם הגורם לכך.")  # fmt: skip
    return [*facts, ToldFact(id="caution", text=text)]


def _counts(summary: CohortSummary, language: Language) -> ToldFact:
    if summary.win_rate is None:
        text = "There are no closed deals here." if language == "en" else "אין כאן עסקאות סגורות."
        return ToldFact(id="counts", text=text)
    rate = f"{100 * summary.win_rate.value:.0f} %"
    text = (f"{summary.won:,} of {summary.deals:,} closed deals were won ({rate})." if language == "en"
            else f"{summary.won:,} מתוך {summary.deals:,} עסקאות סגורות הסתיימו בזכייה ({rate}).")  # fmt: skip
    return ToldFact(id="counts", text=text)


def _silence(
    verdict: Verdict, auc: tuple[float, float, float] | None, quality: WinLossQuality, language: Language
) -> ToldFact:
    en = language == "en"
    if verdict == "too_few":
        text = ("That is too little data to explain: at least 40 independent deals are needed, 12 of each outcome."
                if en else "אלה מעט מדי נתונים להסבר: נדרשות לפחות 40 עסקאות בלתי תלויות, 12 מכל תוצאה.")  # fmt: skip
    elif verdict == "one_outcome":
        text = ("They all ended the same way, so there is nothing to compare." if en
                else "כולן הסתיימו באותו אופן, ולכן אין מה להשוות.")  # fmt: skip
    else:
        assert auc is not None  # noqa: S101 - it was judged
        text = _weak(auc, language) if auc[1] > 0.5 else _nothing(auc, language)
    del quality
    return ToldFact(id="silence", text=text)


def _nothing(auc: tuple[float, float, float], language: Language) -> str:
    if language == "en":
        return (f"There is no signal in this data: what is known of the deals before they closed does not tell outcomes apart better than chance may "
                f"(AUC {auc[0]:.2f}, 95 %: {auc[1]:.2f}–{auc[2]:.2f}).")  # fmt: skip
    return (f"אין אות בנתונים האלה: מה שידוע על העסקאות לפני סגירתן אינו מבחין בין תוצאות יותר מכפי שייתכן במקרה "
            f"(AUC {auc[0]:.2f}, 95 %: {auc[1]:.2f}–{auc[2]:.2f}).")  # fmt: skip


def _weak(auc: tuple[float, float, float], language: Language) -> str:
    """The interval lies above chance: that may not be denied, but it is too little to build on."""
    if language == "en":
        return (f"There is at most a weak signal: what is known of the deals before they closed tells outcomes apart slightly better than guessing "
                f"(AUC {auc[0]:.2f}, 95 %: {auc[1]:.2f}–{auc[2]:.2f}; guessing is 0.50), too little to name reasons with confidence.")  # fmt: skip
    return (f"יש לכל היותר אות חלש: מה שידוע על העסקאות לפני סגירתן מבחין בין תוצאות מעט טוב יותר מניחוש "
            f"(AUC {auc[0]:.2f}, 95 %: {auc[1]:.2f}–{auc[2]:.2f}; ניחוש הוא 0.50), מעט מדי כדי לנקוב בסיבות בביטחון.")  # fmt: skip


def factor_text(factor: WinLossFactor, language: Language) -> str:
    size, low, high = abs(factor.effect), *sorted((abs(factor.low), abs(factor.high)))
    if language == "en":
        way = "less" if factor.effect < 0 else "more"
        return (f"{factor.name}: such deals are {size:.0f} points {way} likely to be won, all else equal "
                f"(95 %: {low:.0f}–{high:.0f}; {factor.won} won, {factor.lost} lost).")  # fmt: skip
    way = "נמוך" if factor.effect < 0 else "גבוה"
    return (f"{factor.name}: הסיכוי לזכות בעסקאות כאלה {way} ב־{size:.0f} נקודות, כשכל השאר שווה "
            f"(95 %: {low:.0f}–{high:.0f}; {factor.won} זכיות, {factor.lost} הפסדים).")  # fmt: skip


def pattern_text(pattern: WinLossPattern, language: Language) -> str:
    hits = pattern.lost if pattern.outcome == "lost" else pattern.won
    total = pattern.won + pattern.lost
    if language == "en":
        return (f"{pattern.name}: {hits} of {total} such deals were {pattern.outcome} "
                f"(surely at least {100 * pattern.bound:.0f} %, against {100 * pattern.base:.0f} % of all).")  # fmt: skip
    verb = "הסתיימו בהפסד" if pattern.outcome == "lost" else "הסתיימו בזכייה"
    return (f"{pattern.name}: {hits} מתוך {total} עסקאות כאלה {verb} "
            f"(לפחות {100 * pattern.bound:.0f} % בוודאות, לעומת {100 * pattern.base:.0f} % מכלל העסקאות).")  # fmt: skip


def deal(
    name: str, won: bool, chance: float | None, factors: Sequence[DealFactor], language: Language
) -> list[ToldFact]:
    """What is to be said of one closed deal."""
    en = language == "en"
    outcome = ("was won" if won else "was lost") if en else ("הסתיימה בזכייה" if won else "הסתיימה בהפסד")
    facts = [ToldFact(id="outcome", text=f"“{name}” {outcome}." if en else f"״{name}״ {outcome}.")]
    if chance is not None:
        text = (f"Deals like it, as it stood shortly before the close, are won in {100 * chance:.0f} of 100 cases."
                if en else f"עסקאות כמוה, כפי שעמדה זמן קצר לפני הסגירה, מסתיימות בזכייה ב־{100 * chance:.0f} מתוך 100 מקרים.")  # fmt: skip
        facts.append(ToldFact(id="chance", text=text))
    for place, factor in enumerate([f for f in factors if f.sure][:_FACTORS], 1):
        size = abs(factor.points)
        way = ("against it" if factor.points < 0 else "for it") if en else ("לרעתה" if factor.points < 0 else "לטובתה")
        text = (f"{factor.name} counted {size:.0f} points {way} ({factor.won} won and {factor.lost} lost among such deals)."
                if en else f"{factor.name}: {size:.0f} נקודות {way} ({factor.won} זכיות ו־{factor.lost} הפסדים בעסקאות כאלה).")  # fmt: skip
        facts.append(ToldFact(id=f"factor-{place}", text=text))
    sure = [factor for factor in factors if factor.sure]
    if sure and all((factor.points > 0) != won for factor in sure):
        text = ("What is on record spoke the other way: it does not explain this outcome." if en
                else "מה שרשום מצביע דווקא לכיוון ההפוך: הוא אינו מסביר את התוצאה הזאת.")  # fmt: skip
        facts.append(ToldFact(id="unexplained", text=text))
    if chance is not None and not sure:
        text = ("None of the things that go with winning or losing here holds of it." if en
                else "אף אחד מהדברים שהולכים כאן עם זכייה או הפסד לא מתקיים בה.")  # fmt: skip
        facts.append(ToldFact(id="nothing", text=text))
    return facts


def comparison(
    a: CohortSummary, b: CohortSummary, differences: Sequence[CohortDifference], language: Language
) -> list[ToldFact]:
    """What is to be said of two cohorts."""
    en = language == "en"
    facts: list[ToldFact] = []
    for label, summary in (("A", a), ("B", b)):
        rate = "–" if summary.win_rate is None else f"{100 * summary.win_rate.value:.0f} %"
        text = (f"{label}: {summary.won:,} of {summary.deals:,} deals won ({rate})." if en
                else f"{label}: {summary.won:,} מתוך {summary.deals:,} עסקאות הסתיימו בזכייה ({rate}).")  # fmt: skip
        facts.append(ToldFact(id=f"counts-{label}", text=text))
    sure = [difference for difference in differences if difference.sure]
    for place, one in enumerate(sure[:_FACTORS], 1):
        facts.append(ToldFact(id=f"difference-{place}", text=_difference(one, language)))
    if not sure:
        text = "Nothing sets the two apart for sure." if en else "אין דבר שמבדיל בין השתיים בוודאות."
        facts.append(ToldFact(id="alike", text=text))
    return facts


def _difference(one: CohortDifference, language: Language) -> str:
    a, b = (0.0 if value is None else 100 * value for value in (one.a, one.b))
    if one.kind == "win_rate":
        return (f"{one.name}: {a:.0f} % won in A, {b:.0f} % in B." if language == "en"
                else f"{one.name}: {a:.0f} % זכיות ב־A, {b:.0f} % ב־B.")  # fmt: skip
    return (f"{one.name}: {a:.0f} % of the deals in A, {b:.0f} % in B." if language == "en"
            else f"{one.name}: {a:.0f} % מהעסקאות ב־A, {b:.0f} % ב־B.")  # fmt: skip
