import { beforeEach, expect, test, vi } from "vitest";
import { Playback } from "./playback";

class FakeAudio extends EventTarget {
  currentTime = 0;
  readyState = 0;
  duration = Number.NaN;
  paused = true;
  ended = false;
  playbackRate = 1;
  error: unknown = null;
  load = vi.fn();
  play() {
    this.paused = false;
    this.dispatchEvent(new Event("play"));
    return Promise.resolve();
  }
  pause() {
    this.paused = true;
    this.dispatchEvent(new Event("pause"));
  }
  loaded(duration: number) {
    this.readyState = 4;
    this.duration = duration;
    this.dispatchEvent(new Event("loadedmetadata"));
    this.dispatchEvent(new Event("durationchange"));
  }
}

let audio: FakeAudio;
let playback: Playback;
beforeEach(() => {
  audio = new FakeAudio();
  playback = new Playback(90);
  playback.attach(audio as unknown as HTMLAudioElement);
});

test("a place asked for before the sound is there is kept until it is", () => {
  playback.seek(40);
  expect([playback.time, audio.currentTime]).toEqual([40, 0]);
  audio.loaded(90);
  expect([playback.time, audio.currentTime]).toEqual([40, 40]);
});

test("nobody is taken beyond the ends", () => {
  audio.loaded(60);
  playback.seek(500);
  expect(audio.currentTime).toBe(60);
  playback.seek(-3);
  expect(audio.currentTime).toBe(0);
});

test("the length the server measured stands until the file says its own", () => {
  expect(playback.state.duration).toBe(90);
  audio.duration = Number.POSITIVE_INFINITY;
  audio.dispatchEvent(new Event("durationchange"));
  expect(playback.state.duration).toBe(90);
  audio.loaded(88.5);
  expect(playback.state.duration).toBe(88.5);
});

test("its controls are told what it does, and stop being told", () => {
  const tell = vi.fn();
  const stop = playback.onState(tell);
  playback.play(12);
  expect(playback.state.playing).toBe(true);
  playback.toggle();
  expect(playback.state.playing).toBe(false);
  expect(tell).toHaveBeenCalledTimes(2);
  stop();
  playback.toggle();
  expect(tell).toHaveBeenCalledTimes(2);
});

test("after a failure another press loads the file again", () => {
  audio.error = {};
  audio.dispatchEvent(new Event("error"));
  expect(playback.state.failed).toBe(true);
  playback.play();
  expect(audio.load).toHaveBeenCalledOnce();
});
