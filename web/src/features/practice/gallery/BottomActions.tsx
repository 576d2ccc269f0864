import type { ReactNode } from "react";

/** The buttons of a long dialog, in sight however far one has scrolled. */
export function BottomActions({ children }: { children: ReactNode }) {
  return (
    <div className="sticky bottom-0 z-10 -mx-6 mt-2 -mb-6 flex flex-wrap justify-end gap-2 border-t border-line bg-surface px-6 py-4">
      {children}
    </div>
  );
}
