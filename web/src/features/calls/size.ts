import { useTranslation } from "react-i18next";

const UNITS = ["byte", "kilobyte", "megabyte", "gigabyte"] as const;

/** A number of bytes as people say it, in their language: "3.4 MB". */
export function sizeIn(locale: string, bytes: number): string {
  let power = 0;
  let value = bytes;
  while (value >= 1000 && power < UNITS.length - 1) {
    value /= 1024;
    power += 1;
  }
  const unit = UNITS[power] ?? "byte";
  return new Intl.NumberFormat(locale, {
    style: "unit",
    unit,
    unitDisplay: power === 0 ? "long" : "short",
    maximumFractionDigits: power > 1 && value < 100 ? 1 : 0,
  }).format(value);
}

export function useSize(): (bytes: number) => string {
  const { i18n } = useTranslation();
  return (bytes) => sizeIn(i18n.language, bytes);
}
