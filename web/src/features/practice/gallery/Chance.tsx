import { useTranslation } from "react-i18next";
import type { ScenarioItem } from "@/api/types.gen";
import { DottedNumber } from "@/components/DottedNumber";
import { useFormats } from "@/lib/format";
import type { Level } from "../labels";

/** "About 70 % likely for you", and how much that rests on. */
export function Chance({ scenario, level }: { scenario: ScenarioItem; level: Level }) {
  const { t } = useTranslation("practice");
  const format = useFormats();
  const expected = scenario.expected.find((one) => one.level === level);
  if (!expected) return null;
  const share = format.percent(Math.round(expected.probability * 20) / 20);
  return (
    <p className="text-small text-soft">
      <DottedNumber
        from={{
          definition: t("chance.definition"),
          sample: expected.certain ? t("chance.certain") : t("chance.uncertain"),
          source: t("chance.source"),
        }}
      >
        {t("chance.likely", { share })}
      </DottedNumber>
      {!expected.certain && <span className="block">{t("chance.early")}</span>}
    </p>
  );
}
