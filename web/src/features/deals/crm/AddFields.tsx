import { useTranslation } from "react-i18next";
import { Field, Input } from "@/components/Field";
import { Select } from "@/components/Select";
import type { AddForm, Box } from "./addForm";

interface AddFieldsProps {
  form: AddForm;
  /** Whether the vendor's app must be the company's own. */
  ownApp: boolean;
  missing: readonly Box[];
  onChange: (form: AddForm) => void;
}

const WAYS = {
  salesforce: ["oauth", "client_credentials"],
  hubspot: ["oauth", "token"],
  drop: ["none"],
} as const;
const PLACES = ["upload", "url", "folder", "s3"] as const;

export function AddFields({ form, ownApp, missing, onChange }: AddFieldsProps) {
  const { t } = useTranslation(["crm", "common"]);
  const set = (change: Partial<AddForm>) => onChange({ ...form, ...change });
  const required = (box: Box) => (missing.includes(box) ? t("common:form.required") : undefined);
  const box = (name: Box, secret = false) => (
    <Field label={t(`add.${name}`)} optional={false} error={required(name)}>
      <Input
        dir="ltr"
        type={secret ? "password" : "text"}
        autoComplete="off"
        spellCheck={false}
        value={form[name]}
        onChange={(event) => set({ [name]: event.target.value })}
      />
    </Field>
  );
  const check = (name: "snapshot" | "write_back") => (
    <label className="flex items-start gap-2.5 touch:min-h-11">
      <input
        type="checkbox"
        className="mt-1"
        checked={form[name]}
        onChange={(event) => set({ [name]: event.target.checked })}
      />
      <span>
        {t(`add.${name}`)}
        <span className="block text-small text-soft">{t(`add.${name}Hint`)}</span>
      </span>
    </label>
  );
  const app = form.auth === "client_credentials" || (form.auth === "oauth" && ownApp);
  return (
    <>
      <Field label={t("add.name")} optional>
        <Input maxLength={120} value={form.name} onChange={(event) => set({ name: event.target.value })} />
      </Field>
      {form.kind !== "drop" && (
        <Field label={t("add.auth")}>
          <Select
            choices={WAYS[form.kind].map((way) => ({ value: way, label: t(`add.ways.${way}`) }))}
            value={form.auth}
            onChange={(event) => set({ auth: event.target.value as AddForm["auth"] })}
          />
        </Field>
      )}
      {form.kind === "salesforce" && (
        <Field label={t("add.login_url")} hint={t("add.login_urlHint")} optional>
          <Input
            dir="ltr"
            placeholder="https://login.salesforce.com"
            value={form.login_url}
            onChange={(event) => set({ login_url: event.target.value })}
          />
        </Field>
      )}
      {app && (
        <>
          <p className="text-small text-soft">{t("add.ownApp")}</p>
          {box("client_id")}
          {box("client_secret", true)}
        </>
      )}
      {form.auth === "token" && box("token", true)}
      {form.kind === "drop" && (
        <Field label={t("add.place")}>
          <Select
            choices={PLACES.map((place) => ({ value: place, label: t(`add.places.${place}`) }))}
            value={form.place}
            onChange={(event) => set({ place: PLACES.find((one) => one === event.target.value) ?? "upload" })}
          />
        </Field>
      )}
      {form.kind === "drop" && form.place !== "upload" && box("url")}
      {form.kind === "drop" ? check("snapshot") : check("write_back")}
    </>
  );
}
