"""The steps of an analysis that need words: who speaks, what is done, what it measures, scores and means."""

from __future__ import annotations

from collections import Counter
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import Any, cast

import sqlalchemy as sa
from sqlalchemy.ext.asyncio import AsyncSession

from ringside.accounts import tenants
from ringside.ai import Caller
from ringside.calls import choosing, examine, hearing, judgements, proposals, records, sounds, speaking
from ringside.calls.models import Call, CallObjection, CallStep, CallTurn
from ringside.calls.records import key_of
from ringside.calls.speakers import Hints
from ringside.core.jobs import Work
from ringside.core.search import Index, Item
from ringside.dialogue import language as lang
from ringside.dialogue.rubrics import Rubric
from ringside.dialogue.schemas import Language, Transcript
from ringside.speech.schemas import Sound

TURNS = Index("turn")


@dataclass(frozen=True, slots=True)
class Words:
    """A call's words as the later steps see them; `key` names them and everything they came from."""

    key: str
    call: Call
    transcript: Transcript
    sure: bool
    sound: Sound | None
    side: sounds.Side

    def __bool__(self) -> bool:
        return bool(self.transcript.turns)


async def attribute(work: Work, call: Call) -> None:
    """Who is the rep, and the turns in call order. Without any words there is nothing to attribute."""
    source = await _source(work, call)
    if source is None:
        await _no_words(work, call)
        return
    key = key_of("attribute", source.name, sorted(call.roles.items()), call.rep_channel, call.rep_name, call.user_id)
    async with work.databases.tenant(work.tenant_id) as session:
        if await records.result(session, call.id, "attribute", key) is not None:
            return
        side = sounds.rep_side(call, await hearing.sound_of(session, call))
    async with work.databases.control() as control:
        ours = await tenants.people(control, work.tenant_id)
    rep = ours.by_id.get(call.user_id)
    hints = Hints(
        roles=call.roles,
        rep_channel=side.channel if side.sure else None,
        rep_name=call.rep_name,
        user_name=rep.name if rep else None,
        rep_email=rep.email if rep else None,
        company=ours.company,
        colleagues=tuple(person.name for id_, person in ours.by_id.items() if id_ != call.user_id),
    )
    wish = cast("Language | None", call.language_wish)
    found = await work.compute(speaking.attributed, source.utterances, source.people, hints, wish)
    async with work.databases.tenant(work.tenant_id) as session:
        if (fresh := await _still(session, work)) is not None:
            await _store_turns(session, fresh, key, found, work)


async def _store_turns(session: AsyncSession, call: Call, key: str, found: speaking.Attributed, work: Work) -> None:
    """The turns with everything that depends on them: what was found in other turns is of no use any more."""
    for table in (CallTurn, CallStep):
        query = sa.delete(table).where(table.call_id == call.id)
        await session.execute(query if table is CallTurn else query.where(CallStep.step.in_(_OF_WORDS)))
    rows = [{"call_id": call.id, "index": i, **turn} for i, turn in enumerate(found.turns)]
    if rows:
        await session.execute(sa.insert(CallTurn), rows)
    extra = {"user_id": call.user_id}
    items = [Item(str(row["index"]), row["text"], {"speaker": row["speaker"], **extra}) for row in rows]
    await TURNS.put(session, call.id, items)
    call.language, call.turns, call.report = found.language, len(rows), None
    call.needs = sorted({*call.needs} - {"speakers", "transcript"} | (set() if found.sure else {"speakers"}))
    call.duration_s = call.duration_s or _length(rows)
    stored = {
        "roles": found.roles,
        "confidence": found.confidence,
        "sure": found.sure,
        "how": found.how,
        "why": found.why,
    }
    await records.keep(session, call.id, "attribute", key, stored, work.now())


_OF_WORDS = ("attribute", "acts", "signals", "scorecard", "findings")


async def _no_words(work: Work, call: Call) -> None:
    """There is only the sound: say what a person can add."""
    async with work.databases.tenant(work.tenant_id) as session:
        if (fresh := await _still(session, work)) is None:
            return
        sound = await hearing.sound_of(session, fresh)
        side = sounds.rep_side(fresh, sound)
        guessed = side.channel is not None and not side.sure
        fresh.needs = sorted({*fresh.needs} - {"speakers"} | {"transcript"} | ({"speakers"} if guessed else set()))


@dataclass(frozen=True, slots=True)
class Source:
    """Where the words are from: a name for it, what was said, and what the source tells of its speakers."""

    name: str
    utterances: list[dict[str, Any]]
    people: dict[str, Any]


async def _source(work: Work, call: Call) -> Source | None:
    """The words of a call: a transcript that was sent goes before a recognised one."""
    async with work.databases.tenant(work.tenant_id) as session:
        if (sent := await records.sent_transcript(session, call.id)) is not None:
            return Source(sent.original, sent.utterances, sent.people)
        key = hearing.words_key(call)
        heard = await records.result(session, call.id, "transcribe", key)
        return Source(key, heard["utterances"], {}) if heard and heard["utterances"] else None


def _length(rows: list[dict[str, Any]]) -> float | None:
    ends = [row["end"] for row in rows if row["end"] is not None]
    return max(ends, default=None)


async def _still(session: AsyncSession, work: Work) -> Call | None:
    """The call, unless it was deleted or is being analysed anew."""
    call = await session.get(Call, work.subject_id, populate_existing=True)
    return call if call is not None and call.run == work.run else None


async def acts(work: Work, call: Call) -> None:
    """What each stretch of each turn does."""
    words = await _words(work)
    if not words:
        return
    key = _acts_key(words)
    if not await _known(work, "acts", key):
        rows = await work.compute(examine.read_acts, words.transcript)
        await _keep(work, "acts", key, {"acts": rows})


async def signals(work: Work, call: Call) -> None:
    """What is counted and timed, from the words and from the sound; where both tell a time, the sound does."""
    words = await _words(work)
    if not words and words.sound is None:
        return
    key = _signals_key(words)
    if await _known(work, "signals", key):
        return
    rows = await _acts(work, words) if words else []
    measured = await work.compute(examine.measure, words.transcript, rows)
    if words.sound is not None:
        measured = measured if words else sounds.without_words(measured, words.sound)
        rep_words = sum(len(lang.words(t.text)) for t in words.transcript.turns if t.speaker == "rep")
        measured = sounds.joined(measured, words.sound, words.side, rep_words)
    await _keep(work, "signals", key, {"signals": measured})


async def scorecard(work: Work, call: Call) -> None:
    """The scorecard by the rubric that was asked for, or that fits this kind of call."""
    words = await _words(work)
    if not words:
        return
    read = await _acts(work, words)
    async with work.databases.tenant(work.tenant_id) as session:
        choice = None if call.rubric_wish else choosing.choose(words.transcript, examine.unpacked(read))
        rubric = await choosing.rubric_of(session, call.rubric_wish or (choice.rubric if choice else ""))
        if (fresh := await _still(session, work)) is not None:
            fresh.rubric = {
                "id": rubric.id,
                "title": rubric.title.said(words.transcript.language),
                "chosen_by": "kind" if choice else "person",
                "why": choice.why if choice else "",
                "version": await choosing.version_of(session, rubric.id),
            }
    key = _card_key(words, rubric)
    if not await _known(work, "scorecard", key):
        card = await work.compute(examine.judge, words.transcript, read, rubric)
        await _keep(work, "scorecard", key, {"scorecard": card})


async def findings(work: Work, call: Call) -> None:
    """What was done well and missed, the call in short, its tone; a model's proposals where one is set up."""
    words = await _words(work)
    if not words:
        return
    rubric = await _scored_by(work, words)
    key = _findings_key(words, rubric, work)
    earlier = await _found(work, "findings", key)
    if earlier is not None and (earlier["run"] == work.run or not earlier["proposals"].get("note")):
        return
    measured = await _result(work, "signals", _signals_key(words))
    judged = await _result(work, "scorecard", _card_key(words, rubric))
    found = await work.compute(
        examine.find, words.transcript, await _acts(work, words), rubric, measured["signals"], judged["scorecard"]
    )
    caller = Caller(work.tenant_id, call.user_id, words.transcript.language)
    found["findings"], told = await proposals.add(work.models, caller, words.transcript, rubric, found["findings"])
    await _keep(work, "findings", key, found | {"proposals": told, "run": work.run}, again=earlier is not None)


async def conclude(work: Work, call: Call) -> None:
    """Make the results the call's report and let the rep's skills learn from it, both or neither."""
    words = await _words(work)
    keys: dict[str, str] = {}
    if words.call.media:
        keys |= {"decode": hearing.sound_key(words.call), "transcribe": hearing.words_key(words.call)}
    keys["signals"] = _signals_key(words)
    if words:
        rubric = await _scored_by(work, words)
        keys |= {
            "attribute": words.key,
            "acts": _acts_key(words),
            "scorecard": _card_key(words, rubric),
            "findings": _findings_key(words, rubric, work),
        }
    async with work.databases.tenant(work.tenant_id) as session:
        if (fresh := await _still(session, work)) is None:
            return
        fresh.report, fresh.status, fresh.stage, fresh.progress = keys, "done", None, 1.0
        fresh.problem, fresh.analysed_at, fresh.engine = None, work.now(), examine.ENGINE
        await _summarise(session, fresh, words.sure, work)
        await records.forget_other_results(session, call.id, keys)


async def _summarise(session: AsyncSession, call: Call, sure: bool, work: Work) -> None:
    """What lists, comparisons and skills need of a report, beside the call itself."""
    keys = call.report or {}
    measured = await records.result(session, call.id, "signals", keys.get("signals")) or {"signals": {}}
    card = (await records.result(session, call.id, "scorecard", keys.get("scorecard")) or {}).get("scorecard")
    found = await records.result(session, call.id, "findings", keys.get("findings")) or {"findings": []}
    call.figures = {
        name: {"value": signal["value"], "basis": signal["basis"], "unit": signal["unit"]}
        for name, signal in measured["signals"].items()
        if isinstance(signal, dict) and signal.get("value") is not None
    }
    call.counts = {
        "objections": len(measured["signals"].get("objections", ())),
        "misses": sum(f["kind"] == "miss" for f in found["findings"]),
        "strengths": sum(f["kind"] == "strength" for f in found["findings"]),
    }
    await _tally(session, call.id, (found.get("digest") or {}).get("objections", ()) if sure else ())
    await judgements.settle(session, call, card, sure=sure, now=work.now())


async def _tally(session: AsyncSession, call_id: str, objections: Sequence[Mapping[str, Any]]) -> None:
    """Counts the objections of a call anew; of one whose speakers are a guess there are none."""
    await session.execute(sa.delete(CallObjection).where(CallObjection.call_id == call_id))
    raised = Counter(objection["kind"] for objection in objections)
    resolved = Counter(objection["kind"] for objection in objections if objection["resolved"] is True)
    session.add_all(
        CallObjection(call_id=call_id, kind=kind, raised=count, resolved=resolved[kind])
        for kind, count in raised.items()
    )


def _acts_key(words: Words) -> str:
    return key_of("acts", words.key, examine.ENGINE)


def _signals_key(words: Words) -> str:
    heard = hearing.sound_key(words.call) if words.sound else ""
    return key_of("signals", _acts_key(words), heard, words.side.channel)


def _card_key(words: Words, rubric: Rubric) -> str:
    return key_of("scorecard", _acts_key(words), rubric.id, choosing.digest_of(rubric))


def _findings_key(words: Words, rubric: Rubric, work: Work) -> str:
    return key_of("findings", _card_key(words, rubric), _signals_key(words), proposals.engine(work.models))


async def _words(work: Work) -> Words:
    async with work.databases.tenant(work.tenant_id) as session:
        call = await session.get_one(Call, work.subject_id)
        said = await records.turns(session, call.id)
        row = await session.scalar(sa.select(CallStep).where(CallStep.call_id == call.id, CallStep.step == "attribute"))
        sound = await hearing.sound_of(session, call)
    key, told = (row.key, row.result) if row is not None and said else ("", {})
    side = sounds.rep_side(call, sound, told.get("roles"))
    return Words(key, call, records.transcript(call, said), bool(told.get("sure")), sound, side)


async def _acts(work: Work, words: Words) -> list[list[Any]]:
    found = await _result(work, "acts", _acts_key(words))
    return cast(list[list[Any]], found["acts"])


async def _scored_by(work: Work, words: Words) -> Rubric:
    async with work.databases.tenant(work.tenant_id) as session:
        scored = words.call.rubric or {}
        return await choosing.rubric_of(session, scored["id"], scored.get("version"))


async def _found(work: Work, step: str, key: str) -> dict[str, Any] | None:
    async with work.databases.tenant(work.tenant_id) as session:
        return await records.result(session, work.subject_id, step, key)


async def _known(work: Work, step: str, key: str) -> bool:
    return await _found(work, step, key) is not None


async def _result(work: Work, step: str, key: str) -> dict[str, Any]:
    found = await _found(work, step, key)
    if found is None:
        raise LookupError(f"the result of {step} is gone")
    return found


async def _keep(work: Work, step: str, key: str, found: dict[str, Any], *, again: bool = False) -> None:
    async with work.databases.tenant(work.tenant_id) as session:
        if await _still(session, work) is not None:
            if again:
                await records.forget_result(session, work.subject_id, step, key)
            await records.keep(session, work.subject_id, step, key, found, work.now())
