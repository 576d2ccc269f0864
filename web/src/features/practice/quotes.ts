/** Where the server found words in one turn, in code points as Python counts them. */
export interface Span {
  start: number;
  end: number;
}

export interface Segment {
  text: string;
  marked: boolean;
  /** Whether this stretch is, or lies in, the one the reader just asked to see. */
  sought: boolean;
}

/**
 * A turn's text cut where evidence begins and ends; overlapping quotes become one stroke, and quotes that do not lie
 * in the text are left out rather than guessed.
 */
export function segments(text: string, spans: readonly Span[], sought?: Span | null): Segment[] {
  const letters = Array.from(text); // JavaScript would cut an emoji in two
  const inside = (span: Span) => span.start >= 0 && span.start < span.end && span.end <= letters.length;
  const kept = spans.filter(inside);
  const aim = sought && inside(sought) ? sought : null;
  const cuts = [
    0,
    letters.length,
    ...[...kept, ...(aim ? [aim] : [])].flatMap((span) => [span.start, span.end]),
  ];
  const edges = [...new Set(cuts)].sort((a, b) => a - b);
  const found: Segment[] = [];
  for (let i = 0; i + 1 < edges.length; i++) {
    const [start, end] = [edges[i] ?? 0, edges[i + 1] ?? 0];
    const covers = (span: Span) => span.start <= start && end <= span.end;
    const piece = {
      text: letters.slice(start, end).join(""),
      marked: kept.some(covers),
      sought: aim !== null && covers(aim),
    };
    const last = found.at(-1);
    if (last && last.marked === piece.marked && last.sought === piece.sought) last.text += piece.text;
    else found.push(piece);
  }
  return found;
}
