import type { Language } from "@/i18n";

/** The part of the browser's speech recognition that is used here; not every browser's types know it. */
export interface Recognition {
  lang: string;
  continuous: boolean;
  interimResults: boolean;
  processLocally?: boolean;
  start: (track?: MediaStreamTrack) => void;
  stop: () => void;
  abort: () => void;
  onresult: ((event: RecognitionEvent) => void) | null;
  onend: (() => void) | null;
  onerror: ((event: { error: string }) => void) | null;
}

interface RecognitionEvent {
  resultIndex: number;
  results: ArrayLike<{ isFinal: boolean; 0?: { transcript: string } }>;
}

interface RecognitionMaker {
  new (): Recognition;
  available?: (options: { langs: string[]; processLocally: boolean }) => Promise<string>;
}

/** Where the rep's words are found: on this machine, perhaps at the browser maker's, or not at all. */
export type Listens = "here" | "away" | "not";

const TAGS: Record<Language, string> = { en: "en-US", he: "he-IL" };

export function recognitionMaker(): RecognitionMaker | null {
  const known = globalThis as {
    SpeechRecognition?: RecognitionMaker;
    webkitSpeechRecognition?: RecognitionMaker;
  };
  return known.SpeechRecognition ?? known.webkitSpeechRecognition ?? null;
}

/** Whether this browser understands speech in a language, and whether the sound stays here. */
export async function whereItListens(
  language: Language,
  maker: RecognitionMaker | null = recognitionMaker(),
): Promise<Listens> {
  if (!maker) return "not";
  if (!maker.available) return "away";
  const here = await maker
    .available({ langs: [TAGS[language]], processLocally: true })
    .catch(() => "unavailable");
  return here === "available" ? "here" : "away";
}

export interface Understood {
  text: string;
  final: boolean;
}

interface Options {
  language: Language;
  /** Only on this machine. */
  locally: boolean;
  maker: RecognitionMaker;
  track: () => MediaStreamTrack | null;
  heard: (words: Understood) => void;
  failed: (error: string) => void;
}

/** Errors after which listening goes on by itself. */
const PASSING = new Set(["no-speech", "aborted"]);

/** Listens until told otherwise: browsers end a recognition after a silence, and it is begun again. */
export class SpeechIn {
  private current: Recognition | null = null;
  private wanted = false;

  constructor(private readonly options: Options) {}

  start(): void {
    this.wanted = true;
    if (!this.current) this.begin();
  }

  /** What was said until now is still understood. */
  stop(): void {
    this.wanted = false;
    this.current?.stop();
  }

  close(): void {
    this.wanted = false;
    const last = this.current;
    this.current = null;
    last?.abort();
  }

  private begin(): void {
    const { maker, language, locally, track } = this.options;
    const recognition = new maker();
    this.current = recognition;
    recognition.lang = TAGS[language];
    recognition.continuous = true;
    recognition.interimResults = true;
    if (locally) recognition.processLocally = true;
    recognition.onresult = (event) => {
      if (this.current === recognition) for (const words of understood(event)) this.options.heard(words);
    };
    recognition.onerror = ({ error }) => {
      if (PASSING.has(error) || this.current !== recognition) return;
      this.wanted = false;
      this.options.failed(error);
    };
    recognition.onend = () => {
      if (this.current !== recognition) return;
      this.current = null;
      if (this.wanted) this.begin();
    };
    const microphone = track();
    if (microphone) recognition.start(microphone);
    else recognition.start();
  }
}

/** What is final now, one by one, then the rest as it stands. */
export function understood({ resultIndex, results }: RecognitionEvent): Understood[] {
  const fresh = Array.from(results).slice(resultIndex);
  const text = (result: (typeof fresh)[number]) => (result[0]?.transcript ?? "").trim();
  const rest = fresh.filter((result) => !result.isFinal).map(text);
  const open = rest.filter(Boolean).join(" ");
  return [
    ...fresh
      .filter((result) => result.isFinal && text(result))
      .map((result) => ({ text: text(result), final: true })),
    ...(open ? [{ text: open, final: false }] : []),
  ];
}

/** Whether words are the buyer's own, caught from the loudspeaker: most of them stand in what is being said. */
export function isEcho(heard: string, saying: string): boolean {
  const said = new Set(wordsOf(saying));
  const words = wordsOf(heard);
  if (words.length === 0) return true;
  return words.filter((word) => said.has(word)).length / words.length > 0.6;
}

function wordsOf(text: string): string[] {
  return text.toLowerCase().match(/[\p{L}\p{N}']+/gu) ?? [];
}
