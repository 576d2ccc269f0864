import { useEffect } from "react";
import { currentCapture } from "../capture/captures";
import type { LiveSession } from "../session/LiveSession";
import { useSnapshot } from "../session/useLive";
import { hush, say } from "./play";
import { useEarpiece } from "./settings";

/** Asks for words for the ear while that is on, and says each once. Shows nothing. */
export function Earpiece({ session }: { session: LiveSession }) {
  const { view, phase } = useSnapshot(session);
  const settings = useEarpiece();
  const open = phase.at === "open";
  useEffect(() => {
    if (open) session.wish({ earpiece: settings.on });
  }, [open, session, settings.on]);
  useEffect(() => {
    if (!settings.on) hush();
  }, [settings.on]);
  const { prompt } = view;
  // biome-ignore lint/correctness/useExhaustiveDependencies: a prompt is said once, when it comes
  useEffect(() => {
    if (prompt && settings.on && mayBeHeard()) void say(prompt, settings);
  }, [prompt?.id]);
  return null;
}

/** With the whole screen's sound captured, words for the ear would be heard as the customer's. */
export function mayBeHeard(): boolean {
  const capture = currentCapture();
  return capture?.sound.surface !== "monitor" && !capture?.get().paused;
}
