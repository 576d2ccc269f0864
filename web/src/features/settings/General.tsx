import { useTranslation } from "react-i18next";
import { Section } from "@/components/Section";
import { Segmented } from "@/components/Segmented";
import { isLanguage, LANGUAGE_NAMES, LANGUAGES } from "@/i18n";
import { useChooseLanguage } from "@/lib/language";
import { useMayManage } from "@/lib/me";
import { chooseTheme, type Theme, useTheme } from "@/lib/theme";
import { useTitle } from "@/lib/title";
import { version } from "../../../package.json";
import { Engine } from "./Engine";
import { Spend } from "./Spend";

const THEMES: readonly Theme[] = ["system", "light", "dark"];

export function General() {
  const { t, i18n } = useTranslation(["settings", "common"]);
  useTitle(t("title"));
  const chooseLanguage = useChooseLanguage();
  const theme = useTheme();
  const mayManage = useMayManage();
  return (
    <>
      <Section title={t("language.title")} hint={t("language.hint")}>
        <Segmented
          label={t("language.title")}
          choices={LANGUAGES.map((value) => ({ value, label: LANGUAGE_NAMES[value] }))}
          value={isLanguage(i18n.language) ? i18n.language : "en"}
          onChange={chooseLanguage}
        />
      </Section>
      <Section title={t("theme.title")} hint={t("theme.hint")}>
        <Segmented
          label={t("theme.title")}
          choices={THEMES.map((value) => ({ value, label: t(`common:theme.${value}`) }))}
          value={theme}
          onChange={chooseTheme}
        />
      </Section>
      <Engine />
      {mayManage && <Spend />}
      <About />
    </>
  );
}

function About() {
  const { t } = useTranslation("settings");
  return (
    <Section title={t("about.title")}>
      <p className="max-w-prose text-soft">{t("about.text")}</p>
      <p className="mt-2 text-small text-soft">
        {t("about.version")} <bdi>{version}</bdi>
      </p>
    </Section>
  );
}
