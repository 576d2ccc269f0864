import { useEffect, useState } from "react";

/** True for a moment after each visit, so that the eye finds the place. */
export function useLit(visit: number | undefined): boolean {
  const [lit, setLit] = useState(false);
  useEffect(() => {
    if (visit === undefined) return;
    setLit(true);
    const timer = setTimeout(() => setLit(false), 1800);
    return () => {
      clearTimeout(timer);
      setLit(false);
    };
  }, [visit]);
  return lit;
}
