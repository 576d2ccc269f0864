/** What the timeline needs of a turn. Times are seconds from the start; a transcript may have none. */
export interface Said {
  index: number;
  speaker: "rep" | "customer" | null;
  start?: number | null;
  end?: number | null;
  text: string;
}

/** A stretch of the timeline, as shares of its length, 0..1. */
export interface Stretch {
  index: number;
  speaker: Said["speaker"];
  from: number;
  to: number;
}

export interface Timeline {
  /** What its length counts: seconds where the call has times, else words. */
  unit: "seconds" | "words";
  length: number;
  stretches: readonly Stretch[];
}

/** The turns laid out over the call: by their times when most have one, else by their words. */
export function timelineOf(turns: readonly Said[], duration?: number | null): Timeline {
  const timed = turns.filter((turn) => turn.start != null);
  if (timed.length > turns.length / 2 || (turns.length === 0 && duration)) return inSeconds(timed, duration);
  return inWords(turns);
}

function inSeconds(turns: readonly Said[], duration?: number | null): Timeline {
  const ends = turns.map((_, place) => endOf(turns, place));
  const length = Math.max(duration ?? 0, ...ends);
  const share = (seconds: number) => (length > 0 ? clamp(seconds / length) : 0);
  const stretches = turns.map((turn, place) => ({
    index: turn.index,
    speaker: turn.speaker,
    from: share(turn.start ?? 0),
    to: share(ends[place] ?? 0),
  }));
  return { unit: "seconds", length, stretches };
}

/** When a turn is over: as told, else when the next one begins, else guessed from its words. */
function endOf(turns: readonly Said[], place: number): number {
  const turn = turns[place];
  const start = turn?.start ?? 0;
  const spoken = start + countWords(turn?.text ?? "") / WORDS_PER_SECOND;
  const told = turn?.end ?? Math.min(turns[place + 1]?.start ?? spoken, spoken);
  return Math.max(start, told);
}

const WORDS_PER_SECOND = 2.5;

function inWords(turns: readonly Said[]): Timeline {
  let said = 0;
  const counted = turns.map((turn) => {
    const from = said;
    said += Math.max(1, countWords(turn.text));
    return { turn, from, to: said };
  });
  const length = said;
  const stretches = counted.map(({ turn, from, to }) => ({
    index: turn.index,
    speaker: turn.speaker,
    from: from / length,
    to: to / length,
  }));
  return { unit: "words", length, stretches };
}

export function countWords(text: string): number {
  return text.split(/\s+/).filter(Boolean).length;
}

export function clamp(share: number): number {
  return Math.min(1, Math.max(0, share));
}

/** The turn that is heard at this second: of those that have begun the one that began last; null before the first. */
export function turnAt(turns: readonly Said[], seconds: number): number | null {
  let found: Said | null = null;
  for (const turn of turns) {
    if (turn.start == null || turn.start > seconds + 0.05) continue;
    if (!found || turn.start >= (found.start ?? 0)) found = turn;
  }
  return found?.index ?? null;
}

/**
 * When these words are heard: as the server measured it, else as far into the turn as they stand in its text;
 * null where the turn has no time.
 */
export function secondsOf(
  turns: readonly Said[],
  turn: number,
  words?: { start: number; at?: number | null } | null,
): number | null {
  const place = turns.findIndex((one) => one.index === turn);
  const said = turns[place];
  if (said?.start == null) return words?.at ?? null;
  if (words?.at != null) return words.at;
  const letters = Array.from(said.text).length;
  const into = words && letters > 0 ? clamp(words.start / letters) : 0;
  const next = turns.slice(place + 1).find((one) => one.start != null);
  const end = said.end ?? next?.start ?? said.start;
  return said.start + into * Math.max(0, end - said.start);
}

/** The stretch a place of the timeline lies in, or the nearest one before it. */
export function stretchAt(timeline: Timeline, share: number): Stretch | null {
  return timeline.stretches.findLast((stretch) => stretch.from <= share) ?? timeline.stretches[0] ?? null;
}
