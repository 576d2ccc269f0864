import { Link, type LinkProps } from "@tanstack/react-router";
import { type ReactNode, useRef } from "react";
import { classes } from "@/lib/classes";
import { tabLooks, useActiveInSight } from "./Tabs";

/** Pages that belong together, each with an address of its own. */
export function LinkTabs({
  label,
  links,
}: {
  label: string;
  links: { to: LinkProps["to"]; label: ReactNode; exact?: boolean }[];
}) {
  const row = useRef<HTMLElement>(null);
  useActiveInSight(row);
  return (
    <nav
      ref={row}
      aria-label={label}
      className={classes(
        "mb-8 flex gap-6 print:hidden overflow-x-auto border-b border-line",
        // The first section below needs no rule of its own.
        "[&+form>section:first-child]:border-t-0 [&+form>section:first-child]:pt-0 [&+section]:border-t-0 [&+section]:pt-0",
      )}
    >
      {links.map((link) => (
        <Link
          key={link.to}
          to={link.to}
          activeOptions={{ exact: link.exact, includeSearch: false }}
          className={tabLooks}
        >
          {link.label}
        </Link>
      ))}
    </nav>
  );
}
