import type { ReactNode } from "react";

/** How much of a cue's time is left: a ring that empties, clockwise in every language, around what it is about. */
export function Ring({ left, children }: { left: number; children: ReactNode }) {
  return (
    <span className="relative grid size-11 shrink-0 place-items-center text-accent [&>svg:last-child]:size-5">
      <svg aria-hidden viewBox="0 0 44 44" className="absolute inset-0 -rotate-90">
        <circle cx="22" cy="22" r="20" fill="none" strokeWidth="3" className="stroke-line" />
        <circle
          data-ring
          cx="22"
          cy="22"
          r="20"
          fill="none"
          strokeWidth="3"
          strokeLinecap="round"
          pathLength="1"
          strokeDasharray="1"
          strokeDashoffset={(1 - left).toFixed(3)}
          className="stroke-accent transition-[stroke-dashoffset] duration-500 ease-linear"
        />
      </svg>
      {children}
    </span>
  );
}
