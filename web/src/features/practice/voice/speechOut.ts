import type { Language } from "@/i18n";

/** A turn of the buyer as this page spoke it. Seconds of the call. */
export interface Spoken {
  turn: number;
  text: string;
  start: number;
  end: number;
  cut_off: boolean;
}

interface Options {
  language: Language;
  /** The system's voices; null where the browser has no speech at all. */
  speech: Pick<SpeechSynthesis, "speak" | "cancel" | "getVoices"> | null;
  /** Only voices that work on this machine, unless the person agreed to others. */
  localOnly: boolean;
  /** Seconds of the call so far. */
  clock: () => number;
  speaking: (on: boolean) => void;
  spoken: (turn: Spoken) => void;
}

interface Turn {
  index: number;
  sentences: string[];
  /** How many of them have been spoken. */
  done: number;
  whole: boolean;
  start: number | null;
  /** How far into the sentence being spoken, in letters. */
  into: number;
}

const LETTERS_PER_SECOND = 15;

/** Lets the browser speak the buyer's sentences, and tells what of each turn was really heard. */
export class SpeechOut {
  private turn: Turn | null = null;
  private timer: ReturnType<typeof setTimeout> | undefined;

  constructor(private readonly options: Options) {}

  /** What is being said right now, to be told apart from the rep's own words. */
  get saying(): string {
    return this.turn && this.turn.done < this.turn.sentences.length ? this.turn.sentences.join(" ") : "";
  }

  sentence(index: number, text: string, voiceKey: string): void {
    if (this.turn && this.turn.index !== index) this.stop();
    this.turn ??= { index, sentences: [], done: 0, whole: false, start: null, into: 0 };
    this.turn.sentences.push(text);
    this.say(this.turn, text, voiceKey);
  }

  /** No more sentences of this turn come. */
  whole(): void {
    if (!this.turn) return;
    this.turn.whole = true;
    this.finish(this.turn);
  }

  /** The rep speaks: nothing more of this turn is said. */
  stop(): void {
    const turn = this.turn;
    if (!turn) return;
    this.turn = null;
    clearTimeout(this.timer);
    this.options.speech?.cancel();
    this.options.speaking(false);
    const said = turn.sentences.slice(0, turn.done);
    const cut = turn.sentences[turn.done]?.slice(0, turn.into).trim();
    const end = this.options.clock();
    this.options.spoken({
      turn: turn.index,
      text: [...said, cut].filter(Boolean).join(" "),
      start: turn.start ?? end,
      end,
      cut_off: !turn.whole || turn.done < turn.sentences.length,
    });
  }

  private say(turn: Turn, text: string, voiceKey: string): void {
    const voice = this.voiceOf(voiceKey);
    if (!this.options.speech || !voice) {
      this.showOnly(turn, text);
      return;
    }
    const utterance = new SpeechSynthesisUtterance(text);
    utterance.voice = voice;
    utterance.lang = voice.lang;
    utterance.onstart = () => this.begins(turn);
    utterance.onboundary = ({ charIndex }) => {
      turn.into = charIndex;
    };
    utterance.onend = () => this.ends(turn);
    utterance.onerror = () => this.ends(turn); // the words are on the screen all the same
    this.options.speech.speak(utterance);
  }

  /** Without a voice in the language the words are read instead, in their time. */
  private showOnly(turn: Turn, text: string): void {
    this.begins(turn);
    const before = this.timer === undefined ? 0 : turn.sentences.slice(turn.done, -1).join(" ").length;
    const wait = (1000 * (before + text.length)) / LETTERS_PER_SECOND;
    this.timer = setTimeout(() => this.ends(turn), wait);
  }

  private begins(turn: Turn): void {
    if (this.turn !== turn) return;
    turn.start ??= this.options.clock();
    turn.into = 0;
    this.options.speaking(true);
  }

  private ends(turn: Turn): void {
    if (this.turn !== turn) return;
    turn.done += 1;
    turn.into = 0;
    this.finish(turn);
  }

  private finish(turn: Turn): void {
    if (turn.done >= turn.sentences.length && turn.whole) this.stop();
  }

  private voiceOf(key: string): SpeechSynthesisVoice | null {
    return voiceFor(
      this.options.speech?.getVoices() ?? [],
      this.options.language,
      key,
      this.options.localOnly,
    );
  }
}

/** The voice of a person: one of the language's, always the same for the same key; null where there is none. */
export function voiceFor(
  voices: readonly SpeechSynthesisVoice[],
  language: Language,
  key: string,
  localOnly: boolean,
): SpeechSynthesisVoice | null {
  const names = language === "he" ? ["he", "iw"] : [language];
  const speaking = voices
    .filter((voice) => names.includes(voice.lang.slice(0, 2).toLowerCase()))
    .filter((voice) => voice.localService || !localOnly)
    .sort((a, b) => a.voiceURI.localeCompare(b.voiceURI));
  const place = [...key].reduce((sum, letter) => (sum * 31 + (letter.codePointAt(0) ?? 0)) % 9973, 7);
  return speaking[place % Math.max(1, speaking.length)] ?? null;
}
