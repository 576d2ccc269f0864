import { useMutation, useQueryClient } from "@tanstack/react-query";
import { useNavigate } from "@tanstack/react-router";
import { Trash2 } from "lucide-react";
import { useState } from "react";
import { useTranslation } from "react-i18next";
import {
  dealsChangeCrmConnectionMutation,
  dealsDeleteCrmConnectionMutation,
  dealsGetCrmConnectionQueryKey,
} from "@/api/@tanstack/react-query.gen";
import type { CrmConnectionOut } from "@/api/types.gen";
import { Button } from "@/components/Button";
import { CopyButton } from "@/components/CopyButton";
import { Dialog, DialogActions } from "@/components/Dialog";
import { ErrorState } from "@/components/ErrorState";
import { Field, Input } from "@/components/Field";
import { Select } from "@/components/Select";
import { toast } from "@/components/Toast";

const EVERY = ["5", "15", "60", "1440"] as const;

/** How often a connection looks, what it may write, its addresses, and its end. */
export function Settings({ connection }: { connection: CrmConnectionOut }) {
  const { t } = useTranslation(["crm", "common"]);
  const queryClient = useQueryClient();
  const path = { connection_id: connection.id };
  const [name, setName] = useState(connection.name);
  const [options, setOptions] = useState(connection.options);
  const [leaving, setLeaving] = useState(false);
  const save = useMutation({
    ...dealsChangeCrmConnectionMutation(),
    onSuccess: (saved) => {
      toast(t("common:saved"));
      queryClient.setQueryData(dealsGetCrmConnectionQueryKey({ path }), saved);
    },
  });
  return (
    <form
      className="flex max-w-xl flex-col gap-5"
      onSubmit={(event) => {
        event.preventDefault();
        if (!save.isPending && name.trim()) save.mutate({ path, body: { name: name.trim(), options } });
      }}
    >
      <Field label={t("add.name")}>
        <Input maxLength={120} value={name} onChange={(event) => setName(event.target.value)} />
      </Field>
      <Field label={t("settings.every")} optional="unsaid">
        <Select
          none={t("settings.never")}
          choices={EVERY.map((minutes) => ({ value: minutes, label: t(`settings.minutes.${minutes}`) }))}
          value={String(options.every_minutes ?? "")}
          onChange={(event) =>
            setOptions({ ...options, every_minutes: event.target.value ? Number(event.target.value) : null })
          }
        />
      </Field>
      {connection.kind !== "drop" && (
        <label className="flex items-start gap-2.5 touch:min-h-11">
          <input
            type="checkbox"
            className="mt-1"
            checked={options.write_back ?? false}
            onChange={(event) => setOptions({ ...options, write_back: event.target.checked })}
          />
          <span>
            {t("add.write_back")}
            <span className="block text-small text-soft">{t("add.write_backHint")}</span>
          </span>
        </label>
      )}
      {(["callback_path", "webhook_path"] as const).map(
        (address) =>
          connection[address] && (
            <div key={address}>
              <p className="font-strong">{t(`settings.${address}`)}</p>
              <div className="mt-1 flex flex-wrap items-center gap-3">
                <bdi dir="ltr" className="min-w-0 text-small break-all text-soft">
                  {window.location.origin}
                  {connection[address]}
                </bdi>
                <CopyButton text={window.location.origin + connection[address]} />
              </div>
            </div>
          ),
      )}
      {save.error && <ErrorState error={save.error} />}
      <div className="flex flex-wrap gap-2">
        <Button type="submit" kind="primary" busy={save.isPending}>
          {t("common:save")}
        </Button>
        <Button kind="quiet" onClick={() => setLeaving(true)}>
          <Trash2 aria-hidden />
          {t("settings.disconnect")}
        </Button>
      </div>
      {leaving && <Disconnect connection={connection} onClose={() => setLeaving(false)} />}
    </form>
  );
}

/** Ends a connection: what it brought stays or goes, as the person says. */
function Disconnect({ connection, onClose }: { connection: CrmConnectionOut; onClose: () => void }) {
  const { t } = useTranslation(["crm", "common"]);
  const navigate = useNavigate();
  const queryClient = useQueryClient();
  const remove = useMutation({
    ...dealsDeleteCrmConnectionMutation(),
    onSuccess: async () => {
      await navigate({ to: "/deals/connections" });
      await queryClient.invalidateQueries();
    },
  });
  const end = (records: "keep" | "delete") =>
    remove.mutate({ path: { connection_id: connection.id }, query: { records } });
  return (
    <Dialog
      open
      onClose={onClose}
      title={t("settings.disconnectTitle", { name: connection.name })}
      description={t("settings.disconnectText")}
    >
      {remove.error && <ErrorState error={remove.error} />}
      <DialogActions>
        <Button onClick={onClose}>{t("common:cancel")}</Button>
        <Button kind="danger" busy={remove.isPending} onClick={() => end("delete")}>
          {t("settings.deleteRecords")}
        </Button>
        <Button kind="primary" busy={remove.isPending} onClick={() => end("keep")}>
          {t("settings.keepRecords")}
        </Button>
      </DialogActions>
    </Dialog>
  );
}
