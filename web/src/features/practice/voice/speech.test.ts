import { afterEach, beforeEach, describe, expect, test, vi } from "vitest";
import {
  isEcho,
  type Recognition,
  SpeechIn,
  type Understood,
  understood,
  whereItListens,
} from "@/lib/sound/speechIn";
import { SpeechOut, type Spoken, voiceFor } from "./speechOut";

const voice = (voiceURI: string, lang: string, localService = true) =>
  ({ voiceURI, lang, localService }) as SpeechSynthesisVoice;

class Utterance {
  onstart?: () => void;
  onend?: () => void;
  onboundary?: (event: { charIndex: number }) => void;
  constructor(readonly text: string) {}
}

describe("speaking by the browser", () => {
  let said: Utterance[];
  let told: Spoken[];
  let now: number;
  const cancel = vi.fn();
  const made = (voices = [voice("a", "en-US")]) =>
    new SpeechOut({
      language: "en",
      speech: { speak: (one) => said.push(one as unknown as Utterance), cancel, getVoices: () => voices },
      localOnly: true,
      clock: () => now,
      speaking: () => undefined,
      spoken: (turn) => told.push(turn),
    });

  beforeEach(() => {
    vi.stubGlobal("SpeechSynthesisUtterance", Utterance);
    vi.useFakeTimers();
    said = [];
    told = [];
    now = 10;
  });
  afterEach(() => {
    vi.unstubAllGlobals();
    vi.useRealTimers();
  });

  test("a turn is told once its last sentence was spoken and no more comes", () => {
    const out = made();
    out.sentence(2, "Who is this?", "p1");
    said[0]?.onstart?.();
    now = 12;
    said[0]?.onend?.();
    out.sentence(2, "I am busy.", "p1");
    out.whole();
    expect(told).toEqual([]);
    said[1]?.onstart?.();
    now = 13;
    said[1]?.onend?.();
    expect(told).toEqual([{ turn: 2, text: "Who is this? I am busy.", start: 10, end: 13, cut_off: false }]);
    expect(out.saying).toBe("");
  });

  test("an interruption keeps what was heard, to the word", () => {
    const out = made();
    out.sentence(2, "One moment.", "p1");
    out.sentence(2, "We already have a supplier.", "p1");
    said[0]?.onstart?.();
    said[0]?.onend?.();
    said[1]?.onstart?.();
    said[1]?.onboundary?.({ charIndex: 11 });
    expect(out.saying).toContain("supplier");
    out.stop();
    expect(cancel).toHaveBeenCalled();
    expect(told).toEqual([{ turn: 2, text: "One moment. We already", start: 10, end: 10, cut_off: true }]);
    said[1]?.onend?.(); // comes after cancelling too
    expect(told).toHaveLength(1);
  });

  test("without a voice the words are shown, and told as heard after the time to read them", () => {
    const out = made([]);
    out.sentence(0, "Hello there, who is it?", "p1");
    out.sentence(0, "Yes?", "p1");
    out.whole();
    vi.advanceTimersByTime(1000);
    expect(told).toEqual([]);
    vi.advanceTimersByTime(3000);
    expect(told).toMatchObject([{ turn: 0, text: "Hello there, who is it? Yes?", cut_off: false }]);
  });
});

test("a person keeps their voice; one that works elsewhere is taken only by consent", () => {
  const voices = [voice("b", "en-GB"), voice("a", "en-US"), voice("c", "he-IL"), voice("d", "en-US", false)];
  const one = voiceFor(voices, "en", "dana", true);
  expect(voiceFor([...voices].reverse(), "en", "dana", true)).toBe(one);
  expect(one?.localService).toBe(true);
  const heard = new Set(
    ["dana", "tom", "noa", "eli"].map((key) => voiceFor(voices, "en", key, true)?.voiceURI),
  );
  expect(heard.size).toBe(2);
  expect(voiceFor(voices, "he", "dana", true)?.voiceURI).toBe("c");
  expect(voiceFor([voice("d", "he-IL", false)], "he", "dana", true)).toBeNull();
  expect(voiceFor([voice("d", "iw-IL", false)], "he", "dana", false)?.voiceURI).toBe("d");
});

describe("listening by the browser", () => {
  class Fake implements Recognition {
    static all: Fake[] = [];
    lang = "";
    continuous = false;
    interimResults = false;
    onresult: Recognition["onresult"] = null;
    onend: Recognition["onend"] = null;
    onerror: Recognition["onerror"] = null;
    start = vi.fn();
    stop = vi.fn();
    abort = vi.fn();
    constructor() {
      Fake.all.push(this);
    }
  }
  const heard: Understood[] = [];
  const failed: string[] = [];
  const made = () =>
    new SpeechIn({
      language: "he",
      locally: false,
      maker: Fake,
      track: () => null,
      heard: (words) => heard.push(words),
      failed: (error) => failed.push(error),
    });
  beforeEach(() => {
    Fake.all = [];
    heard.length = 0;
    failed.length = 0;
  });
  const result = (transcript: string, isFinal: boolean) => ({ isFinal, 0: { transcript } });

  test("finals come one by one, the rest as it stands", () => {
    const results = [
      result("old", true),
      result(" good morning ", true),
      result("I", false),
      result(" am", false),
    ];
    expect(understood({ resultIndex: 1, results })).toEqual([
      { text: "good morning", final: true },
      { text: "I am", final: false },
    ]);
  });

  test("listening goes on after the browser's own end, and stops when told", () => {
    const ear = made();
    ear.start();
    expect(Fake.all[0]?.lang).toBe("he-IL");
    Fake.all[0]?.onerror?.({ error: "no-speech" });
    Fake.all[0]?.onend?.();
    expect(Fake.all).toHaveLength(2);
    Fake.all[1]?.onresult?.({ resultIndex: 0, results: [result("שלום", true)] });
    expect(heard).toEqual([{ text: "שלום", final: true }]);
    ear.stop();
    Fake.all[1]?.onend?.();
    expect(Fake.all).toHaveLength(2);
    expect(failed).toEqual([]);
  });

  test("what cannot pass by itself is told", () => {
    const ear = made();
    ear.start();
    Fake.all[0]?.onerror?.({ error: "not-allowed" });
    Fake.all[0]?.onend?.();
    expect(failed).toEqual(["not-allowed"]);
    expect(Fake.all).toHaveLength(1);
  });

  test("whether sound stays on this machine is asked, never assumed", async () => {
    const maker = (answer: string) =>
      Object.assign(class extends Fake {}, { available: async () => answer }) as never;
    expect(await whereItListens("en", null)).toBe("not");
    expect(await whereItListens("en", Fake)).toBe("away");
    expect(await whereItListens("en", maker("available"))).toBe("here");
    expect(await whereItListens("en", maker("downloadable"))).toBe("away");
  });
});

test.each([
  ["we already have a supplier", "We already have a supplier, thank you.", true],
  ["we already have one question for you", "We already have a supplier.", false],
  ["sorry can I ask", "We already have a supplier.", false],
  ["", "Anything", true],
])("%s while the buyer says %s: %s", (words, saying, echo) => expect(isEcho(words, saying)).toBe(echo));
