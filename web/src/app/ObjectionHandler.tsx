import { lazy, Suspense, useSyncExternalStore } from "react";
import { closeObjection, openObjection, watchObjection } from "@/lib/objection";

const Handler = lazy(() =>
  import("@/features/deals/objections/ObjectionDialog").then(({ ObjectionDialog }) => ({
    default: ObjectionDialog,
  })),
);

/** The objection handler, over whatever page it was opened from; loaded when it first is. */
export function ObjectionHandler() {
  const about = useSyncExternalStore(watchObjection, openObjection);
  if (!about) return null;
  return (
    <Suspense>
      <Handler {...about} onClose={closeObjection} />
    </Suspense>
  );
}
