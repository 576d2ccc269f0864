import { afterEach, beforeEach, expect, test, vi } from "vitest";
import { openSocket, type Socket, type SocketPhase } from "./socket";

class FakeSocket {
  static readonly OPEN = 1;
  static all: FakeSocket[] = [];
  readyState = 0;
  bufferedAmount = 0;
  binaryType = "";
  sent: unknown[] = [];
  onopen?: () => void;
  onmessage?: (event: { data: unknown }) => void;
  onclose?: (event: { code: number; reason: string }) => void;

  constructor(readonly url: string) {
    FakeSocket.all.push(this);
  }
  send(data: unknown) {
    this.sent.push(data);
  }
  close() {
    this.readyState = 3;
  }
  opens() {
    this.readyState = 1;
    this.onopen?.();
  }
  says(data: unknown) {
    this.onmessage?.({ data });
  }
  drops(code = 1006, reason = "") {
    this.readyState = 3;
    this.onclose?.({ code, reason });
  }
}

const phases: SocketPhase[] = [];
const messages: unknown[] = [];
const sounds: ArrayBuffer[] = [];
const last = () => FakeSocket.all.at(-1) as FakeSocket;
const opened: Socket<{ type: string }>[] = [];
const open = () => {
  const socket = openSocket({
    address: () => `/api/simulations/realtime?try=${FakeSocket.all.length}`,
    onMessage: (message) => messages.push(message),
    onSound: (sound) => sounds.push(sound),
    onPhase: (phase) => phases.push(phase),
  });
  opened.push(socket);
  return socket;
};

beforeEach(() => {
  vi.useFakeTimers();
  vi.stubGlobal("WebSocket", FakeSocket);
  FakeSocket.all = [];
  for (const list of [phases, messages, sounds]) list.length = 0;
});
afterEach(() => {
  for (const socket of opened.splice(0)) socket.close();
  vi.useRealTimers();
  vi.unstubAllGlobals();
});

test("messages and sound arrive, whatever is not of the protocol is passed over", () => {
  const socket = open();
  expect(last().url).toBe(`ws://${location.host}/api/simulations/realtime?try=0`);
  expect(socket.send({ type: "control" })).toBe(false);
  last().opens();
  last().says('{"type":"session","seconds":0}');
  for (const odd of ["{", "[]", "null", '{"type":7}']) last().says(odd);
  last().says(new ArrayBuffer(4));
  expect(messages).toEqual([{ type: "session", seconds: 0 }]);
  expect(sounds).toHaveLength(1);
  expect(socket.send({ type: "control" })).toBe(true);
  expect(last().sent).toEqual(['{"type":"control"}']);
  socket.close();
});

test("a lost connection comes back, waiting longer each time until somebody speaks", () => {
  open();
  const waits: number[] = [];
  for (let i = 0; i < 4; i++) {
    last().opens();
    last().drops();
    const phase = phases.at(-1);
    waits.push(phase?.at === "lost" ? phase.retryAt - Date.now() : -1);
    vi.advanceTimersByTime(20_000);
  }
  expect(FakeSocket.all).toHaveLength(5);
  expect(waits[0]).toBeLessThan(400);
  expect(waits[3]).toBeGreaterThan(2000);
  last().opens();
  last().says('{"type":"session"}');
  last().drops(1012);
  const phase = phases.at(-1);
  expect(phase?.at === "lost" && phase.retryAt - Date.now()).toBeLessThan(400);
});

test("coming back online or being asked ends the wait", () => {
  const socket = open();
  last().drops();
  window.dispatchEvent(new Event("online"));
  expect(FakeSocket.all).toHaveLength(2);
  last().drops();
  socket.retryNow();
  socket.retryNow();
  expect(FakeSocket.all).toHaveLength(3);
  socket.close();
  window.dispatchEvent(new Event("online"));
  vi.advanceTimersByTime(60_000);
  expect(FakeSocket.all).toHaveLength(3);
  expect(phases.at(-1)).toEqual({ at: "closed" });
});

test("a refusal is final and in the server's words; without words its code speaks", () => {
  open();
  last().opens();
  last().says(
    '{"type":"problem","problem":{"type":"/problems/all-lines-are-busy","title":"Busy","status":503,"retry_after":20}}',
  );
  last().drops(4503);
  expect(phases.at(-1)).toMatchObject({
    at: "refused",
    problem: { slug: "all-lines-are-busy", status: 503 },
  });
  vi.advanceTimersByTime(60_000);
  expect(FakeSocket.all).toHaveLength(1);

  open();
  last().drops(4409, "Moved to another tab");
  expect(phases.at(-1)).toMatchObject({
    at: "refused",
    problem: { status: 409, message: "Moved to another tab" },
  });
});

test("an ordinary end is an end, reading too slowly is a reason to come back", () => {
  open();
  last().opens();
  last().drops(1000);
  expect(phases.at(-1)).toEqual({ at: "closed" });
  open();
  last().drops(4429);
  expect(phases.at(-1)).toMatchObject({ at: "lost" });
});

test("a session that ran out is renewed once, then the refusal stands", async () => {
  let answer = 200;
  const fetched = vi.fn(async () => new Response(null, { status: answer }));
  vi.stubGlobal("fetch", fetched);
  open();
  last().opens();
  last().drops(4401);
  await vi.advanceTimersByTimeAsync(1);
  expect(fetched).toHaveBeenCalledOnce();
  expect(FakeSocket.all).toHaveLength(2);
  last().drops(4401);
  expect(phases.at(-1)).toMatchObject({ at: "refused", problem: { status: 401 } });

  answer = 401;
  open();
  last().drops(4401);
  await vi.advanceTimersByTimeAsync(1);
  expect(phases.at(-1)).toMatchObject({ at: "refused" });
});

test("sound that is not taken is dropped, and a connection that takes nothing is replaced", () => {
  const socket = open();
  const piece = new ArrayBuffer(640);
  last().opens();
  expect(socket.send(piece)).toBe(true);
  const stuck = last();
  stuck.bufferedAmount = 100_000;
  expect(socket.send(piece)).toBe(false);
  expect(stuck.sent).toHaveLength(1);
  vi.advanceTimersByTime(6_000);
  socket.send(piece);
  expect(phases.at(-1)).toMatchObject({ at: "lost" });
  vi.advanceTimersByTime(1_000);
  expect(FakeSocket.all).toHaveLength(2);
  stuck.drops(); // too late to matter
  stuck.says('{"type":"session"}');
  expect(messages).toEqual([]);
});
