/** What calls can be compared on; the server's names. */
export const COMPARED = [
  "score",
  "talk_ratio",
  "longest_monologue",
  "questions",
  "questions_open",
  "follow_ups",
  "interruptions",
  "patience",
  "interactivity",
  "response_time",
  "pace",
  "fillers",
  "hedging",
  "discovery_coverage",
] as const;

export type Compared = (typeof COMPARED)[number];

export interface CompareSearch {
  signal?: Compared;
  person?: string;
  rubric?: string;
}

export function readCompareSearch(search: Record<string, unknown>): CompareSearch {
  return {
    signal: COMPARED.find((one) => one === search.signal),
    person: word(search.person),
    rubric: word(search.rubric),
  };
}

function word(value: unknown): string | undefined {
  return typeof value === "string" && value ? value : undefined;
}

/** Scales with ends of their own. */
const WHOLE: Record<string, [number, number]> = { "0..100": [0, 100], "0..1": [0, 1], "%": [0, 100] };

/** The ends of a scale that shows all values and the band, with a little room; round numbers. */
export function domain(
  values: readonly number[],
  unit: string,
  band?: { low?: number | null; high?: number | null } | null,
): [number, number] {
  const whole = WHOLE[unit];
  if (whole) return whole;
  const all = [...values, ...[band?.low, band?.high].filter((one) => one != null)];
  if (all.length === 0) return [0, 1];
  const low = Math.min(0, ...all);
  const high = Math.max(...all);
  if (high === low) return [low, low + 1];
  const step = 10 ** Math.floor(Math.log10(high - low)) / 2;
  const rounded = (value: number) => Number(value.toPrecision(12));
  return [rounded(Math.floor(rounded(low / step)) * step), rounded(Math.ceil(rounded(high / step)) * step)];
}

/** Heights at which dots of about the same value stand beside each other instead of on one another; 0 is the line. */
export function spread(shares: readonly number[], gap: number): number[] {
  const taken: { share: number; level: number }[] = [];
  return shares.map((share) => {
    let level = 0;
    const free = (at: number) => !taken.some((one) => one.level === at && Math.abs(one.share - share) < gap);
    while (!free(level)) level = level > 0 ? -level : 1 - level;
    taken.push({ share, level });
    return level;
  });
}

/** The place to go to from this one with an arrow, Home or End; null for other keys. */
export function step(key: string, from: number, count: number, rtl: boolean): number | null {
  const on = rtl ? "ArrowLeft" : "ArrowRight";
  const back = rtl ? "ArrowRight" : "ArrowLeft";
  if (key === on || key === "ArrowUp") return Math.min(count - 1, from + 1);
  if (key === back || key === "ArrowDown") return Math.max(0, from - 1);
  if (key === "Home") return 0;
  return key === "End" ? count - 1 : null;
}
