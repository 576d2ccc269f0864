import { ChevronDown } from "lucide-react";
import { type ReactNode, useState } from "react";
import { useTranslation } from "react-i18next";
import { classes } from "@/lib/classes";
import { useFormats } from "@/lib/format";
import { type Counted, Timer } from "./Figures";

interface StripProps {
  state: Counted;
  /** What the side column holds. */
  children: ReactNode;
  /** A button at the end of the line. */
  action?: ReactNode;
}

/** The side column folded into one line, for phones; opens to all of it. */
export function Strip({ state, children, action }: StripProps) {
  const { t } = useTranslation("practice");
  const format = useFormats();
  const [open, setOpen] = useState(false);
  const share = state.side.talk_share;
  return (
    <div className="shrink-0 border-b border-line lg:hidden">
      <div className="flex items-center gap-2 px-3 py-1.5">
        <button
          type="button"
          aria-expanded={open}
          onClick={() => setOpen(!open)}
          className="flex min-h-11 min-w-0 grow items-center gap-3 rounded-control px-2 text-small"
        >
          <Timer state={state} />
          {share !== null && (
            <span className="truncate text-soft">{t("call.youTalk", { share: format.percent(share) })}</span>
          )}
          <ChevronDown
            aria-hidden
            className={classes("size-4 shrink-0 text-soft transition-transform", open && "rotate-180")}
          />
          <span className="sr-only">{t("call.side")}</span>
        </button>
        {action}
      </div>
      {open && (
        <div className="flex max-h-[50dvh] flex-col gap-5 overflow-y-auto px-5 pt-2 pb-5">{children}</div>
      )}
    </div>
  );
}
