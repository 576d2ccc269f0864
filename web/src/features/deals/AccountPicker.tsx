import { useMutation, useQuery } from "@tanstack/react-query";
import { useState } from "react";
import { useTranslation } from "react-i18next";
import { dealsCreateAccountMutation, dealsListAccountsOptions } from "@/api/@tanstack/react-query.gen";
import { ErrorState } from "@/components/ErrorState";
import { type Picked, Picker } from "@/components/Picker";
import { useSettled } from "@/lib/useSettled";

interface AccountPickerProps {
  value: Picked | null;
  onChange: (account: Picked | null) => void;
  without?: string;
}

/** Finds an account by some letters, or makes one of a name. Emptying the box chooses none. */
export function AccountPicker({ value, onChange, without }: AccountPickerProps) {
  const { t } = useTranslation("deals");
  const [typed, setTyped] = useState(value?.name ?? "");
  const asked = useSettled(typed.trim());
  const found = useQuery({
    ...dealsListAccountsOptions({ query: { q: asked || undefined, limit: 8 } }),
    placeholderData: (old) => old,
  });
  const take = (picked: Picked) => {
    setTyped(picked.name);
    onChange({ id: picked.id, name: picked.name });
  };
  const create = useMutation({ ...dealsCreateAccountMutation(), onSuccess: take });
  return (
    <>
      <Picker
        value={typed}
        onType={(text) => {
          setTyped(text);
          onChange(null);
        }}
        choices={(found.data?.items ?? [])
          .filter((one) => one.id !== without)
          .map((one) => ({ id: one.id, name: one.name, note: one.segment ?? one.domain }))}
        create={(name) => t("accounts.create", { name })}
        onPick={take}
        onCreate={(name) => create.mutate({ body: { name } })}
      />
      {create.error && <ErrorState error={create.error} className="mt-3" />}
    </>
  );
}
