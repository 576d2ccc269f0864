import { afterEach, beforeEach, expect, test, vi } from "vitest";
import { csrfToken, onSessionEnd, parseEvent, sessionFetch, streamEvents } from "./session";

const calls: { path: string; method: string; csrf: string | null; body: string }[] = [];
let answers: Record<string, (() => Response)[]>;

beforeEach(() => {
  calls.length = 0;
  answers = {};
  vi.stubGlobal("fetch", async (request: Request) => {
    const { pathname } = new URL(request.url);
    calls.push({
      path: pathname,
      method: request.method,
      csrf: request.headers.get("X-CSRF-Token"),
      body: await request.text(),
    });
    const queue = answers[pathname];
    const answer = queue && queue.length > 1 ? queue.shift() : queue?.[0];
    return answer ? answer() : new Response("{}", { status: 404 });
  });
});
afterEach(() => vi.unstubAllGlobals());

const status = (code: number) => () => new Response("{}", { status: code });
const url = (path: string) => new URL(path, "http://localhost:3000").href;
const save = () =>
  sessionFetch(url("/api/playbook/questionnaire"), { method: "PUT", body: '{"product":"x"}' });

test("the token in the cookie is found among others", () => {
  expect(csrfToken("a=1; ringside_csrf=to%2Fken; b=2")).toBe("to/ken");
  expect(csrfToken("xringside_csrf=no")).toBeUndefined();
});

test("unsafe requests carry the token, safe ones do not", async () => {
  // biome-ignore lint/suspicious/noDocumentCookie: what a browser would hold after signing in
  document.cookie = "ringside_csrf=secret";
  answers = { "/api/a": [status(200)] };
  await sessionFetch(url("/api/a"), { method: "POST", body: "{}" });
  await sessionFetch(url("/api/a"));
  expect(calls.map((call) => call.csrf)).toEqual(["secret", null]);
});

test("a session that ran out is refreshed and the request sent again with its body", async () => {
  answers = { "/api/playbook/questionnaire": [status(401), status(200)], "/api/auth/refresh": [status(200)] };
  expect((await save()).status).toBe(200);
  expect(calls.map((call) => call.path)).toEqual([
    "/api/playbook/questionnaire",
    "/api/auth/refresh",
    "/api/playbook/questionnaire",
  ]);
  expect(calls[2]?.body).toBe('{"product":"x"}');
});

test("requests that fail together share one refresh", async () => {
  answers = {
    "/api/playbook/questionnaire": [status(401), status(401), status(200)],
    "/api/auth/refresh": [status(200)],
  };
  await Promise.all([save(), save()]);
  expect(calls.filter((call) => call.path === "/api/auth/refresh")).toHaveLength(1);
});

test("when nothing can be refreshed the person is asked, and the request is sent once more", async () => {
  answers = { "/api/playbook/questionnaire": [status(401), status(200)], "/api/auth/refresh": [status(401)] };
  const ask = vi.fn(async () => true);
  const forget = onSessionEnd(ask);
  expect((await save()).status).toBe(200);
  expect(ask).toHaveBeenCalledOnce();
  expect(calls.at(-1)?.body).toBe('{"product":"x"}');
  forget();
});

test("whoever does not sign in again gets the refusal; with nobody to ask too", async () => {
  answers = { "/api/playbook/questionnaire": [status(401)], "/api/auth/refresh": [status(401)] };
  const forget = onSessionEnd(async () => false);
  expect((await save()).status).toBe(401);
  forget();
  expect((await save()).status).toBe(401);
});

test("a wrong password is no session that ran out", async () => {
  answers = { "/api/auth/login": [status(401)] };
  expect((await sessionFetch(url("/api/auth/login"), { method: "POST", body: "{}" })).status).toBe(401);
  expect(calls).toHaveLength(1);
});

test("events of a stream are read whole, whatever the pieces they arrive in", async () => {
  const text =
    'event: ack\ndata: {"turn":1}\n\n: ping\n\nevent: piece\r\ndata: {"text":"Hello"}\r\n\r\ndata: plain\n\n';
  const bytes = new TextEncoder().encode(text);
  for (const size of [1, 7, bytes.length]) {
    answers = {
      "/api/chat": [
        () =>
          new Response(
            new ReadableStream({
              start(controller) {
                for (let at = 0; at < bytes.length; at += size)
                  controller.enqueue(bytes.slice(at, at + size));
                controller.close();
              },
            }),
          ),
      ],
    };
    const seen = [];
    for await (const event of streamEvents(url("/api/chat"), {})) seen.push(event);
    expect(seen).toEqual([
      { event: "ack", data: { turn: 1 } },
      { event: "piece", data: { text: "Hello" } },
      { event: "message", data: "plain" },
    ]);
  }
});

test("a refused stream is a problem", async () => {
  const refusal = { type: "/problems/quota-exceeded", title: "Used up" };
  answers = { "/api/chat": [() => new Response(JSON.stringify(refusal), { status: 429 })] };
  await expect(streamEvents(url("/api/chat"), {}).next()).rejects.toMatchObject({
    slug: "quota-exceeded",
    status: 429,
  });
});

test("data on several lines is one text", () => {
  expect(parseEvent("data: one\ndata: two")).toEqual({ event: "message", data: "one\ntwo" });
  expect(parseEvent(": only a comment")).toBeNull();
});
