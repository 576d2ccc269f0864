import { useQuery } from "@tanstack/react-query";
import { useTranslation } from "react-i18next";
import { accountsListMembersOptions } from "@/api/@tanstack/react-query.gen";
import { Field } from "@/components/Field";
import { Select } from "@/components/Select";
import { useMe } from "@/lib/me";

interface PersonSelectProps {
  label: string;
  value: string;
  onChange: (id: string) => void;
}

/** Whose call it is; for those who coach. */
export function PersonSelect({ label, value, onChange }: PersonSelectProps) {
  const { t } = useTranslation("calls");
  const me = useMe().user;
  const people = useQuery(accountsListMembersOptions({ query: { limit: 100 } })).data?.items ?? [me];
  return (
    <Field label={label} optional="unsaid">
      <Select
        choices={people.map((one) => ({
          value: one.id,
          label: one.id === me.id ? t("add.yours", { name: one.name }) : one.name,
        }))}
        value={value}
        onChange={(event) => onChange(event.target.value)}
      />
    </Field>
  );
}
