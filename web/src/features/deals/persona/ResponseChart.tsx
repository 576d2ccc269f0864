import { useTranslation } from "react-i18next";
import type { ResponseChart as Response } from "@/api/types.gen";
import { useFormats } from "@/lib/format";
import { BarRow } from "./BarRow";
import { Picture } from "./Charts";

const WITHIN = ["0", "1", "2", "3", "4", "5"] as const;

/** How long answers to our e-mails took, and how many never came. */
export function ResponseChart({ response }: { response: Response }) {
  const { t } = useTranslation("persona");
  const format = useFormats();
  const typical = response.median_h ?? null;
  const most = Math.max(...response.counts, response.unanswered);
  const median =
    typical === null
      ? ""
      : typical < 48
        ? t("charts.hours", { value: format.number(typical, 1) })
        : t("charts.days", { value: format.number(typical / 24, 1) });
  return (
    <Picture
      title={t("charts.response")}
      text={typical === null ? t("charts.responseNone") : t("charts.responseText", { median })}
    >
      {typical !== null && (
        <dl className="flex flex-col gap-1.5">
          {WITHIN.map((name, place) => (
            <BarRow
              key={name}
              label={t(`charts.within.${name}`)}
              value={response.counts[place] ?? 0}
              most={most}
            />
          ))}
          <BarRow label={t("charts.unanswered")} value={response.unanswered} most={most} looks="none" />
        </dl>
      )}
    </Picture>
  );
}
