"""Who may speak when, how much was heard, and what becomes of a call when something goes wrong."""

from __future__ import annotations

import asyncio

import pytest

from peers.speech.call_kit import silence, tone
from unit.speech.pipeline.stage import play, scene


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
        it.call.mute(True)
        await it.wire.hear(tone(1.0) + silence(1.0))
        assert not it.buyer.said
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
