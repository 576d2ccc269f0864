import { useEffect, useRef } from "react";
import { useMoments } from "@/components/evidence/Moments";
import { usePlayback } from "./PlaybackRoom";
import { type Said, secondsOf } from "./timeline";

/** Takes the sound to the moment the reader went to, and plays it; a moment named by the address only waits there. */
export function PlayMoments({ turns }: { turns: readonly Said[] }) {
  const playback = usePlayback();
  const { moment } = useMoments();
  const seen = useRef(0);
  useEffect(() => {
    if (!playback || !moment || moment.visit === seen.current) return;
    seen.current = moment.visit;
    const seconds = secondsOf(turns, moment.turn, moment.span);
    if (seconds === null) return;
    if (moment.byAddress) playback.seek(seconds);
    else playback.play(seconds);
  }, [playback, moment, turns]);
  return null;
}
