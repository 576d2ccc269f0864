import { ChevronDown } from "lucide-react";
import type { ReactNode } from "react";
import { classes } from "@/lib/classes";

interface FoldProps {
  summary: ReactNode;
  open?: boolean;
  className?: string;
  children: ReactNode;
}

/** More of the same, one press away. */
export function Fold({ summary, open, className, children }: FoldProps) {
  return (
    <details open={open} className={classes("group", className)}>
      <summary className="inline-flex list-none items-center gap-1.5 text-soft hover:text-ink touch:min-h-11 [&::-webkit-details-marker]:hidden">
        <ChevronDown aria-hidden className="size-4 transition-transform group-open:rotate-180" />
        {summary}
      </summary>
      {children}
    </details>
  );
}
