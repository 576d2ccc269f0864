"""Who may speak when, how much was heard, and what becomes of a call when something goes wrong."""

from __future__ import annotations

import asyncio
from collections.abc import AsyncIterator
from pathlib import Path

import numpy as np
import pytest

from peers.speech.call_kit import Buyer, Loudness, Recogniser, Voice, silence, tone
from ringside.speech import decode
from ringside.speech.codecs import pcm16
from ringside.speech.pipeline import trial
from ringside.speech.pipeline.service import Engine
from ringside.speech.ports import RATE, SynthesisFailed
from unit.speech.pipeline.stage import Scene, play, scene

SPEECH = Path(__file__).parents[4] / "evals" / "audio" / "data" / "jfk.ogg"


def test_a_turn_is_answered_and_the_time_it_took_adds_up() -> None:
    async def act() -> None:
        it = scene("It is ten euros.|Is that fine?")
        await it.wire.quiet(0.5)
        await it.wire.hear(tone(1.0))
        await it.wire.quiet(3.0)
        assert [said.text for said in it.buyer.said] == ["What does it cost?"]
        said = it.buyer.said[0]
        assert said.start == pytest.approx(0.5, abs=0.1)
        assert said.end == pytest.approx(1.5, abs=0.1)
        assert it.buyer.heard == [(1, "It is ten euros. Is that fine?", False)]
        [latency] = it.watch.latencies
        assert latency.total == pytest.approx(sum(latency.stages.values()), abs=0.2)
        assert 200 <= latency.total <= 350
        start, end = it.buyer.times[0]
        assert end - start == pytest.approx(1.2, abs=0.1)
        assert await it.end() == "lost"
        assert it.watch.told[-1] == ("hung_up",)

    play(act)


def test_sound_is_played_no_faster_than_it_is_heard() -> None:
    async def act() -> None:
        it = scene("A long story.", speaks_s=4.0)
        it.call.type_in("Tell me.")
        await it.wire.quiet(5.0)
        first = it.wire.played[0][0]
        given = 0.0
        for when, seconds in it.wire.played:
            given += seconds
            assert given - (when - first) < 0.2
        assert given == pytest.approx(4.0, abs=0.05)
        await it.end()

    play(act)


def test_interrupting_silences_at_once_and_says_how_much_was_heard() -> None:
    async def act() -> None:
        it = scene("one two three four five six seven eight nine ten", "Yes?", speaks_s=5.0, hears=("Wait, stop.",))
        it.call.type_in("Count.")
        await it.wire.quiet(2.0)
        await it.wire.hear(tone(0.8))
        cut = it.wire.played[-1][0]
        assert it.watch.count("speaking", "counterpart", False) == 1
        assert cut < 2.4
        await it.wire.quiet(8.0)
        turn, text, cut_off = it.buyer.heard[0]
        assert (turn, cut_off) == (1, True)
        assert text.startswith("one two three")
        assert not text.endswith("ten")
        assert 2 <= len(text.split()) <= 5
        assert it.buyer.heard[1] == (2, "Yes?", False)
        await it.end()

    play(act)


@pytest.mark.parametrize("noise", ["", "mhm", "okay right"])
def test_noise_and_going_along_do_not_take_the_word_away(noise: str) -> None:
    async def act() -> None:
        it = scene("one two three four five six seven eight", speaks_s=4.0, hears=(noise,))
        it.call.type_in("Count.")
        await it.wire.quiet(1.5)
        await it.wire.hear(tone(0.5))
        await it.wire.quiet(6.0)
        assert it.buyer.heard == [(1, "one two three four five six seven eight", False)]
        assert len(it.buyer.said) == 1
        assert sum(seconds for _, seconds in it.wire.played) == pytest.approx(4.4, abs=0.2)
        await it.end()

    play(act)


def test_okay_is_an_answer_when_nobody_else_speaks() -> None:
    async def act() -> None:
        it = scene("Good.", hears=("okay",))
        await it.wire.hear(silence(0.3) + tone(0.5) + silence(2.0))
        assert [said.text for said in it.buyer.said] == ["okay"]
        await it.end()

    play(act)


def test_somebody_who_pauses_in_mid_sentence_is_waited_for() -> None:
    async def act() -> None:
        it = scene("I see.", hears=("we would like to", "buy it."))
        await it.wire.hear(tone(0.8) + silence(0.7) + tone(0.8) + silence(2.0))
        assert [said.text for said in it.buyer.said] == ["we would like to buy it."]
        [(start, end)] = it.buyer.said[0].pauses
        assert end - start == pytest.approx(0.7, abs=0.15)
        await it.end()

    play(act)


def test_who_never_goes_on_is_answered_all_the_same() -> None:
    async def act() -> None:
        it = scene("Yes?", hears=("and",))
        await it.wire.hear(tone(0.6) + silence(3.0))
        assert [said.text for said in it.buyer.said] == ["and"]
        assert 1000 <= it.watch.latencies[0].total <= 1300
        await it.end()

    play(act)


def test_what_is_said_while_the_button_is_held_is_one_turn() -> None:
    async def act() -> None:
        it = scene("Fine.", hears=("First part.", "Second part."))
        it.call.talk(True)
        await it.wire.hear(tone(0.6) + silence(2.5) + tone(0.6))
        assert not it.buyer.said
        it.call.talk(False)
        await it.buyer.until(lambda: it.watch.latencies, 2.0)
        assert [said.text for said in it.buyer.said] == ["First part. Second part."]
        assert it.watch.latencies[0].total < 150
        await it.wire.hear(tone(1.0) + silence(1.0))
        assert len(it.buyer.said) == 1
        it.call.listen_freely()
        await it.wire.hear(tone(1.0) + silence(1.0))
        assert len(it.buyer.said) == 2
        await it.end()

    play(act)


def test_pressing_the_button_silences_and_saying_nothing_lets_go_on() -> None:
    async def act() -> None:
        it = scene("one two three four", speaks_s=3.0)
        it.call.type_in("Count.")
        await it.wire.quiet(1.0)
        it.call.talk(True)
        played = len(it.wire.played)
        await it.wire.quiet(1.0)
        assert len(it.wire.played) == played
        it.call.talk(False)
        await it.wire.quiet(4.0)
        assert it.buyer.heard == [(1, "one two three four", False)]
        await it.end()

    play(act)


def test_a_muted_person_says_nothing() -> None:
    async def act() -> None:
        it = scene("Hm.")
        kept: list[tuple[bytes, float]] = []
        it.watch.sound = lambda who, pcm, at: kept.append((pcm, at))  # type: ignore[method-assign]
        it.call.mute(True)
        await it.wire.hear(tone(1.0) + silence(1.0))
        assert not it.buyer.said
        assert not any(b"".join(pcm for pcm, _ in kept))
        assert kept[10][1] == pytest.approx(0.2, abs=0.03)
        it.call.mute(False)
        await it.wire.hear(tone(1.0) + silence(1.0))
        assert len(it.buyer.said) == 1
        await it.end()

    play(act)


def test_a_microphone_that_stops_sending_has_paused() -> None:
    async def act() -> None:
        it = scene("Yes.")
        await it.wire.hear(tone(1.0))
        await asyncio.sleep(2.0)
        assert len(it.buyer.said) == 1
        await it.end()

    play(act)


def test_the_counterpart_cuts_in_and_the_rest_belongs_to_the_next_turn() -> None:
    async def act() -> None:
        it = scene("Let me stop you there.", "Good.", speaks_s=2.0, hears=("A long speech", "that ends.", "Sorry."))
        await it.wire.hear(tone(3.0))
        it.call.cut_in()
        await it.wire.hear(tone(1.0) + silence(3.0))
        assert [said.text for said in it.buyer.said] == ["A long speech"]
        assert it.buyer.heard == [(1, "Let me stop you there.", False)]
        await it.wire.hear(tone(0.6) + silence(3.0))
        assert it.buyer.said[1].text == "that ends. Sorry."
        await it.end()

    play(act)


def test_the_call_ends_when_the_last_answer_was_heard() -> None:
    async def act() -> None:
        it = scene("Goodbye.", speaks_s=1.0)
        it.buyer.ends_after = 1
        it.call.type_in("That is all.")
        assert await it.running == "over"
        assert it.wire.closed is not None
        assert it.wire.closed[0] == 1000
        assert it.buyer.heard == [(1, "Goodbye.", False)]

    play(act)


def test_a_lost_line_tells_how_much_was_heard() -> None:
    async def act() -> None:
        it = scene("one two three four five six", speaks_s=6.0)
        it.call.type_in("Count.")
        await it.wire.quiet(2.2)
        assert await it.end() == "lost"
        [(turn, text, cut_off)] = it.buyer.heard
        assert (turn, cut_off) == (1, True)
        assert text in ("one two", "one")

    play(act)


def test_an_answer_that_is_being_decided_is_never_broken_off() -> None:
    async def act() -> None:
        it = scene("First.", "Second.")
        stored: list[str] = []
        answers = it.buyer.answers

        async def slow(said):  # type: ignore[no-untyped-def]
            await asyncio.sleep(1.0)
            stored.append(said.text)
            async for sentence in answers(said):
                yield sentence

        it.buyer.answers = slow  # type: ignore[method-assign]
        it.call.type_in("one")
        await it.wire.quiet(0.3)
        it.call.type_in("two")
        await it.wire.quiet(4.0)
        assert stored == ["one", "two"]
        assert it.buyer.heard == [(1, "", True), (2, "Second.", False)]
        await it.end()

    play(act)


def test_a_counterpart_that_fails_is_told_and_the_call_goes_on() -> None:
    async def act() -> None:
        it = scene("Better.")
        answers = it.buyer.answers
        failures = [RuntimeError("no database")]

        def failing(said):  # type: ignore[no-untyped-def]
            if failures:
                raise failures.pop()
            return answers(said)

        it.buyer.answers = failing  # type: ignore[method-assign]
        it.call.type_in("one")
        await it.wire.quiet(1.0)
        assert it.watch.count("trouble", "counterpart", "no database") == 1
        it.call.type_in("two")
        await it.wire.quiet(2.0)
        assert it.buyer.heard == [(1, "Better.", False)]
        await it.end()

    play(act)


def test_a_resumed_call_goes_on_in_its_time() -> None:
    async def act() -> None:
        it = scene("Yes.", begin=100.0)
        await it.wire.hear(silence(0.5) + tone(1.0) + silence(2.0))
        assert it.buyer.said[0].start == pytest.approx(100.5, abs=0.1)
        assert it.buyer.times[0][0] > 101.5
        await it.end()

    play(act)


def test_sound_that_comes_faster_than_it_was_spoken_keeps_its_times() -> None:
    async def act() -> None:
        it = scene("Yes.")
        pcm = silence(4.0) + tone(2.0) + silence(1.0)
        await asyncio.sleep(0.01)
        for at in range(0, len(pcm), 640):
            it.wire.sound(pcm[at : at + 640])
        await asyncio.sleep(2.0)
        assert it.buyer.said[0].start == pytest.approx(4.0, abs=0.1)
        assert it.buyer.said[0].end == pytest.approx(6.0, abs=0.1)
        assert it.buyer.times[0][0] > 6.0
        await it.end()

    play(act)


def test_where_the_client_speaks_itself_sentences_are_only_told() -> None:
    async def act() -> None:
        it = scene("Hello.|How are you?", speaks_here=False)
        it.call.recognised("Hi.", 0.1, 0.9, key="k1")
        await asyncio.sleep(1.0)
        assert it.watch.count("spoken") == 2
        assert not it.buyer.heard
        assert not it.wire.played
        assert (it.buyer.said[0].source, it.buyer.said[0].key) == ("browser", "k1")
        await it.end()

    play(act)


def test_an_hour_leaves_nothing_behind() -> None:
    async def act() -> None:
        it = scene("I see.|Go on.", hears=("We do that.",), speaks_s=2.0)
        sizes = []
        for _ in range(30):
            await it.wire.hear(tone(3.0) + silence(7.0), piece_s=0.1)
            sizes.append(len(asyncio.all_tasks()))
        assert len(it.buyer.said) == 30
        assert it.call.at == pytest.approx(300.0, abs=2.0)
        assert max(sizes) <= sizes[0] + 1
        assert it.watch.heard_s["person"] == pytest.approx(300.0, abs=1.0)
        await it.end()

    play(act)


def test_a_client_that_reads_too_slowly_is_told_to_come_back() -> None:
    async def act() -> None:
        it = scene("Hello.")
        await it.wire.quiet(0.1)
        it.wire.leave("slow")
        assert await it.running == "overrun"
        assert it.wire.closed is not None
        assert it.wire.closed[0] == 4429

    play(act)


def test_who_is_replaced_before_anybody_came_says_nothing() -> None:
    async def act() -> None:
        it = scene(greeting="Hello?")
        it.wire.connected = asyncio.Event().wait  # type: ignore[method-assign, assignment]
        await asyncio.sleep(0.1)
        it.call.hang_up("replaced")
        assert await it.running == "replaced"
        assert it.watch.told == [("hung_up",)]
        assert not it.buyer.heard

    play(act)


def test_a_voice_that_fails_leaves_the_sentence_to_be_read_and_tells_once() -> None:
    class Mute(Voice):
        async def speak(self, text: str, language: str, timbre: object) -> AsyncIterator[bytes]:  # type: ignore[override]
            raise SynthesisFailed(self.source, "no credit")
            yield b""

    async def act() -> None:
        buyer = Buyer(["One.|Two."])
        it = Scene(buyer, Recogniser("Hello."), Mute())
        it.call.type_in("Hello.")
        await it.wire.quiet(1.0)
        assert buyer.heard == [(1, "One. Two.", False)]
        assert it.watch.count("trouble") == 1
        await it.end()

    play(act)


def test_a_language_that_the_voice_does_not_speak_is_read() -> None:
    async def act() -> None:
        buyer = Buyer(["שלום."], language="he")
        it = Scene(buyer, Recogniser("שלום."), Voice())
        it.call.type_in("שלום.")
        await it.wire.quiet(1.0)
        assert buyer.heard == [(1, "שלום.", False)]
        assert it.watch.count("trouble", "dummy:voice") == 1
        assert not it.wire.played
        await it.end()

    play(act)


def test_a_part_that_fails_ends_the_call_instead_of_leaving_it_deaf() -> None:
    async def act() -> None:
        it = scene("Hello.")

        def broken(who: str, on: bool, at: float) -> None:
            raise RuntimeError("no room")

        await it.wire.quiet(0.1)
        it.watch.speaking = broken  # type: ignore[method-assign, assignment]
        with pytest.raises(RuntimeError):
            await it.wire.hear(tone(0.5))
        await asyncio.sleep(3.0)
        assert await it.running == "lost"

    play(act)


def test_a_human_speaks_for_the_counterpart() -> None:
    async def act() -> None:
        it = scene("The state machine keeps score.")
        await it.wire.quiet(0.1)
        it.call.hand_over(True)
        it.call.type_in("Hello.")
        it.call.other(tone(0.5))
        await it.wire.quiet(1.0)
        assert sum(seconds for _, seconds in it.wire.played) == pytest.approx(0.5, abs=0.02)
        assert it.buyer.heard == [(1, "The state machine keeps score.", False)]
        it.call.hand_over(False)
        it.call.type_in("And now?")
        await it.wire.quiet(1.5)
        assert sum(seconds for _, seconds in it.wire.played) == pytest.approx(1.1, abs=0.05)
        await it.end()

    play(act)


def test_a_real_voice_is_told_from_silence_by_the_real_detector() -> None:
    pieces = list(decode.pieces([SPEECH], RATE))
    spoken = pcm16(np.concatenate(pieces, axis=1)[0][: 4 * RATE])

    async def act() -> None:
        buyer = Buyer(["Yes."])
        it = Scene(buyer, Recogniser("and so my fellow Americans"), Voice(), engine={"detector": None})
        await it.wire.hear(silence(1.0) + spoken + silence(2.0))
        first, second = buyer.said
        assert (first.start, first.end) == pytest.approx((1.3, 3.2), abs=0.15)
        assert second.start == pytest.approx(4.3, abs=0.15)
        assert first.pitch
        await it.end()

    play(act)


def test_a_trial_times_every_turn() -> None:
    async def act() -> None:
        engine = Engine(Recogniser("What would it cost?"), Voice(0.5), detector=Loudness)
        found = await trial.tried(engine, tone(1.0), 3, "en")
        assert len(found.latencies) == 3
        assert (found.unanswered, found.heard) == (0, ("What would it cost?",) * 3)
        rows = trial.percentiles(found.latencies)
        assert 200 <= rows["total"][0] <= rows["total"][1] <= 400
        assert rows["pause"][0] == pytest.approx(rows["total"][0], abs=60)

    play(act)
