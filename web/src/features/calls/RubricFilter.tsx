import { useQuery } from "@tanstack/react-query";
import { useTranslation } from "react-i18next";
import { playbookListRubricsOptions } from "@/api/@tanstack/react-query.gen";
import { Select } from "@/components/Select";

interface RubricFilterProps {
  value: string | undefined;
  onChange: (id: string | undefined) => void;
  className: string;
}

/** Which kind of call is looked at, by the rubric it was read with. */
export function RubricFilter({ value, onChange, className }: RubricFilterProps) {
  const { t } = useTranslation("calls");
  const rubrics = useQuery(playbookListRubricsOptions()).data?.items ?? [];
  return (
    <Select
      aria-label={t("rubric")}
      none={t("filters.anyRubric")}
      choices={rubrics.map((one) => ({ value: one.id, label: one.title }))}
      value={value ?? ""}
      onChange={(event) => onChange(event.target.value || undefined)}
      className={className}
    />
  );
}
