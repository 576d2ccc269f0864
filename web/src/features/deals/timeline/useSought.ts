import { useLocation } from "@tanstack/react-router";
import { useEffect, useState } from "react";
import { type Sought, soughtIn } from "./sought";

interface Pages {
  hasNextPage: boolean;
  isFetching: boolean;
  fetchNextPage: () => unknown;
}

/** Pages looked through for something far back, before it is given up. */
const MOST_PAGES = 20;

/** Takes the reader to what the address names, asking for more of the timeline until it is there. */
export function useSought(items: readonly { id: string }[], pages: Pages): Sought | null {
  const hash = useLocation({ select: (location) => location.hash });
  const [left, setLeft] = useState(MOST_PAGES);
  const [reached, setReached] = useState<string | null>(null);
  const sought = soughtIn(hash);
  const there = sought !== null && items.some((item) => item.id === sought.id);
  const { hasNextPage, isFetching, fetchNextPage } = pages;
  useEffect(() => {
    if (!sought || there || !hasNextPage || isFetching || left === 0) return;
    setLeft(left - 1);
    void fetchNextPage();
  }, [sought, there, hasNextPage, isFetching, fetchNextPage, left]);
  useEffect(() => {
    if (!sought || !there || reached === hash) return;
    setReached(hash);
    const place = document.getElementById(sought.anchor);
    const calm = matchMedia("(prefers-reduced-motion: reduce)").matches;
    place?.scrollIntoView({ block: "center", behavior: calm ? "auto" : "smooth" });
    place?.focus({ preventScroll: true });
  }, [sought, there, reached, hash]);
  return there ? sought : null;
}
