import { useMutation, useQueryClient } from "@tanstack/react-query";
import { type FormEvent, useState } from "react";
import { useTranslation } from "react-i18next";
import { insightsDeleteAlertMutation, insightsSetAlertMutation } from "@/api/@tanstack/react-query.gen";
import type { AlertIn, AlertOut, InsightOut } from "@/api/types.gen";
import { Button } from "@/components/Button";
import { ErrorState } from "@/components/ErrorState";
import { Field, Input } from "@/components/Field";
import { Section } from "@/components/Section";
import { Segmented } from "@/components/Segmented";
import { Select } from "@/components/Select";
import { toast } from "@/components/Toast";
import { useFormats } from "@/lib/format";
import { insightsChanged } from "./requests";

const KINDS = ["threshold", "surprise"] as const;
const RHYTHMS = ["hour", "day", "week"] as const;
type Direction = NonNullable<AlertIn["direction"]>;

/** When this number is to speak up, and how it stands. */
export function Alert({ insight }: { insight: InsightOut }) {
  const { t } = useTranslation("insights");
  const isNumber = insight.headline !== null && insight.saved.rows.length <= 1;
  return (
    <Section title={t("alert.title")}>
      {isNumber ? (
        <Rule key={insight.alert?.kind ?? "none"} insight={insight} />
      ) : (
        <p className="text-small text-soft">{t("alert.needsNumber")}</p>
      )}
    </Section>
  );
}

function Rule({ insight }: { insight: InsightOut }) {
  const { t } = useTranslation("insights");
  const queryClient = useQueryClient();
  const kept = insight.alert;
  const [kind, setKind] = useState<AlertIn["kind"]>(kept?.kind ?? "threshold");
  const [direction, setDirection] = useState<Direction>(kept?.direction ?? "below");
  const [limit, setLimit] = useState(kept?.value?.toString() ?? "");
  const [every, setEvery] = useState<NonNullable<AlertIn["every"]>>(kept?.every ?? "day");
  const [email, setEmail] = useState(kept?.email ?? false);
  const done = (words: string) => () => {
    insightsChanged(queryClient);
    toast(words);
  };
  const save = useMutation({ ...insightsSetAlertMutation(), onSuccess: done(t("alert.saved")) });
  const stop = useMutation({ ...insightsDeleteAlertMutation(), onSuccess: done(t("alert.stopped")) });
  const path = { insight_id: insight.id };
  const value = Number(limit);
  const isLimit = kind === "threshold";
  const side = isLimit && direction === "either" ? "below" : direction;
  const directions: readonly Direction[] = isLimit ? ["above", "below"] : ["either", "above", "below"];
  const submit = (event: FormEvent) => {
    event.preventDefault();
    if (isLimit && (limit.trim() === "" || !Number.isFinite(value))) return;
    save.mutate({ path, body: { kind, direction: side, value: isLimit ? value : null, every, email } });
  };
  return (
    <form onSubmit={submit} className="flex flex-col items-start gap-4">
      {kept && <Standing alert={kept} />}
      <Segmented
        label={t("alert.kind")}
        choices={KINDS.map((one) => ({ value: one, label: t(`alert.${one}`) }))}
        value={kind}
        onChange={setKind}
      />
      {!isLimit && <p className="text-small text-soft">{t("alert.hint")}</p>}
      <div className="flex flex-wrap items-end gap-3">
        <Field label={t("alert.direction")}>
          <Select
            choices={directions.map((one) => ({ value: one, label: t(`alert.${one}`) }))}
            value={side}
            onChange={(event) => setDirection(event.target.value as Direction)}
          />
        </Field>
        {isLimit && (
          <Field label={t("alert.value")} className="w-32">
            <Input
              type="number"
              step="any"
              required
              dir="ltr"
              value={limit}
              onChange={(event) => setLimit(event.target.value)}
            />
          </Field>
        )}
        <Field label={t("alert.every")}>
          <Select
            choices={RHYTHMS.map((one) => ({ value: one, label: t(`alert.${one}`) }))}
            value={every}
            onChange={(event) => setEvery(event.target.value as (typeof RHYTHMS)[number])}
          />
        </Field>
      </div>
      <label className="flex items-center gap-2 touch:min-h-11">
        <input type="checkbox" checked={email} onChange={(event) => setEmail(event.target.checked)} />
        {t("alert.email")}
      </label>
      {save.error && <ErrorState error={save.error} />}
      <div className="flex flex-wrap gap-2">
        <Button type="submit" busy={save.isPending}>
          {t(kept ? "alert.change" : "alert.save")}
        </Button>
        {kept && (
          <Button kind="quiet" busy={stop.isPending} onClick={() => stop.mutate({ path })}>
            {t("alert.stop")}
          </Button>
        )}
      </div>
    </form>
  );
}

function Standing({ alert }: { alert: AlertOut }) {
  const { t } = useTranslation("insights");
  const format = useFormats();
  const at = alert.state === "raised" ? alert.raised_at : alert.checked_at;
  const words = { ago: at ? format.ago(at) : "", problem: alert.problem ?? "" };
  return (
    <p
      className={
        alert.state === "raised" || alert.state === "failed" ? "text-small text-warn" : "text-small text-soft"
      }
    >
      {t(`alert.state.${alert.state}`, words)}
    </p>
  );
}
