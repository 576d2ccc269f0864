import { useTranslation } from "react-i18next";

const STAGE_DATE = "stage_date:";

/** What a field of an import is called in the reader's language. */
export function useFieldWords(): (field: string) => string {
  const { t, i18n } = useTranslation("importing");
  return (field) => {
    if (field.startsWith(STAGE_DATE)) return t("stageDate", { stage: field.slice(STAGE_DATE.length) });
    const key = `importing:fields.${field}`;
    return i18n.exists(key) ? (i18n.t as (key: string) => string)(key) : field;
  };
}
