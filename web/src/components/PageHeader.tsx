import type { ReactNode } from "react";
import { useTitle } from "@/lib/title";

interface PageHeaderProps {
  title: string;
  /** A line above the title: a date, a way back. */
  above?: ReactNode;
  /** One sentence below it: what this page is for. */
  lead?: ReactNode;
  actions?: ReactNode;
  /** Names the document when the heading itself would not (a greeting, a person). */
  documentTitle?: string;
}

/** Letters from which on a title is set smaller: somebody wrote a sentence. */
const LONG = 70;

/** The page's heading; also gives the document its title. */
export function PageHeader({ title, above, lead, actions, documentTitle }: PageHeaderProps) {
  useTitle(documentTitle ?? title);
  return (
    <header className="mb-8 flex flex-wrap items-end justify-between gap-x-8 gap-y-4">
      <div className="min-w-0 max-w-prose">
        {above && <div className="mb-1 text-small text-soft">{above}</div>}
        <h1 className={title.length > LONG ? "text-title" : "text-display max-md:text-title"}>{title}</h1>
        {lead && <p className="mt-2 text-soft">{lead}</p>}
      </div>
      {actions && (
        <div className="flex max-w-full flex-wrap gap-2 max-sm:[&>*]:grow print:hidden">{actions}</div>
      )}
    </header>
  );
}
