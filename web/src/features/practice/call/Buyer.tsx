import type { ReactNode } from "react";
import { useTranslation } from "react-i18next";
import type { PersonaCard } from "@/api/types.gen";
import { Avatar } from "@/components/Avatar";
import { classes } from "@/lib/classes";
import type { CallState } from "./state";
import { useWaitingWords } from "./useWaitingWords";

/** The buyer of a written call. */
export function Buyer({ persona, state }: { persona: PersonaCard; state: CallState }) {
  const { t } = useTranslation("practice");
  const waiting = useWaitingWords(state.waiting);
  const busy = state.phase === "sending" || state.phase === "speaking";
  const doing = {
    ready: t("call.listening"),
    sending: waiting ?? t("call.thinking"),
    speaking: t("call.speaking"),
    lost: t("call.onHold"),
    ended: t("call.hungUp"),
  }[state.phase];
  return <Face persona={persona} doing={doing} busy={busy} over={state.phase === "ended"} />;
}

interface FaceProps {
  persona: PersonaCard;
  doing: string;
  /** Whether the next words are theirs. */
  busy: boolean;
  over: boolean;
  children?: ReactNode;
}

/** The person at the other end, large and calm; one quiet line says what they are doing. */
export function Face({ persona, doing, busy, over, children }: FaceProps) {
  return (
    <header className="mx-auto flex w-full max-w-2xl shrink-0 items-center gap-4 px-5 py-3 md:flex-col md:gap-0 md:pt-8 md:pb-5">
      <span
        className={classes(
          "rounded-full p-1 ring-2 transition-shadow max-md:size-14 md:size-26 [&_svg]:size-full",
          busy ? "ring-accent" : "ring-line",
          over && "opacity-60",
        )}
      >
        <Avatar name={persona.name} size="huge" />
      </span>
      <div className="min-w-0 md:mt-3 md:text-center">
        <bdi className="block truncate text-title font-strong">{persona.name}</bdi>
        <p className="truncate text-soft">
          <bdi>
            {persona.role}, {persona.company}
          </bdi>
        </p>
        <p className={classes("text-small", busy ? "text-accent" : "text-soft")}>{doing}</p>
        {children}
      </div>
    </header>
  );
}
