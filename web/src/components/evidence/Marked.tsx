import { classes } from "@/lib/classes";
import { type Span, segments } from "@/lib/quotes";

interface MarkedProps {
  text: string;
  quotes: readonly Span[];
  /** The stretch the reader just asked to see. */
  sought?: Span | null;
}

/** A turn's text with its evidence marked in place. */
export function Marked({ text, quotes, sought }: MarkedProps) {
  return segments(text, quotes, sought).map((piece, place) =>
    piece.marked || piece.sought ? (
      <mark
        // biome-ignore lint/suspicious/noArrayIndexKey: the pieces of a fixed text
        key={place}
        className={classes(
          "rounded-[3px] bg-mark box-decoration-clone px-[0.1em] text-ink",
          piece.sought && "shadow-[0_2px_0_var(--color-mark-edge)]",
        )}
      >
        {piece.text}
      </mark>
    ) : (
      piece.text
    ),
  );
}
