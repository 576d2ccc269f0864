import type { Stretch } from "./timeline";

/** Loudness of one lane, one bar a place, 0..1. */
export type Bars = readonly number[];

/** The peaks of one channel as so many bars; each bar is the loudest of what it covers, and the usual top is 1. */
export function barsOf(peaks: readonly number[], count: number, top = usualTop([peaks])): number[] {
  if (peaks.length === 0 || count <= 0) return [];
  return Array.from({ length: count }, (_, bar) => {
    const from = Math.floor((bar * peaks.length) / count);
    const to = Math.max(from + 1, Math.floor(((bar + 1) * peaks.length) / count));
    let loudest = 0;
    for (let place = from; place < to; place++) loudest = Math.max(loudest, Math.abs(peaks[place] ?? 0));
    return Math.min(1, loudest / top);
  });
}

/** A loudness that only one peak in fifty exceeds, so that a single click does not flatten the voices. */
export function usualTop(channels: readonly (readonly number[])[]): number {
  const sorted = channels
    .flat()
    .map(Math.abs)
    .filter((peak) => peak > 0)
    .sort((a, b) => a - b);
  return sorted[Math.floor(sorted.length * 0.98)] ?? 1;
}

/**
 * One row of peaks split between the two lanes by who speaks when: for a recording with everybody on one channel.
 * Where nobody is known to speak, both lanes rest.
 */
export function splitBySpeaker(
  bars: Bars,
  stretches: readonly Stretch[],
): { rep: number[]; customer: number[] } {
  const heard = (bar: number, speaker: "rep" | "customer") => {
    const share = (bar + 0.5) / bars.length;
    return stretches.some((one) => one.speaker === speaker && one.from <= share && share <= one.to);
  };
  const lane = (speaker: "rep" | "customer") => bars.map((height, bar) => (heard(bar, speaker) ? height : 0));
  return { rep: lane("rep"), customer: lane("customer") };
}

/** Who speaks where, as flat bars: the picture of a call without sound. */
export function spokenBars(
  stretches: readonly Stretch[],
  speaker: "rep" | "customer",
  count: number,
): number[] {
  const bars = Array.from({ length: count }, () => 0);
  for (const stretch of stretches) {
    if (stretch.speaker !== speaker) continue;
    const from = Math.min(count - 1, Math.floor(stretch.from * count));
    const to = Math.max(from + 1, Math.round(stretch.to * count));
    for (let bar = from; bar < Math.min(to, count); bar++) bars[bar] = 0.55;
  }
  return bars;
}

/** An SVG path of bars that rise (rep) or hang (customer) from the middle line; a box of `bars` by 2. */
export function barPath(bars: Bars, direction: "up" | "down"): string {
  const sign = direction === "up" ? -1 : 1;
  return bars
    .map((height, place) =>
      height > 0 ? `M${place} 1h.66v${round(sign * Math.max(0.03, height * 0.96))}h-.66z` : "",
    )
    .join("");
}

function round(number: number): number {
  return Math.round(number * 1000) / 1000;
}
