import { expect, test, vi } from "vitest";
import { ProblemError } from "@/lib/problem";
import { Sendings, type ToSend } from "./sendings";
import { type Hooks, mayRetry } from "./transport";

const file = (name: string, size: number) => new File([new Uint8Array(size)], name);
const settle = () => new Promise((done) => setTimeout(done));

function setUp(what: Partial<ToSend> = {}) {
  const opened: { name: string; hooks: Hooks; start: () => void }[] = [];
  const stop = vi.fn();
  const make = vi.fn(async (_what: ToSend, _uploads: readonly string[]) => "call");
  const sendings = new Sendings(async (one, hooks) => {
    const start = vi.fn();
    opened.push({ name: one.name, hooks, start });
    return { start, stop };
  }, make);
  const id = sendings.send({ files: [file("a.wav", 10)], transcript: null, fields: { title: "A" }, ...what });
  const now = () => sendings.list.find((one) => one.id === id);
  return { sendings, opened, stop, make, id, now };
}

test("two files go up one after the other, and count as one", async () => {
  const { opened, make, now } = setUp({ files: [file("rep.wav", 10), file("customer.wav", 30)] });
  await settle();
  opened[0]?.hooks.onProgress(10);
  opened[0]?.hooks.onDone("one");
  await settle();
  opened[1]?.hooks.onProgress(15);
  expect(now()).toMatchObject({ sent: 25, size: 40, state: "sending" });
  expect(make).not.toHaveBeenCalled();
  opened[1]?.hooks.onDone("two");
  await settle();
  expect(make.mock.calls[0]?.[1]).toEqual(["one", "two"]);
  expect(now()).toMatchObject({ state: "done", callId: "call", sent: 40 });
});

test("it rests and goes on where it was, also after a lost connection", async () => {
  const { sendings, opened, stop, id, now } = setUp();
  await settle();
  sendings.pause(id);
  expect(stop).toHaveBeenCalledWith(false);
  expect(now()?.state).toBe("paused");
  sendings.resume(id);
  expect(opened).toHaveLength(1);
  expect(opened[0]?.start).toHaveBeenCalledTimes(2);
  opened[0]?.hooks.onTrouble();
  expect(now()?.state).toBe("reconnecting");
  opened[0]?.hooks.onProgress(4);
  expect(now()).toMatchObject({ state: "sending", sent: 4 });
});

test("a failure is kept with its reason until it is tried again or given up", async () => {
  const { sendings, opened, stop, id, now } = setUp();
  await settle();
  opened[0]?.hooks.onError(new ProblemError({ type: "x/too-large", title: "Too large", status: 413 }));
  expect(now()).toMatchObject({ state: "failed", problem: { slug: "too-large" } });
  expect(sendings.isBusy).toBe(false);
  sendings.resume(id);
  expect(now()).toMatchObject({ state: "sending", problem: null });
  sendings.remove(id);
  expect(stop).toHaveBeenCalledWith(true);
  expect(sendings.list).toEqual([]);
});

test("when only the call could not be made, the files are not sent again", async () => {
  const { sendings, opened, make, id, now } = setUp();
  make.mockRejectedValueOnce(new ProblemError({ type: "x/unknown-rubric", title: "No", status: 422 }));
  await settle();
  opened[0]?.hooks.onDone("one");
  await settle();
  expect(now()).toMatchObject({ state: "failed", problem: { slug: "unknown-rubric" } });
  sendings.resume(id);
  await settle();
  expect(opened).toHaveLength(1);
  expect(now()).toMatchObject({ state: "done", callId: "call" });
});

test("what is given up before it began never begins", async () => {
  const { sendings, opened, id } = setUp();
  sendings.remove(id);
  await settle();
  expect(opened[0]?.start).not.toHaveBeenCalled();
});

test("only what may go better is tried again", () => {
  expect([0, 401, 409, 503].every(mayRetry)).toBe(true);
  expect([400, 403, 404, 413, 422].some(mayRetry)).toBe(false);
});
