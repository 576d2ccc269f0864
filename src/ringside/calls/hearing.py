"""The steps of an analysis that need the recording: what it is, what it sounds like, what is said in it."""

from __future__ import annotations

import re
from collections.abc import Sequence
from contextlib import AsyncExitStack
from functools import partial
from pathlib import Path
from tempfile import TemporaryDirectory
from typing import Any, cast

from sqlalchemy.ext.asyncio import AsyncSession

from ringside.calls import imports, intake, progress, records
from ringside.calls.imports import wording
from ringside.calls.models import Call
from ringside.calls.records import key_of
from ringside.core.errors import Invalid
from ringside.core.jobs import Work
from ringside.core.settings import Settings
from ringside.dialogue.schemas import Language
from ringside.speech.schemas import Cause, Media, Sound, Undecodable

TEXT_SAMPLE = 64 * 1024
CHANNEL = "Channel {}"
"""How a channel is called where nobody has named who speaks on it; counted from 1."""


class UnreadableRecording(Invalid):
    slug, title = "unreadable-recording", "This file could not be played"


async def decode(work: Work, call: Call) -> None:
    """What is measured in the sound itself, and a copy that browsers can play. A file that is text is a transcript."""
    if not call.media:
        return
    key = sound_key(call)
    async with work.databases.tenant(work.tenant_id) as session:
        if await records.result(session, call.id, "decode", key) is not None:
            return
    async with AsyncExitStack() as kept:
        paths = [
            await kept.enter_async_context(work.files.on_disk(work.tenant_id, file["name"])) for file in call.media
        ]
        kinds = await work.compute(look_at, paths)
        found = await _decoded(work, call, paths, kinds)
    async with work.databases.tenant(work.tenant_id) as session:
        fresh = await session.get(Call, call.id)
        if fresh is not None and fresh.run == work.run:
            fresh.media = [{**file, "kind": _kind(kind)} for file, kind in zip(fresh.media, kinds, strict=True)]
            fresh.duration_s = found["sound"]["duration_s"] if found["sound"] else fresh.duration_s
            if fresh.source != "live":
                fresh.source = "audio" if found["sound"] else "transcript"
            await records.keep(session, call.id, "decode", key, found, work.now())


async def _decoded(work: Work, call: Call, paths: list[Path], kinds: list[Media | Refused]) -> dict[str, Any]:
    """The sound of the recordings among the files; what is text is stored as the call's transcript."""
    for file, path, kind in zip(call.media, paths, kinds, strict=True):
        if not isinstance(kind, Media) and not await _taken_for_transcript(work, call, file, path):
            return await _unplayable(work, call, file, kind)
    heard = [path for path, kind in zip(paths, kinds, strict=True) if isinstance(kind, Media)]
    media = [kind for kind in kinds if isinstance(kind, Media)]
    if not heard:
        return {"sound": None, "media": [], "playable": None}
    with TemporaryDirectory() as folder:
        share = Path(folder) / "share"
        async with progress.watched(work, "decode", 0.02, 0.12, lambda: progress.noted(share)):
            measured = await work.compute(measure, heard, share)
    if not isinstance(measured, Sound):
        return await _unplayable(work, call, call.media[0], measured)
    return {
        "sound": measured.model_dump(mode="json"),
        "media": [one.model_dump(mode="json") for one in media],
        "playable": await _rendition(work, call, heard, media, measured),
    }


async def _unplayable(work: Work, call: Call, file: dict[str, Any], refused: Refused) -> dict[str, Any]:
    """A recording that cannot be played is no hindrance where a transcript was sent. Raises UnreadableRecording."""
    cause, detail = refused
    async with work.databases.tenant(work.tenant_id) as session:
        if await records.sent_transcript(session, call.id) is None:
            raise UnreadableRecording(detail, cause=cause)
    told = {"filename": file["filename"], "cause": cause, "detail": detail}
    return {"sound": None, "media": [], "playable": None, "refused": told}


Refused = tuple[Cause, str]


def look_at(paths: Sequence[Path]) -> list[Media | Refused]:
    """What each file is, or why it is no recording."""
    from ringside.speech import decode as decoder  # noqa: PLC0415  loads the decoding library

    found: list[Media | Refused] = []
    for path in paths:
        try:
            found.append(decoder.probe(path))
        except Undecodable as problem:
            found.append((problem.cause, problem.detail))
    return found


def measure(paths: Sequence[Path], share: Path | None = None) -> Sound | Refused:
    """The sound of a recording, or why it could not be measured; how far it is, is noted in the file `share`."""
    from ringside.speech import sound  # noqa: PLC0415

    try:
        return sound.measure(paths, progress.noting(share))
    except Undecodable as problem:
        return problem.cause, problem.detail


def _kind(found: Media | Refused) -> str:
    return "audio" if isinstance(found, Media) else "transcript"


async def _taken_for_transcript(work: Work, call: Call, file: dict[str, Any], path: Path) -> bool:
    """Read a file that is no recording as a transcript; False when it is none either. Raises BadTranscript."""
    if not await work.compute(looks_like_text, path):
        return False
    data = await work.files.read(work.tenant_id, file["name"])
    name = file["filename"] if re.search(r"\.(txt|vtt|srt|csv|json|md)$", file["filename"].lower()) else None
    read = await work.compute(imports.read, data, name, None, call.language)
    async with work.databases.tenant(work.tenant_id) as session:
        fresh = await session.get(Call, call.id)
        if fresh is None or fresh.run != work.run:
            return True
        note = wording.note("taken", "he" if call.language == "he" else "en", where=file["filename"])
        read = read.model_copy(update={"notes": (note, *read.notes)})
        await intake.store_transcript(session, fresh, file["name"], read, fresh.created_by, work.now())
    return True


def looks_like_text(path: Path) -> bool:
    """Whether a file holds words: readable characters and no bytes that text never has."""
    with path.open("rb") as file:
        data = file.read(TEXT_SAMPLE)
    if not data.strip() or (b"\x00" in data and not data.startswith((b"\xff\xfe", b"\xfe\xff"))):
        return False
    return sum(byte < 9 or 13 < byte < 32 for byte in data) < len(data) / 200


async def _rendition(
    work: Work, call: Call, paths: list[Path], media: list[Media], sound: Sound
) -> dict[str, Any] | None:
    """A copy for browsers, where the upload is nothing they can play or is in two files."""
    from ringside.speech import rendition  # noqa: PLC0415

    if not rendition.needed(media, sound.notes):
        return None
    suffix = rendition.suffix(media)
    name = f"{call.id}-playable{suffix}"
    with TemporaryDirectory() as folder:
        copy, share = Path(folder) / name, Path(folder) / "share"
        async with progress.watched(work, "decode", 0.12, 0.3, lambda: progress.noted(share)):
            await work.compute(make_rendition, paths, copy, share)
        await work.files.put(work.tenant_id, name, copy)
    return {"name": name, "media_type": rendition.MEDIA_TYPES[suffix]}


def make_rendition(paths: Sequence[Path], target: Path, share: Path) -> None:
    """Make the copy for browsers; how far it is, is noted in the file `share`."""
    from ringside.speech import rendition  # noqa: PLC0415

    rendition.make(paths, target, progress.noting(share))


async def transcribe(work: Work, call: Call) -> None:
    """What is said, by whatever recogniser is set up. A transcript that somebody sent goes before it."""
    async with work.databases.tenant(work.tenant_id) as session:
        if await records.sent_transcript(session, call.id) is not None:
            return
        if await records.result(session, call.id, "transcribe", words_key(call)) is not None:
            return
        sound = await sound_of(session, call)
    if sound is None:
        return
    heard = await _recognise(work, call, sound)
    if heard is None:
        return
    async with work.databases.tenant(work.tenant_id) as session:
        fresh = await session.get(Call, call.id)
        if fresh is not None and fresh.run == work.run:
            fresh.transcribed = heard["source"]
            await records.keep(session, call.id, "transcribe", words_key(call), heard, work.now())


def recogniser(settings: Settings) -> str | None:
    """Who recognises speech here, None when nobody is set up or something is missing for it."""
    from ringside.speech import transcription  # noqa: PLC0415

    try:
        found = transcription.from_settings(settings)
    except transcription.TranscriptionFailed:
        return None
    return None if found is None else found.source


async def _recognise(work: Work, call: Call, sound: Sound) -> dict[str, Any] | None:
    """The utterances that the recogniser hears; None where none is set up."""
    from ringside.speech import transcription  # noqa: PLC0415

    transcriber = transcription.from_settings(work.settings)
    if transcriber is None:
        return None
    names = [file["name"] for file in call.media if file["kind"] == "audio"]
    try:
        async with AsyncExitStack() as kept:
            paths = [await kept.enter_async_context(work.files.on_disk(work.tenant_id, name)) for name in names]
            source = transcription.AudioSource(paths=tuple(paths), channels=sound.channels)
            wish = cast("Language | None", call.language_wish)
            told = [0.0]  # seconds; some recognisers tell from a thread of their own
            share = partial(_share, told, sound.duration_s)
            async with progress.watched(work, "transcribe", 0.3, 0.7, share):
                heard = await transcriber.transcribe(source, language=wish, progress=partial(told.__setitem__, 0))
    finally:
        await transcriber.close()
    return {
        "source": heard.source,
        "language": heard.language,
        "notes": list(heard.notes),
        "utterances": [
            {"label": u.speaker, "channel": u.channel, "start": u.start, "end": u.end, "text": u.text}
            for u in heard.utterances
            if u.text.strip()
        ],
    }


def _share(told: Sequence[float], duration_s: float) -> float:
    return told[0] / duration_s if duration_s else 0.0


def sound_key(call: Call) -> str:
    """Names what the sound was measured in."""
    return key_of("decode", [file["name"] for file in call.media])


def words_key(call: Call) -> str:
    """Names what the words were recognised in."""
    return key_of("transcribe", [file["name"] for file in call.media], call.language_wish)


async def refused(session: AsyncSession, call: Call) -> dict[str, Any] | None:
    """Which file of a call could not be played and why, where its transcript does without."""
    found = await records.result(session, call.id, "decode", sound_key(call)) if call.media else None
    return found.get("refused") if found else None


async def sound_of(session: AsyncSession, call: Call) -> Sound | None:
    """What was measured in the sound, where there is any."""
    found = await records.result(session, call.id, "decode", sound_key(call)) if call.media else None
    return Sound.model_validate(found["sound"]) if found and found["sound"] else None
