import type { Prompt } from "../session/messages";
import type { EarpieceSettings } from "./settings";

type Voice = Pick<SpeechSynthesisVoice, "lang" | "localService" | "default">;

/** The voice to read a language with: one on this computer before one that sends the words away, which needs a yes. */
export function voiceFor<V extends Voice>(
  voices: readonly V[],
  language: string,
  agreed: boolean,
): V | undefined {
  const speaks = voices.filter((voice) => {
    const [spoken] = voice.lang.toLowerCase().split(/[-_]/);
    return spoken === language || (language === "he" && spoken === "iw");
  });
  const near = speaks.filter((voice) => voice.localService);
  const allowed = near.length > 0 ? near : agreed ? speaks : [];
  return allowed.find((voice) => voice.default) ?? allowed[0];
}

/** Says the words to the rep alone; whatever was being said before stops. Tells whether it can. */
export async function say(
  prompt: Pick<Prompt, "text" | "language" | "wav">,
  { output, agreed }: EarpieceSettings,
): Promise<boolean> {
  hush();
  if (prompt.wav) return await playWav(prompt.wav, output);
  if (!("speechSynthesis" in window)) return false;
  const voice = voiceFor(speechSynthesis.getVoices(), prompt.language, agreed);
  if (!voice) return false;
  const words = new SpeechSynthesisUtterance(prompt.text);
  words.voice = voice;
  words.lang = voice.lang;
  speechSynthesis.speak(words);
  return true;
}

let playing: HTMLAudioElement | null = null;

export function hush(): void {
  playing?.pause();
  playing = null;
  if ("speechSynthesis" in window) speechSynthesis.cancel();
}

async function playWav(base64: string, output: string): Promise<boolean> {
  const bytes = Uint8Array.from(atob(base64), (letter) => letter.charCodeAt(0));
  const address = URL.createObjectURL(new Blob([bytes], { type: "audio/wav" }));
  const audio = new Audio(address);
  playing = audio;
  audio.addEventListener("ended", () => URL.revokeObjectURL(address));
  try {
    // An output that was unplugged is no reason to be silent.
    if (output && "setSinkId" in audio) await audio.setSinkId(output).catch(() => undefined);
    await audio.play();
    return true;
  } catch {
    URL.revokeObjectURL(address);
    return false;
  }
}
