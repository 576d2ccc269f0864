import type { QuoteView } from "@/api/types.gen";
import { Highlight } from "@/components/Highlight";
import { useGoTo } from "./moment";

/** The words a finding rests on; each goes to its place in the transcript. */
export function Evidence({ quotes, className }: { quotes: readonly QuoteView[]; className?: string }) {
  const goTo = useGoTo();
  if (quotes.length === 0) return null;
  return (
    <ul className={className}>
      {quotes.map((quote) => (
        <li key={`${quote.turn}-${quote.start}`} className="leading-7">
          <Highlight onGo={() => goTo(quote)}>{quote.text}</Highlight>
        </li>
      ))}
    </ul>
  );
}
