import { useEffect, useState } from "react";

/** What a hint needs to know of a call, written or spoken. */
interface Hinted {
  state: { hint: string | null; phase: string; turns: readonly unknown[] };
  askHint: { run: () => void; busy: boolean; error: unknown };
}

/** A hint on demand (also by Alt-H). One that is offered waits until it is asked for. */
export function useHint(call: Hinted) {
  const { hint, phase, turns } = call.state;
  const [askedAt, setAskedAt] = useState<number | null>(null);
  const moment = turns.length;
  const asked = askedAt === moment;
  const over = phase === "ended";

  function ask() {
    if (over) return;
    setAskedAt(moment);
    if (hint === null) call.askHint.run();
  }

  useEffect(() => {
    const onKey = (event: KeyboardEvent) => {
      if (!event.altKey || event.code !== "KeyH") return;
      event.preventDefault();
      ask();
    };
    document.addEventListener("keydown", onKey);
    return () => document.removeEventListener("keydown", onKey);
  });

  return {
    over,
    ask,
    busy: call.askHint.busy,
    offered: hint !== null && !asked,
    text: asked ? hint : null,
    failed: asked && hint === null && call.askHint.error !== null,
  };
}

export type HintState = ReturnType<typeof useHint>;
