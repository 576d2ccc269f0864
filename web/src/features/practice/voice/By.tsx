import { useTranslation } from "react-i18next";
import { useFormats } from "@/lib/format";
import type { VoiceState } from "./state";

/** Who listens and speaks in this call, by which way, and how long the last answer took. */
export function By({ state }: { state: VoiceState }) {
  const { t } = useTranslation("voice");
  const format = useFormats();
  const { session, way, latency } = state;
  if (!session) return null;
  const who =
    session.manner === "browser"
      ? t("by.browser")
      : t("by.speaks", { listens: session.listens ?? "", speaks: session.speaks ?? "" });
  return (
    <p className="flex flex-col text-small text-soft">
      <span>{who}</span>
      {way && session.manner !== "browser" && <span>{t(`by.${way}`)}</span>}
      {latency && <span>{t("latency", { seconds: format.number(latency.total / 1000, 1) })}</span>}
    </p>
  );
}
