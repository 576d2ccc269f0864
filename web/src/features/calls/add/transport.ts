import type { DetailedError, HttpRequest, PreviousUpload, Upload } from "tus-js-client";
import { callsEndUpload, callsViewUpload } from "@/api/sdk.gen";
import { type ProblemError, toProblem } from "@/lib/problem";
import { csrfToken, renewSession } from "@/lib/session";

export interface Hooks {
  onProgress: (sent: number) => void;
  /** The connection is lost and another try is coming. */
  onTrouble: () => void;
  onError: (problem: ProblemError) => void;
  /** The file is there, under this name. */
  onDone: (uploadId: string) => void;
}

export interface Transfer {
  start: () => void;
  /** Rests; `forGood` gives up what has arrived. */
  stop: (forGood: boolean) => void;
}

const ENDPOINT = "/api/calls/uploads";
const RETRIES_MS = [0, 1000, 2000, 4000, 8000, 15_000, 30_000, 30_000];
const CHUNK = 8 * 1024 * 1024;

/** Sends one file so that it can rest, be resumed after a lost connection or a closed tab, and go on where it was. */
export async function transfer(file: File, hooks: Hooks): Promise<Transfer> {
  const { Upload } = await import("tus-js-client");
  let signedOut = false;
  const upload = new Upload(file, {
    endpoint: ENDPOINT,
    metadata: { filename: file.name, filetype: file.type },
    chunkSize: CHUNK,
    retryDelays: RETRIES_MS,
    // Kept until a call is made of it: of two files the first may be there before the tab is closed.
    removeFingerprintOnSuccess: false,
    onBeforeRequest: async (request: HttpRequest) => {
      if (signedOut) signedOut = !(await renewSession());
      const token = csrfToken();
      if (token) request.setHeader("X-CSRF-Token", token);
    },
    onShouldRetry: (error) => {
      const status = error.originalResponse?.getStatus() ?? 0;
      signedOut = status === 401;
      const again = mayRetry(status);
      if (again) hooks.onTrouble();
      return again;
    },
    onProgress: hooks.onProgress,
    onError: (error) => hooks.onError(problemOf(error)),
    onSuccess: () => hooks.onDone(idOf(upload.url)),
  });
  const before = await latest(upload);
  if (before) upload.resumeFromPreviousUpload(before);
  return {
    start: () => void upload.start(),
    stop: (forGood) => void upload.abort(forGood).catch(() => undefined),
  };
}

/** What of this file arrived earlier, from this browser, and waits for the rest. */
export interface Arrived {
  bytes: number;
  /** Takes it away, so that the file is sent from its beginning. */
  drop: () => Promise<void>;
}

/** What has arrived of a file that was being sent when its tab was closed; the server says how much. */
export async function arrived(file: File): Promise<Arrived | null> {
  const { Upload } = await import("tus-js-client");
  const upload = new Upload(file, { endpoint: ENDPOINT });
  const before = await latest(upload);
  if (!before) return null;
  const path = { upload_id: idOf(before.uploadUrl) };
  const { response } = await callsViewUpload({ path });
  if (response?.status === 404) await forget(file);
  const bytes = Number(response?.headers.get("Upload-Offset"));
  if (!response?.ok || !bytes) return null;
  return {
    bytes,
    drop: async () => {
      await callsEndUpload({ path });
      await forget(file);
    },
  };
}

/** Forgets where the uploads of a file were, once a call is made of it. */
export async function forget(file: File): Promise<void> {
  const { Upload } = await import("tus-js-client");
  const upload = new Upload(file, { endpoint: ENDPOINT });
  const { urlStorage } = upload.options;
  for (const one of await upload.findPreviousUploads()) await urlStorage?.removeUpload(one.urlStorageKey);
}

async function latest(upload: Upload): Promise<PreviousUpload | undefined> {
  const known = await upload.findPreviousUploads();
  return known.sort((a, b) => Date.parse(b.creationTime) - Date.parse(a.creationTime))[0];
}

function idOf(url: string | null | undefined): string {
  return url?.split("/").pop() ?? "";
}

/** Whether another try may go better: no answer, a server in trouble, a session to renew, a place to agree on anew. */
export function mayRetry(status: number): boolean {
  return status === 0 || status >= 500 || [401, 408, 409, 423, 429].includes(status);
}

function problemOf(error: Error | DetailedError): ProblemError {
  const answer = "originalResponse" in error ? error.originalResponse : null;
  if (!answer) return toProblem(error);
  const body = parsed(answer.getBody());
  const retryAfter = answer.getHeader("Retry-After");
  const headers: HeadersInit = retryAfter ? { "Retry-After": retryAfter } : {};
  return toProblem(body, new Response(null, { status: answer.getStatus(), headers }));
}

function parsed(text: string): unknown {
  try {
    return JSON.parse(text);
  } catch {
    return null;
  }
}
