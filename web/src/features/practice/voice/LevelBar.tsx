import { useRef } from "react";
import { classes } from "@/lib/classes";
import { type Microphone, useLevel } from "./useMicrophone";

/** How loud the microphone is right now. */
export function LevelBar({ mic, className }: { mic: Microphone; className?: string }) {
  const bar = useRef<HTMLSpanElement>(null);
  useLevel(mic, (level) => {
    if (bar.current) bar.current.style.inlineSize = `${Math.round(100 * level)}%`;
  });
  return (
    <span aria-hidden className={classes("block overflow-hidden rounded-full bg-line", className)}>
      <span ref={bar} className="block h-full w-0 rounded-full bg-accent" />
    </span>
  );
}
