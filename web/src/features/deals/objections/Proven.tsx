import { useTranslation } from "react-i18next";
import type { EntryRecord } from "@/api/types.gen";
import { DottedNumber } from "@/components/DottedNumber";
import { useFormats } from "@/lib/format";

/** How well an answer has done: what surely holds of it, and on how many uses that rests. */
export function Proven({ record }: { record: EntryRecord }) {
  const { t } = useTranslation("objections");
  const format = useFormats();
  const trials = record.trials ?? 0;
  if (trials === 0)
    return <span className="text-small text-soft">{t("unproven", { count: record.uses ?? 0 })}</span>;
  return (
    <span className="text-small text-soft">
      <DottedNumber
        from={{
          definition: t("provenDefinition"),
          sample: t("provenSample", { successes: record.successes ?? 0, count: trials }),
          source:
            record.rating == null
              ? undefined
              : t("rated", { rating: format.number(record.rating), count: record.ratings ?? 0 }),
        }}
      >
        {t("proven", { share: format.percent(record.lower ?? 0) })}
      </DottedNumber>
    </span>
  );
}
