import { afterEach, beforeEach, expect, test, vi } from "vitest";
import { onNews } from "./news";

let streams: ReadableStreamDefaultController<Uint8Array>[];
let signals: AbortSignal[];

beforeEach(() => {
  vi.useFakeTimers();
  streams = [];
  signals = [];
  vi.stubGlobal("fetch", async (request: Request) => {
    signals.push(request.signal);
    return new Response(
      new ReadableStream<Uint8Array>({
        start(controller) {
          streams.push(controller);
        },
      }),
    );
  });
});
afterEach(() => {
  vi.useRealTimers();
  vi.unstubAllGlobals();
});

const say = (text: string) => streams.at(-1)?.enqueue(new TextEncoder().encode(text));
const settle = () => vi.advanceTimersByTimeAsync(1);

test("everybody hears what concerns them over one stream, which is opened anew when it breaks", async () => {
  const calls = vi.fn();
  const files = vi.fn();
  const stops = [onNews("call.", calls), onNews("file.", files)];
  await settle();
  expect(streams).toHaveLength(1);
  say('event: call.done\ndata: {"call_id":"a"}\n\nevent: hello\ndata: {}\n\n');
  await settle();
  expect(calls.mock.calls).toEqual([["call.done", { call_id: "a" }]]);
  expect(files).not.toHaveBeenCalled();

  streams.at(-1)?.error(new Error("gone"));
  await settle();
  await vi.advanceTimersByTimeAsync(1100);
  expect(streams).toHaveLength(2);
  say('event: call.done\ndata: {"call_id":"b"}\n\n');
  await settle();
  expect(calls).toHaveBeenLastCalledWith("call.done", { call_id: "b" });

  for (const stop of stops) stop();
  await settle();
  expect(signals.at(-1)?.aborted).toBe(true);
  await vi.advanceTimersByTimeAsync(60_000);
  expect(streams).toHaveLength(2);
});
