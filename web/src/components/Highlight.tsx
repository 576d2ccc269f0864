import { Slot } from "radix-ui";
import type { ComponentProps } from "react";
import { useTranslation } from "react-i18next";
import { classes } from "@/lib/classes";

const STROKE =
  "rounded-[3px] bg-mark box-decoration-clone px-[0.2em] py-[0.08em] -mx-[0.1em] text-ink no-underline";

interface HighlightProps extends Omit<ComponentProps<"mark">, "onClick"> {
  /** Takes the reader to the place the words come from. */
  onGo?: () => void;
  /** Gives the stroke to its only child: a link to the call, for example. */
  asChild?: boolean;
}

/**
 * The highlighter: evidence and only evidence. The words are a quote that the server found in the transcript;
 * a press goes to their place.
 */
export function Highlight({ onGo, asChild, className, children, ...rest }: HighlightProps) {
  const { t } = useTranslation();
  const live = "cursor-pointer transition-shadow hover:shadow-[0_2px_0_var(--color-mark-edge)]";
  if (asChild) {
    return (
      <Slot.Root dir="auto" title={t("evidence.from")} className={classes(STROKE, live, className)}>
        {children}
      </Slot.Root>
    );
  }
  if (onGo) {
    return (
      <button type="button" onClick={onGo} title={t("evidence.from")} className="inline text-start">
        <mark dir="auto" {...rest} className={classes(STROKE, live, className)}>
          {children}
        </mark>
      </button>
    );
  }
  return (
    <mark dir="auto" {...rest} className={classes(STROKE, className)}>
      {children}
    </mark>
  );
}

/** A text with one stretch of it marked; `start` and `end` are character offsets as the server counts them. */
export function HighlightIn({
  text,
  start,
  end,
  onGo,
}: {
  text: string;
  start: number;
  end: number;
  onGo?: () => void;
}) {
  const letters = Array.from(text); // the server counts code points, JavaScript UTF-16 units
  return (
    <>
      {letters.slice(0, start).join("")}
      <Highlight onGo={onGo}>{letters.slice(start, end).join("")}</Highlight>
      {letters.slice(end).join("")}
    </>
  );
}
