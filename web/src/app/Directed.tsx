import { Direction } from "radix-ui";
import type { ReactNode } from "react";
import { useTranslation } from "react-i18next";
import { directionOf } from "@/i18n";

/** Tells floating parts and arrow keys which way the page reads. */
export function Directed({ children }: { children: ReactNode }) {
  const { i18n } = useTranslation();
  return <Direction.Provider dir={directionOf(i18n.language)}>{children}</Direction.Provider>;
}
