import { useTranslation } from "react-i18next";
import { EngineBadge } from "@/components/EngineBadge";
import type { ShownTurn } from "./state";

const BUILTIN = "builtin";

/** Who worded the buyer's last line; where a model spoke before, that the built-in phrases took over. */
export function Worded({ turns }: { turns: readonly ShownTurn[] }) {
  const { t } = useTranslation("practice");
  const sources = turns.flatMap((turn) => (turn.speaker === "customer" && turn.source) || []);
  const last = sources.at(-1);
  if (!last) return null;
  const tookOver = last === BUILTIN && sources.some((source) => source !== BUILTIN);
  return (
    <p className="flex flex-wrap items-center gap-x-1 text-small text-soft">
      <span>{t("call.worded")}</span>
      <EngineBadge source={last} note={tookOver ? t("call.tookOver") : null} />
    </p>
  );
}
