import type { Language } from "@/i18n";
import { isEcho, type Listens, recognitionMaker, SpeechIn, type Understood } from "@/lib/sound/speechIn";
import type { VoiceIn, VoiceOut } from "./messages";
import { SpeechOut } from "./speechOut";

interface Options {
  language: Language;
  /** Where words may be found: away from this machine only by consent. */
  ear: Listens;
  track: () => MediaStreamTrack | null;
  /** Seconds of the call so far. */
  clock: () => number;
  send: (message: VoiceIn) => void;
  speaking: (on: boolean) => void;
  failed: (error: string) => void;
}

/** The browser's own manner: it finds the rep's words and speaks the buyer's, and only words travel. */
export class BrowserSpeech {
  private readonly out: SpeechOut;
  private readonly ear: SpeechIn | null;
  private since: number | null = null;

  constructor(private readonly options: Options) {
    const { language, ear, clock, send, track, failed } = options;
    const locally = ear !== "away";
    this.out = new SpeechOut({
      language,
      speech: globalThis.speechSynthesis ?? null,
      localOnly: locally,
      clock,
      speaking: options.speaking,
      spoken: (turn) => send({ type: "spoken", ...turn }),
    });
    const maker = ear === "not" ? null : recognitionMaker();
    this.ear =
      maker && new SpeechIn({ language, locally, maker, track, failed, heard: (words) => this.heard(words) });
  }

  /** What the server says: sentences to speak, and when a turn has all of them. */
  told(message: VoiceOut): void {
    if (message.type === "buyer") this.out.sentence(message.turn, message.text, message.voice ?? "");
    if (message.type === "state") this.out.whole();
  }

  listen(on: boolean): void {
    if (on) this.ear?.start();
    else this.ear?.stop();
  }

  /** The rep takes the word. */
  interrupt(): void {
    if (!this.out.saying) return;
    this.out.stop();
    this.options.send({ type: "control", do: "interrupt" });
  }

  close(): void {
    this.out.stop();
    this.ear?.close();
  }

  private heard({ text, final }: Understood): void {
    if (this.out.saying && isEcho(text, this.out.saying)) return;
    this.interrupt();
    const now = this.options.clock();
    this.since ??= Math.max(0, now - SPOKEN_BEFORE_S);
    this.options.send({ type: "say", text, final, start: this.since, end: final ? now : null });
    if (final) this.since = null;
  }
}

/** First words are told about so long after they began. */
const SPOKEN_BEFORE_S = 0.5;
