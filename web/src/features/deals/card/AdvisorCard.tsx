import { type ReactNode, useId } from "react";
import { EngineBadge, type EngineFacts } from "@/components/EngineBadge";
import { classes } from "@/lib/classes";
import { Adjust } from "./Adjust";
import { Why } from "./Why";

interface AdvisorCardProps {
  title: string;
  icon?: ReactNode;
  /** One sentence below the title. */
  lead?: ReactNode;
  /** Answers "why am I seeing this?". */
  why: ReactNode;
  /** Who worded it; absent while it loads. */
  engine?: EngineFacts;
  /** False where tone, length and boldness change nothing. */
  adjustable?: boolean;
  /** Further buttons of the head. */
  actions?: ReactNode;
  /** Below a rule at the foot: feedback, exports. */
  foot?: ReactNode;
  className?: string;
  children: ReactNode;
}

/** The frame of every assistant: what it says, why one sees it, who worded it, and how to have it otherwise. */
export function AdvisorCard({
  title,
  icon,
  lead,
  why,
  engine,
  adjustable = true,
  actions,
  foot,
  className,
  children,
}: AdvisorCardProps) {
  const id = useId();
  return (
    <section
      aria-labelledby={id}
      className={classes("@container rounded-large border border-line bg-surface", className)}
    >
      <header className="px-4 pt-3 pb-3 sm:px-5">
        <div className="flex items-center gap-2">
          <h2
            id={id}
            className="flex min-w-0 grow items-center gap-2 font-strong [&_svg]:size-4 [&_svg]:shrink-0 [&_svg]:text-soft"
          >
            {icon}
            <bdi>{title}</bdi>
          </h2>
          <div className="-me-2 flex shrink-0 items-center">
            {engine && <EngineBadge {...engine} />}
            <Why>{why}</Why>
            {adjustable && <Adjust />}
            {actions}
          </div>
        </div>
        {lead && <p className="max-w-prose text-small text-soft">{lead}</p>}
      </header>
      <div className="px-4 pb-4 sm:px-5">{children}</div>
      {foot && (
        <footer className="flex flex-wrap items-center justify-between gap-2 border-t border-line px-4 py-2 text-small text-soft sm:px-5">
          {foot}
        </footer>
      )}
    </section>
  );
}
