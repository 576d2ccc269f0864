import { Languages } from "lucide-react";
import { useTranslation } from "react-i18next";
import { Menu } from "@/components/Menu";
import { VisuallyHidden } from "@/components/VisuallyHidden";
import { LANGUAGE_NAMES, LANGUAGES } from "@/i18n";
import { useChooseLanguage } from "@/lib/language";
import { railLooks } from "./Rail";

export function LanguageMenu() {
  const { t, i18n } = useTranslation();
  const choose = useChooseLanguage();
  return (
    <Menu
      side="top"
      trigger={
        <button type="button" className={railLooks}>
          <Languages aria-hidden />
          <VisuallyHidden>{t("who.language")}: </VisuallyHidden>
          <span>{LANGUAGE_NAMES[i18n.language === "he" ? "he" : "en"]}</span>
        </button>
      }
      groups={[
        LANGUAGES.map((language) => ({
          label: LANGUAGE_NAMES[language],
          lang: language,
          chosen: i18n.language === language,
          onSelect: () => choose(language),
        })),
      ]}
    />
  );
}
