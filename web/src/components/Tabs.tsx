import { Tabs as Radix } from "radix-ui";
import { type ReactNode, type RefObject, useEffect, useRef } from "react";

export interface Tab {
  id: string;
  label: ReactNode;
  content: ReactNode;
}

/** Parts of one page, side by side on a rule. Pages with an address of their own use LinkTabs instead. */
export function Tabs({
  label,
  tabs,
  value,
  onChange,
}: {
  label: string;
  tabs: Tab[];
  value?: string;
  onChange?: (id: string) => void;
}) {
  const row = useRef<HTMLDivElement>(null);
  useActiveInSight(row);
  return (
    <Radix.Root defaultValue={tabs[0]?.id} value={value} onValueChange={onChange}>
      <Radix.List ref={row} aria-label={label} className="flex gap-6 overflow-x-auto border-b border-line">
        {tabs.map((tab) => (
          <Radix.Trigger key={tab.id} value={tab.id} className={tabLooks}>
            {tab.label}
          </Radix.Trigger>
        ))}
      </Radix.List>
      {tabs.map((tab) => (
        <Radix.Content key={tab.id} value={tab.id} className="pt-6 outline-none">
          {tab.content}
        </Radix.Content>
      ))}
    </Radix.Root>
  );
}

/** Scrolls a row that is wider than the screen to its current tab, and only the row: the page stays where it is. */
export function useActiveInSight(row: RefObject<HTMLElement | null>) {
  useEffect(() => {
    const tab = row.current?.querySelector("[data-state=active], [data-status=active]");
    if (!row.current || !tab) return;
    const [shown, at] = [row.current.getBoundingClientRect(), tab.getBoundingClientRect()];
    row.current.scrollLeft += Math.max(0, at.right - shown.right) + Math.min(0, at.left - shown.left);
  }, [row]);
}

/** For links too: the current one carries data-state="active" or data-status="active". */
export const tabLooks =
  "-mb-px flex h-10 shrink-0 items-center border-b-2 border-transparent text-soft transition-colors hover:text-ink touch:h-11 " +
  "data-[state=active]:border-ink data-[state=active]:font-strong data-[state=active]:text-ink " +
  "data-[status=active]:border-ink data-[status=active]:font-strong data-[status=active]:text-ink";
