import { useQuery } from "@tanstack/react-query";
import { X } from "lucide-react";
import { useState } from "react";
import { useTranslation } from "react-i18next";
import { dealsListContactsOptions, dealsListDealsOptions } from "@/api/@tanstack/react-query.gen";
import { IconButton } from "@/components/Button";
import { Field } from "@/components/Field";
import { Picker } from "@/components/Picker";
import { useSettled } from "@/lib/useSettled";
import type { Party } from "./details";

const FOUND = 8;

interface PartyPickerProps {
  kind: "deal" | "contact";
  value: Party | null;
  onChange: (value: Party | null) => void;
}

/** What the call is about, or whom it is with: found by some letters, or left open. */
export function PartyPicker({ kind, value, onChange }: PartyPickerProps) {
  const { t } = useTranslation("live");
  const [typed, setTyped] = useState("");
  const asked = useSettled(typed.trim());
  const choices = useFound(kind, asked);
  if (value)
    return (
      <div className="flex flex-col gap-1.5">
        <p className="font-strong">{t(`start.${kind}`)}</p>
        <p className="flex h-9 items-center gap-1 touch:h-11">
          <bdi className="truncate">{value.name}</bdi>
          <IconButton label={t("start.clear", { name: value.name })} onClick={() => onChange(null)}>
            <X aria-hidden />
          </IconButton>
        </p>
      </div>
    );
  return (
    <Field label={t(`start.${kind}`)} optional="unsaid">
      <Picker
        placeholder={t("start.find")}
        value={typed}
        onType={setTyped}
        choices={choices}
        onPick={({ id, name }) => {
          setTyped("");
          onChange({ id, name });
        }}
      />
    </Field>
  );
}

function useFound(kind: PartyPickerProps["kind"], q: string) {
  const options = { enabled: q !== "", placeholderData: <T,>(old: T) => old };
  const deals = useQuery({
    ...dealsListDealsOptions({ query: { q, limit: FOUND } }),
    ...options,
    enabled: q !== "" && kind === "deal",
  });
  const contacts = useQuery({
    ...dealsListContactsOptions({ query: { q, limit: FOUND } }),
    ...options,
    enabled: q !== "" && kind === "contact",
  });
  if (q === "") return [];
  const found = kind === "deal" ? deals.data?.items : contacts.data?.items;
  return (found ?? []).map((one) => ({ id: one.id, name: one.name, note: one.account?.name }));
}
