"""The report of a call, put together from what the steps found. Every quote is looked up in the turns once more."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from typing import Any, cast

import structlog
from sqlalchemy.ext.asyncio import AsyncSession

from ringside.accounts import service as accounts
from ringside.accounts.principal import Principal
from ringside.calls import choosing, documents, hearing, imports, judgements, records, sounds, wording
from ringside.calls.imports import wording as remarks
from ringside.calls.live import reporting
from ringside.calls.models import Call
from ringside.calls.schemas import (
    CallDetail,
    CallItem,
    CallMedia,
    CallPerson,
    CallQuote,
    CallScorecard,
    CallSpeaker,
    CallTone,
    Consent,
    ImportNote,
    JudgementOut,
    OverrideOut,
    Proposals,
    RubricChoice,
)
from ringside.calls.speakers_wording import sentence
from ringside.dialogue import language as lang
from ringside.dialogue.evidence import NotInTranscript, verify
from ringside.dialogue.schemas import Language
from ringside.speech.schemas import Sound

log = structlog.get_logger()

Found = Mapping[str, Any]
PARTS = ("attribute", "signals", "scorecard", "findings")


async def detail(session: AsyncSession, control: AsyncSession, who: Principal, call_id: str) -> CallDetail:
    """One call in full. Raises UnknownCall."""
    call = await records.visible(session, who, call_id)
    said = await records.turns(session, call_id)
    full = await shown(session, call, said, who.language)
    await documents.beside(session, full.objections, full.customer_questions)
    full.live = await reporting.part(session, call_id)
    people = [full.rep, *([full.consent.confirmed_by] if full.consent else [])]
    people += [c.override.by for c in full.scorecard.criteria if c.override] if full.scorecard else []
    people += [note.by for note in full.live.notes] if full.live else []
    people += [f.judgement.by for f in full.findings if f.judgement]
    names = await accounts.names(control, who.tenant_id, {p.user_id for p in people})
    for person in people:
        person.name = names.get(person.user_id, "")
    full.may_judge = records.sees(who, call.user_id)
    return full


async def shown(
    session: AsyncSession, call: Call, said: Sequence[records.Said], language: Language | None = None
) -> CallDetail:
    """One call in full, without the names of people; Ringside's own remarks in this language, else in the call's."""
    language = language or ("he" if call.language == "he" else "en")
    keys = call.report or {}
    found = {part: await records.result(session, call.id, part, keys.get(part)) or {} for part in PARTS}
    card = found["scorecard"].get("scorecard")
    overridden = await judgements.overrides(session, call.id, card["rubric"]) if card else {}
    judged = await judgements.judgements(session, call.id)
    sent = await records.sent_transcript(session, call.id)
    names: dict[str, str] = {}
    shown = _Shown(call, said)
    sound = await hearing.sound_of(session, call)
    side = sounds.rep_side(call, sound, found["attribute"].get("roles"))
    full = CallDetail(
        **item(call, names, language).model_dump(exclude={"turns"}),
        media=_media(call, sound),
        consent=_consent(call, names),
        speakers=_speakers(said) if said or sound is None else sounds.speakers(sound, side),
        turns=[_turn(turn) for turn in said],
        notes=await _notes(session, call, sent.notes if sent else None, language),
        signals=wording.signals(found["signals"]["signals"], language) if found["signals"] else None,
        sound=sounds.shown(sound, side, language),
        scorecard=_card(shown, card, overridden, names) if card else None,
        findings=_findings(shown, found["findings"].get("findings", ()), judged, names),
        **_digest(shown, found["findings"].get("digest")),
        tone=[_tone(tone, said) for tone in found["findings"].get("tone", ())],
        proposals=Proposals.model_validate(found["findings"].get("proposals") or {}) if found["findings"] else None,
        analysed_at=call.analysed_at,
        engine=call.engine or "",
        transcription=call.transcribed,
        speakers_why=_why(found["attribute"], language),
    )
    if shown.dropped:
        log.warning("quotes dropped", call_id=call.id, count=shown.dropped)
    return full


async def _notes(
    session: AsyncSession, call: Call, sent: Iterable[dict[str, Any]] | None, language: Language
) -> list[ImportNote]:
    """What is to be known of where the words are from: the transcript that was sent, else the recogniser."""
    known = [remarks.reworded(imports.Note.model_validate(note), language) for note in sent or ()]
    if (refused := await hearing.refused(session, call)) is not None:
        why = wording.cause(refused, language)
        known.append(remarks.note("unplayable", language, where=refused["filename"], why=why))
    if sent is None and call.media:
        heard = await records.result(session, call.id, "transcribe", hearing.words_key(call)) or {}
        codes = [f"heard_{code}" for code in heard.get("notes", ())]
        known += [remarks.note(code, language, where=heard["source"]) for code in codes]
    return [ImportNote(where=note.where, what=note.what, code=note.code or None) for note in known]


def _why(attributed: Mapping[str, Any], language: Language) -> str:
    """How it was told who is the rep; as it was once written where it is not known how."""
    if "how" not in attributed:
        return str(attributed.get("why", ""))
    reps = [label for label, role in attributed["roles"].items() if role == "rep"]
    return sentence(attributed["how"], reps, sure=attributed["sure"], language=language)


def item(call: Call, names: Mapping[str, str], language: Language) -> CallItem:
    """A call as lists show it, to a reader of this language."""
    return CallItem.model_validate(
        {
            "id": call.id,
            "title": call.title,
            "status": call.status,
            "stage": call.stage,
            "progress": call.progress,
            "needs": call.needs,
            "problem": wording.problem(call.problem, language),
            "happened_at": call.happened_at,
            "created_at": call.created_at,
            "duration_s": call.duration_s,
            "language": call.language,
            "source": call.source,
            "rep": person(call.user_id, names),
            "rubric": _rubric(call.rubric, language) if call.rubric else None,
            "score": call.score,
            "turns": call.turns,
            "counts": call.counts,
        }
    )


def _rubric(chosen: Found, language: Language) -> RubricChoice:
    why = choosing.why(chosen["id"], language) if chosen["chosen_by"] == "kind" else ""
    return RubricChoice.model_validate({**chosen, "why": why or chosen["why"]})


def person(user_id: str, names: Mapping[str, str]) -> CallPerson:
    """Who it is; somebody who has left has no name."""
    return CallPerson(user_id=user_id, name=names.get(user_id, ""))


def _turn(turn: records.Said) -> dict[str, Any]:
    return {
        "index": turn.index,
        "speaker": turn.speaker,
        "label": turn.label,
        "text": turn.text,
        "start": turn.start,
        "end": turn.end,
    }


def _media(call: Call, sound: Sound | None) -> CallMedia:
    return CallMedia(
        available=sound is not None,
        has_audio=any(file["kind"] != "transcript" for file in call.media),
        channels=sound.channels if sound else 0,
        files=[file["filename"] for file in call.media],
    )


def _consent(call: Call, names: Mapping[str, str]) -> Consent | None:
    if call.consent_basis is None:
        return None
    return Consent.model_validate(
        {
            "basis": call.consent_basis,
            "note": call.consent_note or "",
            "confirmed_by": person(call.consent_by or "", names),
            "confirmed_at": call.consent_at,
        }
    )


def _speakers(said: Sequence[records.Said]) -> list[CallSpeaker]:
    """Who is on the call and how much of the talking each does: by seconds with times, else by words."""
    timed = all(t.start is not None and t.end is not None for t in said)
    talk: dict[str, float] = {}
    for turn in said:
        size = (turn.end or 0.0) - (turn.start or 0.0) if timed else float(len(lang.words(turn.text)))
        talk[turn.label] = talk.get(turn.label, 0.0) + max(0.0, size)
    total = sum(talk.values())
    role = {turn.label: turn.speaker for turn in said}
    return [
        CallSpeaker.model_validate(
            {
                "label": label,
                "role": role[label],
                "turns": sum(turn.label == label for turn in said),
                "talk_share": round(spoken / total, 3) if total else None,
            }
        )
        for label, spoken in talk.items()
    ]


def _card(shown: _Shown, card: Found, said: Mapping[str, Any], names: Mapping[str, str]) -> CallScorecard:
    criteria = []
    for criterion in card["criteria"]:
        row = said.get(criterion["id"])
        word = None
        if row is not None:
            word = OverrideOut(
                result=row.result, machine=row.machine, note=row.note, by=person(row.user_id, names), at=row.at
            )
        criteria.append({**criterion, "quotes": shown.checked(criterion["quotes"]), "override": word})
    results = {name: row.result for name, row in said.items()}
    with_changes = judgements.score(judgements.changed(card["criteria"], results)) if results else card["score"]
    return CallScorecard.model_validate({**card, "criteria": criteria, "score_with_changes": with_changes})


def _findings(shown: _Shown, found: Iterable[Found], judged: Mapping[str, Any], names: Mapping[str, str]) -> list[Any]:
    """Findings whose words can be shown; one with none of its quotes left is no evidence for anything."""
    out = []
    for finding in found:
        quotes = shown.checked(finding["quotes"])
        row = judged.get(finding["id"])
        word = None
        if row is not None:
            word = JudgementOut(verdict=row.verdict, note=row.note, by=person(row.user_id, names), at=row.at)
        if quotes:
            out.append({**finding, "quotes": quotes, "judgement": word})
    return out


def _digest(shown: _Shown, short: Found | None) -> dict[str, Any]:
    """The parts of the digest; what has lost its words is left out."""
    if short is None:
        return {}
    asked = [{"quote": q} for n in short.get("asked", ()) if (q := shown.quote(n))]
    summary = [{**s, "quotes": shown.checked(s["quotes"])} for s in short["summary"]]
    summary = [s for s, stored in zip(summary, short["summary"], strict=True) if s["quotes"] or not stored["quotes"]]
    return {
        "summary": summary,
        "summary_text": " ".join(s["text"] for s in summary),
        "needs_stated": [{**n, "quote": q} for n in short["needs"] if (q := shown.quote(n["quote"]))],
        "questions": [{**n, "quote": q} for n in short["questions"] if (q := shown.quote(n["quote"]))],
        "objections": [
            {**o, "quote": q, "answer": shown.quote(o["answer"])}
            for o in short["objections"]
            if (q := shown.quote(o["quote"]))
        ],
        "next_steps": [step for s in short["next_steps"] if (step := _next_step(shown, s))],
        "markers": short["markers"],
        "customer_questions": asked,
    }


def _next_step(shown: _Shown, step: Found) -> dict[str, Any] | None:
    what, when, reply = (shown.quote(step[part]) for part in ("what", "when", "reply"))
    if what is None:
        return None
    return {
        "text": what.text,
        "class": step["kind"],
        "who": step["who"],
        "when": when.text if when else None,
        "quotes": [quote for quote in (what, when, reply) if quote],
    }


def _tone(tone: Found, said: Sequence[records.Said]) -> CallTone:
    return CallTone.model_validate({**tone, "at": said[tone["turn"]].start if tone["turn"] < len(said) else None})


class _Shown:
    """A call whose quotes are looked up in the stored turns once more, or left out."""

    def __init__(self, call: Call, said: Sequence[records.Said]) -> None:
        self.transcript = records.transcript(call, said)
        self.dropped = 0

    def quote(self, claimed: Found | None) -> CallQuote | None:
        if claimed is None:
            return None
        try:
            return CallQuote.model_validate(verify(self.transcript, cast("dict[str, Any]", claimed)).model_dump())
        except NotInTranscript:
            self.dropped += 1
            return None

    def checked(self, quotes: Iterable[Found]) -> list[CallQuote]:
        return [quote for claimed in quotes if (quote := self.quote(claimed))]
