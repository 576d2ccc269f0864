import { useMutation, useQuery } from "@tanstack/react-query";
import { useState } from "react";
import { useTranslation } from "react-i18next";
import { dealsCreateContactMutation, dealsListContactsOptions } from "@/api/@tanstack/react-query.gen";
import { ErrorState } from "@/components/ErrorState";
import { Picker } from "@/components/Picker";
import { useSettled } from "@/lib/useSettled";

interface ContactPickerProps {
  label: string;
  /** Whose people are offered before anything is typed, and where a new one belongs. */
  accountId?: string;
  without?: readonly string[];
  onPick: (id: string, name: string) => void;
}

/** Finds a contact by some letters, or makes one of a name. */
export function ContactPicker({ label, accountId, without = [], onPick }: ContactPickerProps) {
  const { t } = useTranslation("deals");
  const [typed, setTyped] = useState("");
  const asked = useSettled(typed.trim());
  const found = useQuery({
    ...dealsListContactsOptions({ query: asked ? { q: asked, limit: 8 } : { account: accountId, limit: 8 } }),
    enabled: asked !== "" || accountId !== undefined,
    placeholderData: (old) => old,
  });
  const create = useMutation({
    ...dealsCreateContactMutation(),
    onSuccess: (made) => onPick(made.id, made.name),
  });
  return (
    <>
      <Picker
        first
        label={label}
        value={typed}
        onType={setTyped}
        choices={(found.data?.items ?? [])
          .filter((one) => !without.includes(one.id))
          .map((one) => ({ id: one.id, name: one.name, note: one.account?.name ?? one.email }))}
        create={(name) => t("people.create", { name })}
        onPick={(one) => onPick(one.id, one.name)}
        onCreate={(name) => create.mutate({ body: { name, account_id: accountId } })}
      />
      {create.error && <ErrorState error={create.error} className="mt-3" />}
    </>
  );
}
