import { Field, Input, TextArea } from "@/components/Field";
import type { Language } from "@/i18n";
import type { Both } from "./draft";

interface BothFieldProps {
  label: string;
  hint?: string;
  value: Both;
  language: Language;
  onChange: (value: Both) => void;
  error?: string;
  required?: boolean;
  long?: boolean;
}

/** Words in the language that is being written; those of the other one show through until there are own ones. */
export function BothField({ label, hint, value, language, onChange, error, required, long }: BothFieldProps) {
  const Control = (long ? TextArea : Input) as typeof Input;
  const other = value[language === "en" ? "he" : "en"];
  const written = value[language];
  return (
    <Field label={label} hint={hint} error={error} optional={required ? false : "unsaid"}>
      <Control
        lang={language}
        dir={language === "he" ? "rtl" : "ltr"}
        value={written}
        placeholder={other}
        maxLength={300}
        onChange={(event) => onChange({ ...value, [language]: event.target.value })}
      />
    </Field>
  );
}
