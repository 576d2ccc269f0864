import { lazy, Suspense, useSyncExternalStore } from "react";

export interface Notice {
  id: number;
  kind: "done" | "trouble";
  text: string;
  action?: { label: string; run: () => void };
}

let notices: Notice[] = [];
let next = 0;
const listeners = new Set<() => void>();

function set(list: Notice[]): void {
  notices = list;
  for (const tell of listeners) tell();
}

/** Says briefly, in a corner, that something is done or did not work. At most three are in sight. */
export function toast(text: string, options: Partial<Pick<Notice, "kind" | "action">> = {}): void {
  set([...notices.slice(-2), { id: next++, kind: options.kind ?? "done", text, action: options.action }]);
}

export function dismiss(id: number): void {
  set(notices.filter((notice) => notice.id !== id));
}

const ToastList = lazy(() => import("./ToastList"));
let everShown = false;

export function ToastRegion() {
  const shown = useSyncExternalStore(
    (tell) => {
      listeners.add(tell);
      return () => listeners.delete(tell);
    },
    () => notices,
  );
  everShown ||= shown.length > 0;
  return everShown ? (
    <Suspense>
      <ToastList notices={shown} />
    </Suspense>
  ) : null;
}
