import { toProblem } from "./problem";

const SAFE = new Set(["GET", "HEAD", "OPTIONS"]);
const REFRESH = "/api/auth/refresh";
/** A 401 from these speaks of the credentials just given, not of a session that ran out. */
const OWN_401 = /^\/api\/auth\/(?!me$)/;

/** Asked when the session cannot be refreshed; answers whether the person signed in again. */
type AskToSignIn = () => Promise<boolean>;

let askToSignIn: AskToSignIn | null = null;
let refreshing: Promise<boolean> | null = null;
let asking: Promise<boolean> | null = null;

/** The frame installs its dialog here while someone is signed in, so that nothing typed is lost when a session ends. */
export function onSessionEnd(ask: AskToSignIn): () => void {
  askToSignIn = ask;
  return () => {
    if (askToSignIn === ask) askToSignIn = null;
  };
}

export function csrfToken(cookies: string = document.cookie): string | undefined {
  const pair = cookies.split("; ").find((cookie) => cookie.startsWith("ringside_csrf="));
  return pair && decodeURIComponent(pair.slice("ringside_csrf=".length));
}

async function send(request: Request): Promise<Response> {
  const token = csrfToken();
  if (token && !SAFE.has(request.method)) request.headers.set("X-CSRF-Token", token);
  return await fetch(request);
}

/** One refresh for all requests that found the session gone at the same moment. */
function refresh(): Promise<boolean> {
  refreshing ??= send(new Request(REFRESH, { method: "POST", credentials: "same-origin" }))
    .then((response) => response.ok)
    .catch(() => false)
    .finally(() => {
      refreshing = null;
    });
  return refreshing;
}

function signInAgain(): Promise<boolean> {
  if (!askToSignIn) return Promise.resolve(false);
  asking ??= askToSignIn().finally(() => {
    asking = null;
  });
  return asking;
}

/** Makes the session good again after a 401: silently if that can be, else by asking. Tells whether it is. */
export async function renewSession(): Promise<boolean> {
  return (await refresh()) || (await signInAgain());
}

/**
 * fetch() for our API. A session that ran out is refreshed silently once; when that fails the person is asked to
 * sign in where they are, and the request is then sent again, so a form being saved is saved after all.
 */
export async function sessionFetch(input: RequestInfo | URL, init?: RequestInit): Promise<Response> {
  const request = new Request(input, init);
  if (OWN_401.test(new URL(request.url).pathname)) return await send(request);
  const again = request.clone();
  const response = await send(request);
  if (response.status !== 401) return response;
  const last = again.clone();
  if (await refresh()) {
    const retried = await send(again);
    if (retried.status !== 401) return retried;
  }
  return (await signInAgain()) ? await send(last) : response;
}

type ServerEvent = { event: string; data: unknown };

/** Posts JSON and yields the server-sent events of the answer, in order. Throws a ProblemError on refusal. */
export function streamEvents(path: string, body: unknown, signal?: AbortSignal): AsyncGenerator<ServerEvent> {
  return eventsOf(path, {
    method: "POST",
    body: JSON.stringify(body),
    headers: { "Content-Type": "application/json", Accept: "text/event-stream" },
    signal,
  });
}

/** Yields the server-sent events of an address until it ends. Throws a ProblemError on refusal. */
export function serverEvents(path: string, signal: AbortSignal): AsyncGenerator<ServerEvent> {
  return eventsOf(path, { headers: { Accept: "text/event-stream" }, signal });
}

async function* eventsOf(path: string, init: RequestInit): AsyncGenerator<ServerEvent> {
  const response = await sessionFetch(path, init).catch((error: unknown) => {
    throw toProblem(error);
  });
  if (!response.ok || !response.body) throw toProblem(await response.json().catch(() => null), response);
  const reader = response.body.pipeThrough(new TextDecoderStream()).getReader();
  let waiting = "";
  try {
    while (true) {
      const { done, value } = await reader.read().catch((error: unknown) => {
        throw toProblem(error);
      });
      if (done) return;
      waiting += value;
      const blocks = waiting.split(/\r?\n\r?\n/);
      waiting = blocks.pop() ?? "";
      for (const block of blocks) {
        const event = parseEvent(block);
        if (event) yield event;
      }
    }
  } finally {
    void reader.cancel().catch(() => undefined);
  }
}

/**
 * Posts a form with files and tells how much of it has gone up, which fetch() cannot. A session that ran out is
 * renewed and the form sent again. Throws a ProblemError on refusal.
 */
export async function sendForm(
  path: string,
  form: FormData,
  options: { onProgress?: (share: number) => void; signal?: AbortSignal } = {},
): Promise<unknown> {
  const first = await sendOnce(path, form, options);
  const { status, text } =
    first.status === 401 && (await renewSession()) ? await sendOnce(path, form, options) : first;
  const body: unknown = text ? JSON.parse(text) : null;
  if (status >= 200 && status < 300) return body;
  throw toProblem(body, new Response(null, { status }));
}

function sendOnce(
  path: string,
  form: FormData,
  { onProgress, signal }: { onProgress?: (share: number) => void; signal?: AbortSignal },
): Promise<{ status: number; text: string }> {
  return new Promise((done, fail) => {
    const request = new XMLHttpRequest();
    request.open("POST", path);
    const token = csrfToken();
    if (token) request.setRequestHeader("X-CSRF-Token", token);
    request.upload.onprogress = ({ loaded, total }) => onProgress?.(total > 0 ? loaded / total : 0);
    request.onload = () => done({ status: request.status, text: request.responseText });
    request.onerror = () => fail(toProblem(new Error("The files did not reach the server.")));
    request.onabort = () => fail(toProblem(new Error("Sending was stopped.")));
    signal?.addEventListener("abort", () => request.abort());
    request.send(form);
  });
}

/** One block of an event stream; comments (lines that begin with a colon) and empty blocks are nothing. */
export function parseEvent(block: string): { event: string; data: unknown } | null {
  let event = "message";
  const data: string[] = [];
  for (const line of block.split(/\r?\n/)) {
    const [, field, value] = /^(\w+): ?(.*)$/.exec(line) ?? [];
    if (field === "event") event = value ?? event;
    if (field === "data") data.push(value ?? "");
  }
  if (data.length === 0) return null;
  const text = data.join("\n");
  try {
    return { event, data: JSON.parse(text) };
  } catch {
    return { event, data: text };
  }
}
