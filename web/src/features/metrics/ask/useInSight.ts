import { type RefObject, useEffect } from "react";

const SETTLED_MS = 1500;

/** Keeps what has just arrived in sight while it grows to its size, unless the reader scrolls or types. */
export function useInSight(box: RefObject<HTMLElement | null>, fresh: boolean): void {
  useEffect(() => {
    const element = box.current;
    if (!element || !fresh) return;
    const watch = new ResizeObserver(() => element.scrollIntoView({ block: "nearest" }));
    watch.observe(element);
    const stop = () => watch.disconnect();
    const timer = setTimeout(stop, SETTLED_MS);
    const moves = ["wheel", "touchmove", "pointerdown", "keydown"] as const;
    for (const move of moves) addEventListener(move, stop, { once: true, passive: true });
    return () => {
      stop();
      clearTimeout(timer);
      for (const move of moves) removeEventListener(move, stop);
    };
  }, [box, fresh]);
}
