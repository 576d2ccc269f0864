import { useMutation, useQueryClient } from "@tanstack/react-query";
import { useNavigate } from "@tanstack/react-router";
import { type FormEvent, useState } from "react";
import { useTranslation } from "react-i18next";
import {
  dealsChangeAccountMutation,
  dealsCreateAccountMutation,
  dealsDeleteAccountMutation,
} from "@/api/@tanstack/react-query.gen";
import type { AccountIn, AccountPage } from "@/api/types.gen";
import { Field, Input, TextArea } from "@/components/Field";
import { AccountPicker } from "../AccountPicker";
import { isOfDeals } from "../shown";
import { isNumberOrEmpty, numberIn } from "./dealForm";
import { RecordDialog } from "./RecordDialog";

interface AccountDialogProps {
  account?: AccountPage;
  onClose: () => void;
  onMade?: (id: string) => void;
}

const LINES = ["industry", "segment", "domain", "country"] as const;

/** Makes an account by hand, or changes one. */
export function AccountDialog({ account, onClose, onMade }: AccountDialogProps) {
  const { t } = useTranslation(["deals", "common"]);
  const queryClient = useQueryClient();
  const navigate = useNavigate();
  const [form, setForm] = useState({
    name: account?.name ?? "",
    industry: account?.industry ?? "",
    segment: account?.segment ?? "",
    domain: account?.domain ?? "",
    country: account?.country ?? "",
    employees: account?.employees == null ? "" : String(account.employees),
    notes: account?.notes ?? "",
  });
  const [parent, setParent] = useState(account?.parent ?? null);
  const [checked, setChecked] = useState(false);
  const set = (change: Partial<typeof form>) => setForm({ ...form, ...change });
  const refresh = () => queryClient.invalidateQueries({ predicate: isOfDeals });
  const done = async () => {
    await refresh();
    onClose();
  };
  const create = useMutation({
    ...dealsCreateAccountMutation(),
    onSuccess: async ({ id }) => {
      await done();
      onMade?.(id);
    },
  });
  const change = useMutation({ ...dealsChangeAccountMutation(), onSuccess: done });
  const remove = useMutation({
    ...dealsDeleteAccountMutation(),
    onSuccess: async () => {
      await navigate({ to: "/accounts" });
      await refresh();
    },
  });
  const submit = (event: FormEvent) => {
    event.preventDefault();
    setChecked(true);
    if (!form.name.trim() || !isNumberOrEmpty(form.employees)) return;
    const body: AccountIn = {
      ...form,
      name: form.name.trim(),
      employees: numberIn(form.employees),
      parent_id: parent?.id ?? null,
    };
    if (account) change.mutate({ path: { account_id: account.id }, body });
    else create.mutate({ body });
  };
  return (
    <RecordDialog
      title={t(account ? "accounts.edit" : "accounts.new")}
      isNew={!account}
      work={account ? change : create}
      remove={remove}
      onRemove={() => account && remove.mutate({ path: { account_id: account.id } })}
      onClose={onClose}
      onSubmit={submit}
    >
      <Field
        label={t("form.name")}
        error={checked && !form.name.trim() ? t("common:form.required") : undefined}
        className="sm:col-span-2"
      >
        <Input
          data-first
          maxLength={200}
          value={form.name}
          onChange={(event) => set({ name: event.target.value })}
        />
      </Field>
      {LINES.map((name) => (
        <Field key={name} label={t(`accounts.${name}`)} optional="unsaid">
          <Input
            maxLength={80}
            value={form[name]}
            onChange={(event) => set({ [name]: event.target.value })}
          />
        </Field>
      ))}
      <Field
        label={t("accounts.employees")}
        optional="unsaid"
        error={checked && !isNumberOrEmpty(form.employees) ? t("form.notANumber") : undefined}
      >
        <Input
          inputMode="numeric"
          value={form.employees}
          onChange={(event) => set({ employees: event.target.value })}
        />
      </Field>
      <Field label={t("accounts.belongsTo")} optional="unsaid">
        <AccountPicker value={parent} onChange={setParent} without={account?.id} />
      </Field>
      <Field label={t("contacts.notes")} optional="unsaid" className="sm:col-span-2">
        <TextArea value={form.notes} onChange={(event) => set({ notes: event.target.value })} />
      </Field>
    </RecordDialog>
  );
}
