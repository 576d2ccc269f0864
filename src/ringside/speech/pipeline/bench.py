"""`ringside bench voice`: how fast the configured services answer, in a table."""

from __future__ import annotations

import sys
from pathlib import Path
from typing import TYPE_CHECKING, get_args

from ringside.speech.pipeline import trial
from ringside.speech.pipeline.service import Engine, VoiceMissing, engine_from_settings, voice_installed
from ringside.speech.ports import RATE, SynthesisFailed
from ringside.speech.schemas import Undecodable
from ringside.speech.transcription import TranscriptionRefused
from ringside.speech.transcription.schemas import Language

if TYPE_CHECKING:
    from ringside.core.settings import Settings

P50_MS, P95_MS = 800.0, 1200.0
"""What conversation needs; further apart people begin to speak into each other."""


async def report(settings: Settings, turns: int, language: str, recording: Path | None) -> int:
    """Exit status: 0 when the targets are met, 1 when not, 2 when nothing could be measured."""
    if not voice_installed():
        raise VoiceMissing
    if language not in get_args(Language):
        return _failed(f'"{language}" is not known here; it is one of {", ".join(get_args(Language))}.')
    spoken: Language = "he" if language == "he" else "en"
    try:
        engine = engine_from_settings(settings)
    except (SynthesisFailed, TranscriptionRefused) as error:
        return _failed(str(error))
    if engine.listens is None or engine.speaks is None:
        return _failed("Nobody listens or nobody speaks: set RINGSIDE_VOICE_LISTEN and RINGSIDE_VOICE_SPEAK.")
    try:
        sound = await _question(engine, spoken, recording)
    except (SynthesisFailed, Undecodable) as error:
        return _failed(str(error))
    print(
        f"Listens: {engine.listens}. Speaks: {engine.speaks}. {len(sound) / 2 / RATE:.1f} s of speech, {turns} times."
    )
    found = await trial.tried(engine, sound, turns, spoken)
    for trouble in dict.fromkeys(f"{one.source}: {one.cause}" for one in found.troubles):
        print(trouble, file=sys.stderr)
    if not found.latencies:
        return _failed(f"None of {turns} turns was answered.")
    return _table(found)


async def _question(engine: Engine, language: Language, recording: Path | None) -> bytes:
    if recording is None:
        if engine.synthesiser is None:
            raise SynthesisFailed(engine.speaks or "", "it only speaks in calls; give a recording with --sound")
        return await trial.question(engine.synthesiser, language)
    import numpy as np  # noqa: PLC0415

    from ringside.speech import decode  # noqa: PLC0415
    from ringside.speech.codecs import pcm16  # noqa: PLC0415

    return pcm16(np.concatenate(list(decode.pieces([recording], RATE)), axis=1).mean(axis=0))


def _table(found: trial.Found) -> int:
    rows = trial.percentiles(found.latencies)
    print("| ms | p50 | p95 |\n| --- | --- | --- |")
    for name, (half, most) in rows.items():
        print(f"| {name} | {half:.0f} | {most:.0f} |")
    heard = found.heard[-1] if found.heard else ""
    print(f'Understood as: "{heard}". Unanswered: {found.unanswered}.')
    half, most = rows["total"]
    fine = half <= P50_MS and most <= P95_MS and not found.unanswered
    print(f"Targets: p50 {P50_MS:.0f} ms, p95 {P95_MS:.0f} ms: {'met' if fine else 'missed'}.")
    return 0 if fine else 1


def _failed(why: str) -> int:
    print(why, file=sys.stderr)
    return 2
