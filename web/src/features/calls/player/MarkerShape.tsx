import { classes } from "@/lib/classes";
import type { MarkerKind } from "./markers";

const SHAPES: Record<MarkerKind, { path: string; hue: string }> = {
  objection: { path: "M6 .5 11.5 6 6 11.500.5 6Z", hue: "fill-warn" },
  next_step: { path: "M2 .5h1.500v.8H11L8.800 4.300 11 7.300H3.500v4.200H2Z", hue: "fill-good" },
  question: {
    path: "M6 1a5 5 0 1 1 0 10A5 5 0 0 1 6 1Zm0 2a3 3 0 1 0 0 6 3 3 0 0 0 0-6Z",
    hue: "fill-accent",
  },
  monologue: { path: "M2.500 3.500h7a2.500 2.500 0 0 1 0 5h-7a2.500 2.500 0 0 1 0-5Z", hue: "fill-edge" },
};

/** What stands for a kind of moment: told apart by shape first, then by colour. */
export function MarkerShape({ kind, className }: { kind: MarkerKind; className?: string }) {
  const { path, hue } = SHAPES[kind];
  return (
    <svg aria-hidden viewBox="0 0 12 12" className={classes("size-3 shrink-0", hue, className)}>
      <path d={path} fillRule="evenodd" />
    </svg>
  );
}
