import { callsAttachTranscript, callsCreateCall } from "@/api/sdk.gen";
import type { NewRecording } from "@/api/types.gen";
import { type ProblemError, toProblem } from "@/lib/problem";
import { readText } from "./readText";
import { forget, type Transfer, transfer } from "./transport";

export type SendingState = "sending" | "paused" | "reconnecting" | "failed" | "done";

/** A call on its way to the server. */
export interface Sending {
  id: string;
  title: string;
  size: number;
  sent: number;
  state: SendingState;
  problem: ProblemError | null;
  callId: string | null;
}

export interface ToSend {
  /** One file, or two with one side on each. */
  files: readonly File[];
  transcript: File | null;
  fields: Omit<NewRecording, "uploads">;
}

type Open = typeof transfer;

interface Work extends ToSend {
  /** What has arrived, by the server's names. */
  uploads: string[];
  now: Transfer | null;
}

/** The uploads of this tab. They belong to no page, so they go on while the person looks around. */
export class Sendings {
  list: readonly Sending[] = [];
  private readonly work = new Map<string, Work>();
  private readonly listeners = new Set<() => void>();

  constructor(
    private readonly open: Open = transfer,
    private readonly make: (what: ToSend, uploads: readonly string[]) => Promise<string> = makeCall,
  ) {}

  readonly subscribe = (tell: () => void): (() => void) => {
    this.listeners.add(tell);
    return () => this.listeners.delete(tell);
  };

  send(what: ToSend): string {
    const id = crypto.randomUUID();
    const size = sizeOf(what.files);
    this.work.set(id, { ...what, uploads: [], now: null });
    const title = what.fields.title || (what.files[0]?.name ?? "");
    this.list = [...this.list, { id, title, size, sent: 0, state: "sending", problem: null, callId: null }];
    void this.next(id);
    return id;
  }

  pause(id: string): void {
    this.work.get(id)?.now?.stop(false);
    this.change(id, { state: "paused" });
  }

  /** Goes on after a rest or a failure, from where it was. */
  resume(id: string): void {
    const work = this.work.get(id);
    if (!work) return;
    this.change(id, { state: "sending", problem: null });
    if (work.now) work.now.start();
    else void this.next(id);
  }

  /** Gives it up, or takes what is done from the list. */
  remove(id: string): void {
    const sending = this.list.find((one) => one.id === id);
    if (sending && sending.state !== "done") this.work.get(id)?.now?.stop(true);
    this.work.delete(id);
    this.list = this.list.filter((one) => one.id !== id);
    this.tell();
  }

  get isBusy(): boolean {
    return this.list.some((one) => one.state !== "done" && one.state !== "failed");
  }

  private async next(id: string): Promise<void> {
    const work = this.work.get(id);
    if (!work) return;
    const file = work.files[work.uploads.length];
    if (!file) {
      await this.finish(id, work);
      return;
    }
    const before = sizeOf(work.files.slice(0, work.uploads.length));
    const now = await this.open(file, {
      onProgress: (sent) => this.change(id, { sent: before + sent, state: "sending" }),
      onTrouble: () => this.change(id, { state: "reconnecting" }),
      onError: (problem) => this.change(id, { state: "failed", problem }),
      onDone: (uploadId) => {
        work.uploads.push(uploadId);
        work.now = null;
        void this.next(id);
      },
    });
    if (!this.work.has(id)) return; // given up meanwhile
    work.now = now;
    if (this.list.find((one) => one.id === id)?.state !== "paused") now.start();
  }

  private async finish(id: string, work: Work): Promise<void> {
    try {
      const callId = await this.make(work, work.uploads);
      this.change(id, { state: "done", sent: sizeOf(work.files), callId });
    } catch (error) {
      this.change(id, { state: "failed", problem: toProblem(error) });
    }
  }

  private change(id: string, change: Partial<Sending>): void {
    this.list = this.list.map((one) => (one.id === id ? { ...one, ...change } : one));
    this.tell();
  }

  private tell(): void {
    for (const tell of this.listeners) tell();
  }
}

function sizeOf(files: readonly File[]): number {
  return files.reduce((sum, file) => sum + file.size, 0);
}

/** The call that is made of what has arrived; its id. The same key gives the same call, so it may be asked again. */
async function makeCall({ files, fields, transcript }: ToSend, uploads: readonly string[]): Promise<string> {
  const { data } = await callsCreateCall({ body: { ...fields, uploads: [...uploads] }, throwOnError: true });
  if (transcript)
    await callsAttachTranscript({
      path: { call_id: data.id },
      body: { transcript: await readText(transcript), filename: transcript.name },
      throwOnError: true,
    });
  for (const file of files) await forget(file);
  return data.id;
}

export const sendings = new Sendings();

export function send(what: ToSend): string {
  return sendings.send(what);
}

/** Asks before the tab is closed while something is still going up. */
addEventListener("beforeunload", (event) => {
  if (sendings.isBusy) event.preventDefault();
});
