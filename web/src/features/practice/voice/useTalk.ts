import { useCallback, useEffect, useState } from "react";
import type { SpokenCall } from "./useVoiceCall";

export type TalkMode = "open" | "push";

const KEPT = "ringside.talk";

function keptMode(): TalkMode {
  try {
    return localStorage.getItem(KEPT) === "push" ? "push" : "open";
  } catch {
    return "open";
  }
}

/** When the microphone is heard: always, while muted never, and with push-to-talk while the space bar is held. */
export function useTalk(call: SpokenCall, stream: MediaStream | null) {
  const { control, listen, interrupt, state } = call;
  const [muted, setMuted] = useState(false);
  const [mode, setMode] = useState<TalkMode>(keptMode);
  const [talking, setTalking] = useState(false);
  const live = state.phase === "live";
  const heard = live && !muted && (mode === "open" || talking);

  useEffect(() => {
    for (const track of stream?.getAudioTracks() ?? []) track.enabled = heard;
    listen(heard);
  }, [stream, heard, listen]);

  const talk = useCallback(
    (on: boolean) => {
      if (on === talking || muted || !live) return;
      setTalking(on);
      if (on) interrupt();
      control(on ? "talk_on" : "talk_off");
    },
    [talking, muted, live, control, interrupt],
  );

  // A lost connection ends what was being said; nobody holds the bar for half a minute.
  useEffect(() => {
    if (!live) setTalking(false);
  }, [live]);

  useEffect(() => {
    if (mode !== "push") return;
    const down = (event: KeyboardEvent) => {
      if (event.code !== "Space" || isTyping(event.target)) return;
      event.preventDefault();
      if (!event.repeat) talk(true);
    };
    const up = (event: KeyboardEvent) => {
      if (event.code !== "Space" || isTyping(event.target)) return;
      event.preventDefault(); // a focused button must not be pressed as well
      talk(false);
    };
    const away = () => talk(false);
    document.addEventListener("keydown", down, true);
    document.addEventListener("keyup", up, true);
    window.addEventListener("blur", away);
    return () => {
      document.removeEventListener("keydown", down, true);
      document.removeEventListener("keyup", up, true);
      window.removeEventListener("blur", away);
    };
  }, [mode, talk]);

  return {
    muted,
    mode,
    talking,
    talk,
    toggleMute: useCallback(() => {
      setMuted(!muted);
      setTalking(false);
      control(muted ? "unmute" : "mute");
    }, [muted, control]),
    chooseMode: useCallback(
      (next: TalkMode) => {
        setMode(next);
        setTalking(false);
        if (next === "open") control("talk_freely");
        try {
          localStorage.setItem(KEPT, next);
        } catch {
          // The choice then holds for this call.
        }
      },
      [control],
    ),
  };
}

export type Talk = ReturnType<typeof useTalk>;

/** Whether the space bar writes a space here, or belongs to an open menu or dialog. */
export function isTyping(target: EventTarget | null): boolean {
  return (
    target instanceof Element &&
    target.closest("input, textarea, select, [contenteditable=true], [role=menu], [role=dialog]") !== null
  );
}
