import { useMutation, useQueryClient } from "@tanstack/react-query";
import { type FormEvent, useState } from "react";
import { useTranslation } from "react-i18next";
import { liveGetSetupQueryKey, liveSetVendorMutation } from "@/api/@tanstack/react-query.gen";
import type { VendorIn } from "@/api/types.gen";
import { Button } from "@/components/Button";
import { Field } from "@/components/Field";
import { FormProblem } from "@/components/FormProblem";
import { PasswordInput } from "@/components/PasswordInput";
import { toast } from "@/components/Toast";
import type { Secret, Vendor } from "./accounts";

interface AccountFormProps {
  vendor: Vendor;
  secrets: readonly Secret[];
  onClose: () => void;
}

/** The parts of one account; they leave the page once and never come back to it. */
export function AccountForm({ vendor, secrets, onClose }: AccountFormProps) {
  const { t } = useTranslation(["live", "common"]);
  const client = useQueryClient();
  const [values, setValues] = useState<VendorIn>({});
  const save = useMutation({
    ...liveSetVendorMutation(),
    onSuccess: () => {
      toast(t("vendors.saved"));
      onClose();
      return client.invalidateQueries({ queryKey: liveGetSetupQueryKey() });
    },
  });
  const complete = secrets.every((secret) => values[secret]?.trim());
  const submit = (event: FormEvent) => {
    event.preventDefault();
    if (!complete || save.isPending) return;
    const body = Object.fromEntries(secrets.map((secret) => [secret, values[secret]?.trim()]));
    save.mutate({ path: { vendor }, body });
  };
  return (
    <form noValidate onSubmit={submit} className="mt-4 flex max-w-sm flex-col gap-4 ps-8">
      {secrets.map((secret, index) => (
        <Field key={secret} label={t(`vendors.fields.${secret}`)}>
          <PasswordInput
            autoComplete="off"
            autoFocus={index === 0}
            maxLength={200}
            value={values[secret] ?? ""}
            onChange={(event) => setValues({ ...values, [secret]: event.target.value })}
          />
        </Field>
      ))}
      <FormProblem error={save.error} fields={[]} />
      <div className="flex gap-2">
        <Button type="submit" kind="primary" disabled={!complete} busy={save.isPending}>
          {t("common:save")}
        </Button>
        <Button kind="quiet" onClick={onClose}>
          {t("common:cancel")}
        </Button>
      </div>
    </form>
  );
}
