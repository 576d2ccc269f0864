import { useLocation } from "@tanstack/react-router";
import { createContext, type ReactNode, use, useCallback, useEffect, useMemo, useState } from "react";
import type { Span } from "@/lib/quotes";

export interface Moment {
  turn: number;
  span: Span | null;
  /** Where the reader came from, in pixels from the top of the page. */
  from: number;
  /** Counts up, so that asking for the same moment again takes the reader there again. */
  visit: number;
  /** Named by the page's address rather than asked for by a press. */
  byAddress: boolean;
}

interface Finder {
  moment: Moment | null;
  go: (turn: number, span?: Span) => void;
}

const MomentContext = createContext<Finder | null>(null);

/** Lets any part of the page take the reader to a moment of the call; an address with #turn-7 does so at once. */
export function Moments({ children }: { children: ReactNode }) {
  const hash = useLocation({ select: (location) => location.hash });
  const [moment, setMoment] = useState<Moment | null>(null);
  const go = useCallback(
    (turn: number, span: Span | null = null, byAddress = false) =>
      setMoment((before) => ({
        turn,
        span,
        from: window.scrollY,
        visit: (before?.visit ?? 0) + 1,
        byAddress,
      })),
    [],
  );
  useEffect(() => {
    const turn = turnOf(hash);
    if (turn !== null) go(turn, null, true);
  }, [hash, go]);
  const finder = useMemo(
    () => ({ moment, go: (turn: number, span?: Span) => go(turn, span ?? null) }),
    [moment, go],
  );
  return <MomentContext value={finder}>{children}</MomentContext>;
}

export function useMoments(): Finder {
  const finder = use(MomentContext);
  if (!finder) throw new Error("Moments are found on the pages of one call only");
  return finder;
}

/** "turn-7" -> 7 */
export function turnOf(hash: string): number | null {
  const found = /^#?turn-(\d{1,6})$/.exec(hash);
  return found ? Number(found[1]) : null;
}
