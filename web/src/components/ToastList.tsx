import { Check, TriangleAlert, X } from "lucide-react";
import { Toast as Radix } from "radix-ui";
import { useTranslation } from "react-i18next";
import { IconButton } from "./Button";
import { dismiss, type Notice } from "./Toast";

/** The notices in their corner. Loaded when there is a first one to show. */
export default function ToastList({ notices }: { notices: Notice[] }) {
  const { t, i18n } = useTranslation();
  return (
    <Radix.Provider
      label={t("toast.region")}
      swipeDirection={i18n.dir() === "rtl" ? "left" : "right"}
      duration={5000}
    >
      {notices.map((notice) => (
        <Radix.Root
          key={notice.id}
          onOpenChange={(open) => !open && dismiss(notice.id)}
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
        className="fixed end-4 bottom-4 z-40 flex w-[min(24rem,calc(100vw-2rem))] flex-col gap-2 outline-none print:hidden max-md:bottom-20"
      />
    </Radix.Provider>
  );
}
