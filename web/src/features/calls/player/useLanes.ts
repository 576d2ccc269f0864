import { useQuery } from "@tanstack/react-query";
import { useMemo } from "react";
import { callsGetWaveformOptions } from "@/api/@tanstack/react-query.gen";
import type { CallDetail, Waveform } from "@/api/types.gen";
import { barsOf, splitBySpeaker, spokenBars, usualTop } from "@/components/player/peaks";
import type { Timeline } from "@/components/player/timeline";
import type { Lanes } from "@/components/player/Wave";

/** What the two lanes show: the sound of each side; without sound, who speaks where. */
export function useLanes(call: CallDetail, timeline: Timeline, bars: number): Lanes {
  const { data } = useQuery({
    ...callsGetWaveformOptions({ path: { call_id: call.id } }),
    enabled: call.media.has_audio,
    staleTime: Number.POSITIVE_INFINITY,
    retry: false,
  });
  return useMemo(() => lanesOf(call, timeline, bars, data), [call, timeline, bars, data]);
}

function lanesOf(call: CallDetail, timeline: Timeline, bars: number, sound: Waveform | undefined): Lanes {
  const channels = timeline.unit === "seconds" ? (sound?.channels ?? []) : [];
  const top = usualTop(channels);
  const [first, second] = channels.map((peaks) => barsOf(peaks, bars, top));
  if (first && second) {
    const repIsSecond = call.sound?.channels.find((one) => one.role === "rep")?.index === 1;
    return repIsSecond ? { rep: second, customer: first } : { rep: first, customer: second };
  }
  if (first && timeline.stretches.length > 0) return splitBySpeaker(first, timeline.stretches);
  if (first) return { rep: first, customer: first };
  return {
    rep: spokenBars(timeline.stretches, "rep", bars),
    customer: spokenBars(timeline.stretches, "customer", bars),
  };
}
