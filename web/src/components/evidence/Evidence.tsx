import { Highlight } from "@/components/Highlight";
import { quotedWithin } from "@/lib/quotes";
import type { Words } from "@/lib/wordsAt";
import { useMoments } from "./Moments";

/** Highlighted words that lead to their place in the transcript. A link, so that they flow with the sentence. */
export function Quoted({ words }: { words: Words }) {
  const { go } = useMoments();
  return (
    <Highlight asChild className="border-b-2 border-mark-edge">
      <a
        href={`#turn-${words.turn}`}
        onClick={(event) => {
          event.preventDefault();
          go(words.turn, words);
        }}
      >
        {words.text}
      </a>
    </Highlight>
  );
}

/** The words a finding rests on, one below the other. */
export function Evidence({ quotes, className }: { quotes: readonly Words[]; className?: string }) {
  if (quotes.length === 0) return null;
  return (
    <ul className={className}>
      {quotes.map((quote) => (
        <li key={`${quote.turn}-${quote.start}`} className="leading-7">
          <Quoted words={quote} />
        </li>
      ))}
    </ul>
  );
}

/** A sentence with the words it quotes marked in it; quotes it does not repeat follow below. */
export function Told({ sentence, quotes }: { sentence: string; quotes: readonly Words[] }) {
  const { pieces, left } = quotedWithin(sentence, quotes);
  return (
    <>
      <h3 dir="auto" className="mt-0.5 leading-7 text-pretty">
        {pieces.map(({ text, quote }, place) =>
          // biome-ignore lint/suspicious/noArrayIndexKey: pieces of a fixed sentence
          quote ? <Quoted key={place} words={{ ...quote, text }} /> : text,
        )}
      </h3>
      <Evidence quotes={left} className="mt-2 flex flex-col gap-1" />
    </>
  );
}
