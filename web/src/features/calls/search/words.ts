export interface WordsSearch {
  q?: string;
  speaker?: "rep" | "customer";
  person?: string;
}

export function readWords(search: Record<string, unknown>): WordsSearch {
  return {
    q: typeof search.q === "string" && search.q.trim() ? search.q : undefined,
    speaker: search.speaker === "rep" || search.speaker === "customer" ? search.speaker : undefined,
    person: typeof search.person === "string" && search.person ? search.person : undefined,
  };
}

/** The found stretches of a text as the quotes of a turn are marked: start and end. */
export function asSpans(highlights: readonly (readonly unknown[])[]): { start: number; end: number }[] {
  return highlights.flatMap(([start, end]) =>
    typeof start === "number" && typeof end === "number" ? [{ start, end }] : [],
  );
}

const AROUND = 90;

/** The part of a long turn around the first found words, cut between words, with the spans moved along. */
export function excerpt(
  text: string,
  spans: readonly { start: number; end: number }[],
): { text: string; spans: { start: number; end: number }[] } {
  const letters = Array.from(text);
  const first = spans[0];
  if (!first || letters.length <= 3 * AROUND) return { text, spans: [...spans] };
  const from = wordStart(letters, Math.max(0, first.start - AROUND));
  const to = Math.min(letters.length, first.end + 2 * AROUND);
  const before = from > 0 ? "… " : "";
  const moved = spans
    .filter((span) => span.start >= from && span.end <= to)
    .map((span) => ({ start: span.start - from + before.length, end: span.end - from + before.length }));
  return {
    text: `${before}${letters.slice(from, to).join("")}${to < letters.length ? " …" : ""}`,
    spans: moved,
  };
}

function wordStart(letters: readonly string[], place: number): number {
  if (place === 0) return 0;
  const space = letters.indexOf(" ", place);
  return space < 0 || space > place + 30 ? place : space + 1;
}
