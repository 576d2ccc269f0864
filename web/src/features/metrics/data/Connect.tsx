import { useMutation, useQueryClient } from "@tanstack/react-query";
import { Plug } from "lucide-react";
import { type FormEvent, useState } from "react";
import { useTranslation } from "react-i18next";
import { metricsConnectSource } from "@/api/sdk.gen";
import { Button } from "@/components/Button";
import { Dialog, DialogActions } from "@/components/Dialog";
import { ErrorState } from "@/components/ErrorState";
import { Field, Input } from "@/components/Field";
import { Fold } from "@/components/Fold";
import { Segmented } from "@/components/Segmented";
import { refreshNumbers } from "./sources";

type Mode = "live" | "copy";

/** A database that is asked where it is, or whose tables are copied. */
export function Connect({ onConnected }: { onConnected: (source: string) => void }) {
  const { t } = useTranslation("metrics");
  const [open, setOpen] = useState(false);
  return (
    <p className="mt-3 text-center text-small text-soft">
      <Button size="small" kind="quiet" onClick={() => setOpen(true)}>
        <Plug aria-hidden />
        {t("connect.open")}
      </Button>
      <Dialog
        open={open}
        onClose={() => setOpen(false)}
        title={t("connect.title")}
        description={t("connect.text")}
      >
        <Form
          onClose={() => setOpen(false)}
          onConnected={(id) => {
            setOpen(false);
            onConnected(id);
          }}
        />
      </Dialog>
    </p>
  );
}

function Form({ onClose, onConnected }: { onClose: () => void; onConnected: (source: string) => void }) {
  const { t } = useTranslation(["metrics", "common"]);
  const queryClient = useQueryClient();
  const [url, setUrl] = useState("");
  const [name, setName] = useState("");
  const [tables, setTables] = useState("");
  const [schema, setSchema] = useState("");
  const [tenantColumn, setTenantColumn] = useState("");
  const [tenantValue, setTenantValue] = useState("");
  const [mode, setMode] = useState<Mode>("live");
  const [missing, setMissing] = useState(false);
  const connect = useMutation({
    mutationFn: async () => {
      const body = {
        url: url.trim(),
        name: name.trim(),
        tables: tables.split(/[\s,]+/).filter(Boolean),
        schema: schema.trim() || undefined,
        tenant_column: tenantColumn.trim() || undefined,
        tenant_value: tenantValue.trim() || undefined,
        mode,
      };
      return (await metricsConnectSource({ body, throwOnError: true })).data;
    },
    onSuccess: async ({ id }) => {
      await refreshNumbers(queryClient);
      onConnected(id);
    },
  });
  function submit(event: FormEvent) {
    event.preventDefault();
    setMissing(url.trim().length < 5);
    if (url.trim().length >= 5 && !connect.isPending) connect.mutate();
  }
  return (
    <form onSubmit={submit} className="flex flex-col gap-4 text-start text-body text-ink">
      <Field
        label={t("connect.url")}
        hint={t("connect.urlHint")}
        error={missing ? t("common:form.required") : undefined}
      >
        <Input
          dir="ltr"
          autoComplete="off"
          spellCheck={false}
          placeholder="postgresql://reader:secret@db.example.com:5432/sales"
          value={url}
          onChange={(event) => setUrl(event.target.value)}
        />
      </Field>
      <Field label={t("connect.name")} optional>
        <Input maxLength={200} value={name} onChange={(event) => setName(event.target.value)} />
      </Field>
      <Segmented
        label={t("connect.mode")}
        choices={(["live", "copy"] as const).map((value) => ({ value, label: t(`connect.${value}`) }))}
        value={mode}
        onChange={setMode}
      />
      <Fold summary={t("connect.more")}>
        <div className="mt-3 flex flex-col gap-4">
          <Field label={t("connect.tables")} hint={t("connect.tablesHint")} optional>
            <Input dir="ltr" value={tables} onChange={(event) => setTables(event.target.value)} />
          </Field>
          <Field label={t("connect.schema")} optional>
            <Input dir="ltr" value={schema} onChange={(event) => setSchema(event.target.value)} />
          </Field>
          <div className="grid gap-4 sm:grid-cols-2">
            <Field label={t("connect.tenantColumn")} optional>
              <Input
                dir="ltr"
                value={tenantColumn}
                onChange={(event) => setTenantColumn(event.target.value)}
              />
            </Field>
            <Field label={t("connect.tenantValue")} optional>
              <Input dir="ltr" value={tenantValue} onChange={(event) => setTenantValue(event.target.value)} />
            </Field>
          </div>
          <p className="text-small text-soft">{t("connect.tenantHint")}</p>
        </div>
      </Fold>
      {connect.error && <ErrorState error={connect.error} />}
      <DialogActions>
        <Button onClick={onClose}>{t("common:cancel")}</Button>
        <Button type="submit" kind="primary" busy={connect.isPending}>
          {t("connect.submit")}
        </Button>
      </DialogActions>
    </form>
  );
}
