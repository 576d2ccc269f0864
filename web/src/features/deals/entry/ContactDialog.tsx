import { useMutation, useQueryClient } from "@tanstack/react-query";
import { useNavigate } from "@tanstack/react-router";
import { type FormEvent, useState } from "react";
import { useTranslation } from "react-i18next";
import {
  dealsChangeContactMutation,
  dealsCreateContactMutation,
  dealsDeleteContactMutation,
} from "@/api/@tanstack/react-query.gen";
import type { ContactIn, ContactPage } from "@/api/types.gen";
import { Field, Input, TextArea } from "@/components/Field";
import { Select } from "@/components/Select";
import { AccountPicker } from "../AccountPicker";
import { ROLES } from "../roles";
import { isOfDeals } from "../shown";
import { RecordDialog } from "./RecordDialog";

interface ContactDialogProps {
  contact?: ContactPage;
  account?: { id: string; name: string };
  onClose: () => void;
  onMade?: (id: string) => void;
}

/** Makes a contact by hand, or changes one. */
export function ContactDialog({ contact, account, onClose, onMade }: ContactDialogProps) {
  const { t } = useTranslation(["deals", "common"]);
  const queryClient = useQueryClient();
  const navigate = useNavigate();
  const [form, setForm] = useState({
    name: contact?.name ?? "",
    title: contact?.title ?? "",
    email: contact?.email ?? "",
    phone: contact?.phone ?? "",
    role: contact?.role ?? null,
    notes: contact?.notes ?? "",
  });
  const [company, setCompany] = useState(contact?.account ?? account ?? null);
  const [checked, setChecked] = useState(false);
  const set = (change: Partial<typeof form>) => setForm({ ...form, ...change });
  const refresh = () => queryClient.invalidateQueries({ predicate: isOfDeals });
  const done = async () => {
    await refresh();
    onClose();
  };
  const create = useMutation({
    ...dealsCreateContactMutation(),
    onSuccess: async ({ id }) => {
      await done();
      onMade?.(id);
    },
  });
  const change = useMutation({ ...dealsChangeContactMutation(), onSuccess: done });
  const remove = useMutation({
    ...dealsDeleteContactMutation(),
    onSuccess: async () => {
      await navigate({ to: "/contacts" });
      await refresh();
    },
  });
  const submit = (event: FormEvent) => {
    event.preventDefault();
    setChecked(true);
    if (!form.name.trim()) return;
    const body: ContactIn = { ...form, name: form.name.trim(), account_id: company?.id ?? null };
    if (contact) change.mutate({ path: { contact_id: contact.id }, body });
    else create.mutate({ body });
  };
  return (
    <RecordDialog
      title={t(contact ? "contacts.edit" : "contacts.new")}
      isNew={!contact}
      work={contact ? change : create}
      remove={remove}
      onRemove={() => contact && remove.mutate({ path: { contact_id: contact.id } })}
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
      <Field label={t("form.account")} optional="unsaid" className="sm:col-span-2">
        <AccountPicker value={company} onChange={setCompany} />
      </Field>
      <Field label={t("contacts.title")} optional="unsaid">
        <Input maxLength={200} value={form.title} onChange={(event) => set({ title: event.target.value })} />
      </Field>
      <Field label={t("contacts.role")} optional="unsaid">
        <Select
          none={t("roles.unknown")}
          choices={ROLES.map((role) => ({ value: role, label: t(`roles.${role}`) }))}
          value={form.role ?? ""}
          onChange={(event) => set({ role: ROLES.find((role) => role === event.target.value) ?? null })}
        />
      </Field>
      <Field label={t("contacts.email")} optional="unsaid">
        <Input
          type="email"
          dir="ltr"
          maxLength={254}
          value={form.email}
          onChange={(event) => set({ email: event.target.value })}
        />
      </Field>
      <Field label={t("contacts.phone")} optional="unsaid">
        <Input
          type="tel"
          dir="ltr"
          maxLength={60}
          value={form.phone}
          onChange={(event) => set({ phone: event.target.value })}
        />
      </Field>
      <Field label={t("contacts.notes")} optional="unsaid" className="sm:col-span-2">
        <TextArea value={form.notes} onChange={(event) => set({ notes: event.target.value })} />
      </Field>
    </RecordDialog>
  );
}
