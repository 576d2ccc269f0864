import { Check, TriangleAlert, X } from "lucide-react";
import { Toast as Radix } from "radix-ui";
import { useSyncExternalStore } from "react";
import { useTranslation } from "react-i18next";
import { IconButton } from "./Button";

interface Notice {
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

export function ToastRegion() {
  const { t, i18n } = useTranslation();
  const shown = useSyncExternalStore(
    (tell) => {
      listeners.add(tell);
      return () => listeners.delete(tell);
    },
    () => notices,
  );
  return (
    <Radix.Provider
      label={t("toast.region")}
      swipeDirection={i18n.dir() === "rtl" ? "left" : "right"}
      duration={5000}
    >
      {shown.map((notice) => (
        <Radix.Root
          key={notice.id}
          onOpenChange={(open) => !open && set(notices.filter((other) => other.id !== notice.id))}
          className="flex animate-arrive items-center gap-3 rounded-control bg-surface py-2 ps-4 pe-2 shadow-float"
        >
          {notice.kind === "done" ? (
            <Check aria-hidden className="size-4 shrink-0 text-good" />
          ) : (
            <TriangleAlert aria-hidden className="size-4 shrink-0 text-bad" />
          )}
          <Radix.Description className="grow">{notice.text}</Radix.Description>
          {notice.action && (
            <Radix.Action
              altText={notice.action.label}
              onClick={notice.action.run}
              className="h-8 rounded-small px-2 font-strong text-accent hover:bg-sunken touch:h-11"
            >
              {notice.action.label}
            </Radix.Action>
          )}
          <Radix.Close asChild>
            <IconButton label={t("toast.dismiss")}>
              <X aria-hidden />
            </IconButton>
          </Radix.Close>
        </Radix.Root>
      ))}
      <Radix.Viewport
        label={t("toast.region")}
        className="fixed end-4 bottom-4 z-40 flex w-[min(24rem,calc(100vw-2rem))] flex-col gap-2 outline-none max-md:bottom-20"
      />
    </Radix.Provider>
  );
}
