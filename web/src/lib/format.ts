import { useTranslation } from "react-i18next";

const UNITS: [Intl.RelativeTimeFormatUnit, number][] = [
  ["year", 365 * 86_400],
  ["month", 30 * 86_400],
  ["week", 7 * 86_400],
  ["day", 86_400],
  ["hour", 3_600],
  ["minute", 60],
];

/** Numbers, dates and durations as the person's language writes them. */
export function formats(locale: string) {
  const one = (options: Intl.NumberFormatOptions) => new Intl.NumberFormat(locale, options);
  return {
    number: (value: number, digits = 0) => one({ maximumFractionDigits: digits }).format(value),
    /** For ratings, which nobody writes with a thousands separator. */
    plain: (value: number) => one({ maximumFractionDigits: 0, useGrouping: false }).format(value),
    percent: (share: number, digits = 0) =>
      one({ style: "percent", maximumFractionDigits: digits }).format(share),
    money: (value: number, currency = "USD") => one({ style: "currency", currency }).format(value),
    day: (at: string | Date) => new Intl.DateTimeFormat(locale, { dateStyle: "medium" }).format(new Date(at)),
    longDay: (at: string | Date) =>
      new Intl.DateTimeFormat(locale, { weekday: "long", day: "numeric", month: "long" }).format(
        new Date(at),
      ),
    /** Without the year, where the page says it. */
    shortDay: (at: string | Date) =>
      new Intl.DateTimeFormat(locale, { day: "numeric", month: "short" }).format(new Date(at)),
    month: (at: string | Date) =>
      new Intl.DateTimeFormat(locale, { month: "long", year: "numeric" }).format(new Date(at)),
    time: (at: string | Date) => new Intl.DateTimeFormat(locale, { timeStyle: "short" }).format(new Date(at)),
    ago: (at: string | Date, now: Date = new Date()) => ago(locale, new Date(at), now),
    /** "Dana, Amir, and Noa". */
    list: (items: readonly string[]) => new Intl.ListFormat(locale).format(items),
    clock: (seconds: number) => clock(seconds),
    /** A length as one says it: "45 min". */
    minutes: (seconds: number) =>
      one({ style: "unit", unit: "minute", unitDisplay: "short", maximumFractionDigits: 0 }).format(
        Math.max(1, Math.round(seconds / 60)),
      ),
  };
}

export type Formats = ReturnType<typeof formats>;

export function useFormats(): Formats {
  const { i18n } = useTranslation();
  return formats(i18n.language);
}

function ago(locale: string, at: Date, now: Date): string {
  const seconds = Math.round((at.getTime() - now.getTime()) / 1000);
  const words = new Intl.RelativeTimeFormat(locale, { numeric: "auto" });
  for (const [unit, size] of UNITS) {
    if (Math.abs(seconds) >= size) return words.format(Math.trunc(seconds / size), unit);
  }
  return words.format(0, "second");
}

/** 75 -> "1:15"; digits only, so it reads the same in both directions. */
function clock(seconds: number): string {
  const whole = Math.max(0, Math.floor(seconds));
  const [hours, minutes, rest] = [Math.floor(whole / 3600), Math.floor((whole % 3600) / 60), whole % 60];
  const pad = (part: number) => String(part).padStart(2, "0");
  return hours > 0 ? `${hours}:${pad(minutes)}:${pad(rest)}` : `${minutes}:${pad(rest)}`;
}
