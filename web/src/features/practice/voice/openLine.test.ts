import { afterEach, beforeEach, expect, test, vi } from "vitest";
import { ProblemError } from "@/lib/problem";
import type { Line, LineOptions } from "./line";
import { openLine } from "./openLine";
import type { LinePhase } from "./state";

interface Fake extends Line {
  kind: string;
  options: LineOptions;
  closed: boolean;
}

let lines: Fake[];
let phases: LinePhase[];
let messages: unknown[];
const made = (kind: string) => (options: LineOptions) => {
  const line: Fake = {
    kind,
    options,
    closed: false,
    send: () => true,
    use: vi.fn(),
    sink: vi.fn(),
    quiet: vi.fn(),
    retryNow: vi.fn(),
    close: () => {
      line.closed = true;
      options.onPhase({ at: "closed" });
    },
  };
  lines.push(line);
  options.onPhase({ at: "connecting" });
  return line;
};
const options: LineOptions = {
  address: "/x",
  stream: null,
  context: null,
  onMessage: (message) => messages.push(message),
  onPhase: (phase) => phases.push(phase),
};
const last = () => lines.at(-1) as Fake;
const tell = (phase: LinePhase) => last().options.onPhase(phase);
const lost: LinePhase = { at: "lost", retryAt: 0 };
const problem = (status: number, type = "/problems/x") => new ProblemError({ type, title: "x", status });

beforeEach(() => {
  vi.useFakeTimers();
  lines = [];
  phases = [];
  messages = [];
});
afterEach(() => vi.useRealTimers());

const kinds = () => lines.map((line) => line.kind);
const open = (rtc = true) => openLine(rtc ? made("rtc") : null, made("socket"), options);

test("WebRTC comes first, and stays when it opens in time", () => {
  open();
  tell({ at: "open", way: "webrtc" });
  vi.advanceTimersByTime(60_000);
  expect(kinds()).toEqual(["rtc"]);
  expect(phases.at(-1)).toEqual({ at: "open", way: "webrtc" });
});

test("no path in time: the socket takes over, and the late peer has no say any more", () => {
  const line = open();
  vi.advanceTimersByTime(5_000);
  expect(kinds()).toEqual(["rtc", "socket"]);
  expect(lines[0]?.closed).toBe(true);
  lines[0]?.options.onPhase({ at: "open", way: "webrtc" });
  lines[0]?.options.onMessage({ type: "ended", outcome: null });
  expect(phases).toEqual([{ at: "connecting" }, { at: "connecting" }]);
  expect(messages).toEqual([]);
  line.quiet();
  expect(last().quiet).toHaveBeenCalled();
});

test.each([
  lost,
  { at: "refused", problem: problem(422) } as const,
  { at: "refused", problem: problem(500, "about:blank") } as const,
])("an attempt that fails leads to the socket: %o", (phase) => {
  open();
  tell(phase);
  expect(kinds()).toEqual(["rtc", "socket"]);
});

test.each([401, 404, 409, 503])("a refusal that holds for every way is told: %i", (status) => {
  open();
  tell({ at: "refused", problem: problem(status) });
  vi.advanceTimersByTime(60_000);
  expect(kinds()).toEqual(["rtc"]);
  expect(phases.at(-1)).toMatchObject({ at: "refused" });
});

test("a broken connection is tried once more by WebRTC, then by the socket; choices go along", () => {
  const line = open();
  const stream = {} as MediaStream;
  tell({ at: "open", way: "webrtc" });
  line.use(stream);
  line.sink("headset");
  tell(lost);
  expect(phases).toContainEqual(lost);
  expect(kinds()).toEqual(["rtc", "rtc"]);
  tell(lost);
  expect(kinds()).toEqual(["rtc", "rtc", "socket"]);
  expect(last().options.stream).toBe(stream);
  expect(last().sink).toHaveBeenCalledWith("headset");
  tell(lost);
  expect(lines).toHaveLength(3); // the socket comes back by itself
});

test.each([
  { type: "ended", outcome: null } as const,
  { type: "trouble", code: "moved", text: "", falls_to: null } as const,
])("after the last word nobody comes back: $type", (message) => {
  open();
  tell({ at: "open", way: "webrtc" });
  last().options.onMessage(message);
  tell(lost);
  expect(messages).toEqual([message]);
  expect(kinds()).toEqual(["rtc"]);
});

test("without WebRTC it is the socket from the start; closing is the end", () => {
  const line = open(false);
  expect(kinds()).toEqual(["socket"]);
  line.close();
  expect(last().closed).toBe(true);
});
