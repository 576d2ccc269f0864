import { type ReactNode, useId } from "react";
import { classes } from "@/lib/classes";

interface SectionProps {
  title: string;
  hint?: ReactNode;
  actions?: ReactNode;
  className?: string;
  children: ReactNode;
}

/** A part of a page under a rule and a heading. */
export function Section({ title, hint, actions, className, children }: SectionProps) {
  const id = useId();
  return (
    <section aria-labelledby={id} className={classes("border-t border-line pt-5 pb-10", className)}>
      <div className="mb-4 flex flex-wrap items-baseline justify-between gap-x-6 gap-y-2">
        <div className="max-w-prose">
          <h2 id={id} className="font-strong">
            {title}
          </h2>
          {hint && <p className="mt-0.5 text-small text-soft">{hint}</p>}
        </div>
        {actions}
      </div>
      {children}
    </section>
  );
}
