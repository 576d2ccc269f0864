import { useMutation, useQueryClient } from "@tanstack/react-query";
import { useNavigate } from "@tanstack/react-router";
import { type FormEvent, useState } from "react";
import { useTranslation } from "react-i18next";
import {
  dealsCreateCrmConnectionMutation,
  dealsListCrmConnectionsQueryKey,
} from "@/api/@tanstack/react-query.gen";
import type { CrmConnectionOut } from "@/api/types.gen";
import { Button } from "@/components/Button";
import { Dialog, DialogActions } from "@/components/Dialog";
import { ErrorState } from "@/components/ErrorState";
import { Segmented } from "@/components/Segmented";
import { AddFields } from "./AddFields";
import { asBody, emptyForm, lacking } from "./addForm";

interface AddConnectionProps {
  /** Vendors for which whoever runs this server has set an app up. */
  operatorApps: readonly CrmConnectionOut["kind"][];
  onClose: () => void;
}

const KINDS = ["salesforce", "hubspot", "drop"] as const;

/** A new connection: which CRM, how to be let in, and what may be written back. Secrets are sealed at once. */
export function AddConnection({ operatorApps, onClose }: AddConnectionProps) {
  const { t } = useTranslation(["crm", "common"]);
  const queryClient = useQueryClient();
  const navigate = useNavigate();
  const [form, setForm] = useState(emptyForm);
  const [checked, setChecked] = useState(false);
  const create = useMutation({
    ...dealsCreateCrmConnectionMutation(),
    onSuccess: async ({ id }) => {
      await queryClient.invalidateQueries({ queryKey: dealsListCrmConnectionsQueryKey() });
      onClose();
      void navigate({ to: "/deals/connections/$connectionId", params: { connectionId: id } });
    },
  });
  const ownApp = !operatorApps.includes(form.kind);
  const missing = lacking(form, ownApp);
  const submit = (event: FormEvent) => {
    event.preventDefault();
    setChecked(true);
    if (missing.length === 0 && !create.isPending) create.mutate({ body: asBody(form) });
  };
  return (
    <Dialog open onClose={onClose} title={t("add.title")} description={t("add.text")} className="max-w-xl">
      <form noValidate onSubmit={submit} className="flex flex-col gap-4">
        <Segmented
          label={t("add.kind")}
          choices={KINDS.map((kind) => ({ value: kind, label: t(`kinds.${kind}`) }))}
          value={form.kind}
          onChange={(kind) => setForm({ ...emptyForm(), kind, auth: kind === "drop" ? "none" : "oauth" })}
        />
        <AddFields form={form} ownApp={ownApp} missing={checked ? missing : []} onChange={setForm} />
        {create.error && <ErrorState error={create.error} />}
        <DialogActions>
          <Button onClick={onClose}>{t("common:cancel")}</Button>
          <Button type="submit" kind="primary" busy={create.isPending}>
            {t("add.submit")}
          </Button>
        </DialogActions>
      </form>
    </Dialog>
  );
}
