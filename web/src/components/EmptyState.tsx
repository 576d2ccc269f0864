import type { ReactNode } from "react";

interface EmptyStateProps {
  icon?: ReactNode;
  title: string;
  /** What this place does once there is something in it. */
  children: ReactNode;
  /** One button to try it, one to bring your own. */
  actions?: ReactNode;
}

/** An empty place that teaches. */
export function EmptyState({ icon, title, children, actions }: EmptyStateProps) {
  return (
    <div className="flex max-w-prose flex-col items-start gap-3 border-s-2 border-line py-2 ps-6">
      {icon && <span className="text-soft [&_svg]:size-5">{icon}</span>}
      <h2 className="text-title">{title}</h2>
      <div className="text-soft">{children}</div>
      {actions && <div className="mt-2 flex flex-wrap gap-2">{actions}</div>}
    </div>
  );
}
