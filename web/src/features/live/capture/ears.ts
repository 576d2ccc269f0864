import type { Language } from "@/i18n";
import { type Listens, recognitionMaker, SpeechIn, type Understood } from "@/lib/sound/speechIn";
import type { Capture } from "./Capture";
import { type Channel, MICROPHONE, OTHERS } from "./framing";

/** How this browser understands the call where the server does not; nothing without the rep's word. */
export interface Ears {
  language: Language;
  where: Exclude<Listens, "not">;
}

const WORD_S = 0.35;

/** Sends the words that this browser understands, side by side; ends with the function it returns. `now` in seconds of the call. */
export function listenHere(capture: Capture, { language, where }: Ears, now: () => number): () => void {
  const maker = recognitionMaker();
  if (!maker) return () => undefined;
  const ear = (channel: Channel, stream: MediaStream) => {
    const track = stream.getAudioTracks()[0] ?? null;
    const say = phrases(now, (heard) => capture.say({ type: "heard", channel, ...heard }));
    const speech = new SpeechIn({
      language,
      locally: where === "here",
      maker,
      track: () => track,
      heard: say,
      failed: () => undefined, // the figures go on without the words
    });
    speech.start();
    return speech;
  };
  const ears = [ear(MICROPHONE, capture.sound.microphone)];
  // A browser that cannot be given a track would hear the microphone once more, as the customer.
  if (capture.sound.others && maker.available) ears.push(ear(OTHERS, capture.sound.others));
  return () => {
    for (const one of ears) one.close();
  };
}

interface Phrase extends Understood {
  start: number;
  end: number;
}

/** Gives words their place in the call: all of a phrase begin where its first words came. */
export function phrases(now: () => number, say: (phrase: Phrase) => void): (words: Understood) => void {
  let began: number | null = null;
  return ({ text, final }) => {
    const end = now();
    began ??= Math.max(0, end - WORD_S * text.split(/\s+/).length);
    say({ text, final, start: began, end });
    if (final) began = null;
  };
}

const key = (callId: string) => `ringside.ears.${callId}`;

/** Kept for this tab, so that a page loaded again goes on as agreed. */
export function rememberEars(callId: string, ears: Ears | null): void {
  if (ears) sessionStorage.setItem(key(callId), JSON.stringify(ears));
}

export function rememberedEars(callId: string): Ears | null {
  try {
    const { language, where } = JSON.parse(sessionStorage.getItem(key(callId)) ?? "{}") as Partial<Ears>;
    const known = (language === "en" || language === "he") && (where === "here" || where === "away");
    return known ? { language, where } : null;
  } catch {
    return null;
  }
}
