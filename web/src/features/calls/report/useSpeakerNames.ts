import { useCallback } from "react";
import { useTranslation } from "react-i18next";
import type { CallDetail, CallTurn } from "@/api/types.gen";

/** Labels that say a side, not a name: "rep", "Speaker 1", "channel 2". */
const NAMELESS = /^(rep|customer|agent|client|speaker|channel|spk|\d)[\s_-]*\d*$/i;

/** Who is speaking, as the page calls them: by name where there is one. */
export function useSpeakerNames(
  call: Pick<CallDetail, "rep">,
): (turn: Pick<CallTurn, "speaker" | "label">) => string {
  const { t } = useTranslation("calls");
  const rep = call.rep.name;
  return useCallback(
    ({ speaker, label }) => {
      if (label && !NAMELESS.test(label)) return label;
      return speaker === "rep" ? rep : t("customer");
    },
    [t, rep],
  );
}

/** A speaker as the source calls them; what Ringside itself numbered is said in the person's language. */
export function useLabelWords(): (label: string) => string {
  const { t } = useTranslation("calls");
  return (label) => {
    const [, kind, n] = /^(Channel|Speaker) (\d+)$/.exec(label) ?? [];
    if (!n) return label;
    return kind === "Channel" ? t("sound.channel", { n }) : t("speakers.numbered", { n });
  };
}
