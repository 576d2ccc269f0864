/** Where the server found words in one turn, in code points as Python counts them. */
export interface Span {
  start: number;
  end: number;
  /** When the words were said, in seconds, where the call has times. */
  at?: number | null;
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

export interface Piece<Q> {
  text: string;
  /** The quote these words are, when they are one. */
  quote: Q | null;
}

/** A sentence cut where it repeats the words of its quotes, so that they can be marked in place; and the quotes left. */
export function quotedWithin<Q extends { text: string }>(
  sentence: string,
  quotes: readonly Q[],
): { pieces: Piece<Q>[]; left: Q[] } {
  const found = quotes
    .map((quote) => {
      // A sentence goes on after the quote, so it may leave out the mark at its end.
      const text =
        [quote.text, quote.text.replace(/[.,!?…]+$/, "")].find((words) => sentence.includes(words)) ?? "";
      return { quote, text, at: text ? sentence.indexOf(text) : -1 };
    })
    .filter((one) => one.at >= 0)
    .sort((a, b) => a.at - b.at);
  const pieces: Piece<Q>[] = [];
  const placed = new Set<Q>();
  let end = 0;
  for (const { quote, text, at } of found) {
    if (at < end) continue; // inside words that are marked already
    if (at > end) pieces.push({ text: sentence.slice(end, at), quote: null });
    pieces.push({ text, quote });
    placed.add(quote);
    end = at + text.length;
  }
  if (end < sentence.length) pieces.push({ text: sentence.slice(end), quote: null });
  return { pieces, left: quotes.filter((quote) => !placed.has(quote)) };
}
