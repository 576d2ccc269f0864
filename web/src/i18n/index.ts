import i18next, { type InitOptions } from "i18next";
import { initReactI18next } from "react-i18next";
import type en from "./en";

export type Language = "en" | "he";
export const LANGUAGES: readonly Language[] = ["en", "he"];
/** Each language under its own name, so that nobody has to read another one to find theirs. */
export const LANGUAGE_NAMES: Record<Language, string> = { en: "English", he: "עברית" };

declare module "i18next" {
  interface CustomTypeOptions {
    defaultNS: "common";
    resources: typeof en;
  }
}

const KEY = "ringside.language";
const WORDS: Record<Language, () => Promise<{ default: typeof en }>> = {
  en: () => import("./en"),
  he: () => import("./he"),
};

export function isLanguage(value: unknown): value is Language {
  return value === "en" || value === "he";
}

export function directionOf(language: string): "ltr" | "rtl" {
  return language === "he" ? "rtl" : "ltr";
}

/** What was chosen on this device, else what the browser prefers among what we speak. */
export function firstLanguage(): Language {
  const chosen = localStorage.getItem(KEY);
  if (isLanguage(chosen)) return chosen;
  const preferred = navigator.languages.map((tag) => tag.slice(0, 2));
  return preferred.find(isLanguage) ?? "en";
}

const OPTIONS: InitOptions = {
  defaultNS: "common",
  fallbackLng: false,
  interpolation: { escapeValue: false },
  react: { useSuspense: false },
};

export async function startTranslation(language: Language = firstLanguage()): Promise<void> {
  const words = await WORDS[language]();
  await i18next
    .use(initReactI18next)
    .init({ ...OPTIONS, lng: language, resources: { [language]: words.default } });
  turn(language);
}

/** The whole interface changes at once, direction included. Remembered on this device. */
export async function chooseLanguage(language: Language): Promise<void> {
  localStorage.setItem(KEY, language);
  if (i18next.language === language) return;
  const words = await WORDS[language]();
  for (const [namespace, texts] of Object.entries(words.default))
    i18next.addResourceBundle(language, namespace, texts);
  await i18next.changeLanguage(language);
  turn(language);
}

function turn(language: Language): void {
  document.documentElement.lang = language;
  document.documentElement.dir = directionOf(language);
}
