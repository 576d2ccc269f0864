import type { VoiceMannerOut, VoiceOptions } from "@/api/types.gen";
import type { Language } from "@/i18n";
import type { Listens } from "@/lib/sound/speechIn";
import type { Manner } from "./messages";

/** The ways a call in this language can be spoken here, the server's own choice first. */
export function mannersFor(options: VoiceOptions, language: Language): VoiceMannerOut[] {
  return (
    options.manners
      .filter((one) => one.available && one.languages.includes(language))
      // Where nobody of ours listens the browser has to, and then it speaks as well.
      .filter((one) => one.manner !== "cascade" || one.listens !== null)
      .sort((a, b) => Number(b.manner === options.default) - Number(a.manner === options.default))
  );
}

/** What a rep chose and agreed to before calling. */
export interface VoiceWish {
  manner: Manner;
  /** Consent to keep the sound. */
  recording: boolean;
  /** In the browser's manner: where it may find the rep's words. */
  ear: Listens;
}

/** Whether the rep will be heard, or has to type. */
export function isHeard(wish: VoiceWish, microphone: boolean): boolean {
  return microphone && (wish.manner !== "browser" || wish.ear !== "not");
}
