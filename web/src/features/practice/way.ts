/** How practice calls are held: by speaking or in writing. */
export type CallWay = "voice" | "text";

const KEY = "ringside.callWay";

/** What the person chose on this machine; in writing until they choose. */
export function keptWay(): CallWay {
  try {
    return localStorage.getItem(KEY) === "voice" ? "voice" : "text";
  } catch {
    return "text";
  }
}

export function keepWay(way: CallWay): void {
  try {
    localStorage.setItem(KEY, way);
  } catch {
    // Storage may be forbidden; the choice then holds for this page.
  }
}
