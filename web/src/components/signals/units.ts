import { useTranslation } from "react-i18next";
import { useFormats } from "@/lib/format";

/** A value with its unit, as the person's language writes it. */
export function useUnits(): (value: number, unit: string) => string {
  const { t } = useTranslation("practice");
  const format = useFormats();
  return (value, unit) => {
    const number = format.number(value, 1);
    switch (unit) {
      case "0..1":
        return format.percent(value);
      case "%":
        return format.percent(value / 100, 1);
      case "words":
        return t("call.words", { count: value });
      case "s":
        return t("units.seconds", { number });
      case "1/min":
        return t("units.perMinute", { number });
      case "wpm":
        return t("units.wordsPerMinute", { number });
      case "per 100 words":
        return t("units.per100", { number });
      default:
        return number;
    }
  };
}
