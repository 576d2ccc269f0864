import { useQuery } from "@tanstack/react-query";
import { useTranslation } from "react-i18next";
import { dealsGetFacetsOptions } from "@/api/@tanstack/react-query.gen";
import { Select } from "@/components/Select";
import { useMe } from "@/lib/me";

interface OwnerFilterProps {
  value: string | undefined;
  onChange: (owner: string | undefined) => void;
  className: string;
}

/** Whose deals: everybody's, mine, those of one person, or those that nobody looks after. */
export function OwnerFilter({ value, onChange, className }: OwnerFilterProps) {
  const { t } = useTranslation("deals");
  const me = useMe().user.id;
  const owners = useQuery(dealsGetFacetsOptions()).data?.owners ?? [];
  const others = owners.flatMap(({ id, name }) => (id && id !== me ? [{ value: id, label: name }] : []));
  return (
    <Select
      aria-label={t("filters.owner")}
      none={t("filters.anyOwner")}
      choices={[
        { value: "me", label: t("filters.mine") },
        ...others,
        { value: "none", label: t("filters.nobody") },
      ]}
      value={value ?? ""}
      onChange={(event) => onChange(event.target.value || undefined)}
      className={className}
    />
  );
}
