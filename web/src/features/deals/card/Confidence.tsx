import { useTranslation } from "react-i18next";
import { DottedNumber, type Provenance } from "@/components/DottedNumber";
import { Range } from "@/components/Meter";
import { useFormats } from "@/lib/format";

interface ConfidenceProps {
  /** A share from 0 to 1; null or `few` when there is too little to say. */
  value: number | null;
  low?: number | null;
  high?: number | null;
  /** How many cases it rests on. */
  cases?: number | null;
  few?: boolean;
  from: Provenance;
}

/** How sure a statement is: a figure that opens to where it comes from, and its interval; or plainly "too little data". */
export function Confidence({ value, low, high, cases, few, from }: ConfidenceProps) {
  const { t } = useTranslation("card");
  const format = useFormats();
  if (value === null || few)
    return (
      <span className="inline-flex items-baseline gap-1.5 text-small text-soft">
        <DottedNumber from={from}>{t("confidence.few")}</DottedNumber>
      </span>
    );
  const spread = low != null && high != null;
  const percent = format.percent;
  return (
    <span className="inline-flex items-center gap-2 text-small">
      <DottedNumber
        from={{ ...from, sample: from.sample ?? (cases != null && t("confidence.cases", { count: cases })) }}
      >
        {percent(value)}
      </DottedNumber>
      {spread && (
        <span className="inline-block w-20">
          <Range
            label={t("confidence.label")}
            text={t("confidence.between", { value: percent(value), low: percent(low), high: percent(high) })}
            value={value}
            low={low}
            high={high}
          />
        </span>
      )}
    </span>
  );
}
