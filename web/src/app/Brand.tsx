import { classes } from "@/lib/classes";

/** The mark: the ropes and posts of a ring. */
export function Brand({ className }: { className?: string }) {
  return (
    <span
      className={classes("inline-flex items-center gap-2.5 font-strong tracking-tight", className)}
      dir="ltr"
    >
      <svg aria-hidden viewBox="0 0 32 32" className="size-6 shrink-0">
        <rect width="32" height="32" rx="7" className="fill-accent" />
        <g className="stroke-on-accent" strokeLinecap="round">
          <path d="M7 12h18M7 16.500h18M7 21h18" strokeWidth="1.750" />
          <path d="M11 7.500v17M21 7.500v17" strokeWidth="2.500" />
        </g>
      </svg>
      Ringside
    </span>
  );
}
