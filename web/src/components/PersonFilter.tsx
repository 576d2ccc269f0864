import { useQuery } from "@tanstack/react-query";
import { accountsListMembersOptions } from "@/api/@tanstack/react-query.gen";
import { useMayManage } from "@/lib/me";
import { Select } from "./Select";

interface PersonFilterProps {
  label: string;
  /** Names the choice of nobody in particular. */
  anyone: string;
  value: string | undefined;
  onChange: (id: string | undefined) => void;
  className: string;
}

/** Whose calls are looked at, for those who coach; nothing for a rep, who sees their own. */
export function PersonFilter(props: PersonFilterProps) {
  return useMayManage() ? <People {...props} /> : null;
}

function People({ label, anyone, value, onChange, className }: PersonFilterProps) {
  const people = useQuery(accountsListMembersOptions({ query: { limit: 100 } })).data?.items ?? [];
  return (
    <Select
      aria-label={label}
      none={anyone}
      choices={people.map((one) => ({ value: one.id, label: one.name }))}
      value={value ?? ""}
      onChange={(event) => onChange(event.target.value || undefined)}
      className={className}
    />
  );
}
