import { useTranslation } from "react-i18next";
import { Field, Input } from "@/components/Field";
import { Section } from "@/components/Section";
import { Segmented } from "@/components/Segmented";
import type { Language } from "@/i18n";
import { LANGUAGE_NAMES, LANGUAGES } from "@/i18n";
import { BothField } from "./BothField";
import { unwritten } from "./draft";
import type { Drafting } from "./useDraft";

interface AboutProps {
  drafting: Drafting;
  language: Language;
  onLanguage: (language: Language) => void;
}

/** What the rubric is called and for, and in which language one writes just now. */
export function About({ drafting, language, onLanguage }: AboutProps) {
  const { t } = useTranslation("playbook");
  const { draft, complaints, patch } = drafting;
  const missing = unwritten(draft, language);
  return (
    <Section
      title={t("editor.about")}
      hint={missing > 0 ? t("editor.unwritten", { count: missing }) : t("editor.written")}
      actions={
        <Segmented
          label={t("editor.language")}
          choices={LANGUAGES.map((value) => ({ value, label: LANGUAGE_NAMES[value] }))}
          value={language}
          onChange={onLanguage}
        />
      }
    >
      <div className="flex max-w-prose flex-col gap-5">
        <BothField
          label={t("editor.title")}
          value={draft.title}
          language={language}
          error={complaints.title}
          onChange={(title) => patch({ title })}
          required
        />
        <BothField
          label={t("editor.description")}
          value={draft.description}
          language={language}
          error={complaints.description}
          onChange={(description) => patch({ description })}
          long
        />
        <Field label={t("editor.method")} hint={t("editor.methodHint")} optional="unsaid">
          <Input
            value={draft.method}
            maxLength={120}
            onChange={(event) => patch({ method: event.target.value })}
          />
        </Field>
      </div>
    </Section>
  );
}
