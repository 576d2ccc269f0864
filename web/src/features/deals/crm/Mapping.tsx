import { useMutation, useQuery, useQueryClient } from "@tanstack/react-query";
import { useState } from "react";
import { useTranslation } from "react-i18next";
import {
  dealsGetCrmMappingOptions,
  dealsGetCrmMappingQueryKey,
  dealsSetCrmMappingMutation,
} from "@/api/@tanstack/react-query.gen";
import type { CrmFieldUse, CrmKindMapping, CrmMapping } from "@/api/types.gen";
import { Button } from "@/components/Button";
import { ErrorState } from "@/components/ErrorState";
import { QueryView } from "@/components/QueryView";
import { Section } from "@/components/Section";
import { Select } from "@/components/Select";
import { toast } from "@/components/Toast";
import { UnsavedGuard } from "@/components/UnsavedGuard";

type Changes = Record<string, Record<string, string | null>>;

/** Which field of the CRM fills which of ours; a field that is gone there is named. */
export function Mapping({ connectionId }: { connectionId: string }) {
  const path = { connection_id: connectionId };
  const query = useQuery(dealsGetCrmMappingOptions({ path }));
  return (
    <QueryView query={query}>{(mapping) => <Form connectionId={connectionId} mapping={mapping} />}</QueryView>
  );
}

function Form({ connectionId, mapping }: { connectionId: string; mapping: CrmMapping }) {
  const { t } = useTranslation(["crm", "common"]);
  const queryClient = useQueryClient();
  const path = { connection_id: connectionId };
  const [changes, setChanges] = useState<Changes>({});
  const save = useMutation({
    ...dealsSetCrmMappingMutation(),
    onSuccess: (saved) => {
      setChanges({});
      toast(t("common:saved"));
      queryClient.setQueryData(dealsGetCrmMappingQueryKey({ path }), saved);
    },
  });
  const dirty = Object.values(changes).some((fields) => Object.keys(fields).length > 0);
  return (
    <form
      className="max-w-3xl"
      onSubmit={(event) => {
        event.preventDefault();
        if (!save.isPending) save.mutate({ path, body: { kinds: changes } });
      }}
    >
      <p dir="auto" className="mb-6 max-w-prose text-soft">
        {mapping.rule}
      </p>
      {mapping.kinds.map((kind) => (
        <Section key={kind.kind} title={t(`records.${kind.kind}`)}>
          <ul className="flex flex-col gap-3">
            {kind.fields.map((field) => (
              <Row
                key={field.ours}
                kind={kind}
                field={field}
                value={changes[kind.kind]?.[field.ours] ?? field.theirs ?? ""}
                onChange={(theirs) =>
                  setChanges({ ...changes, [kind.kind]: { ...changes[kind.kind], [field.ours]: theirs } })
                }
              />
            ))}
          </ul>
        </Section>
      ))}
      {save.error && <ErrorState error={save.error} className="mb-4" />}
      <Button type="submit" kind="primary" disabled={!dirty} busy={save.isPending}>
        {t("common:save")}
      </Button>
      <UnsavedGuard when={dirty && !save.isPending} />
    </form>
  );
}

interface RowProps {
  kind: CrmKindMapping;
  field: CrmFieldUse;
  value: string;
  onChange: (theirs: string) => void;
}

function Row({ kind, field, value, onChange }: RowProps) {
  const { t } = useTranslation("crm");
  const known = kind.available.some((one) => one.name === value);
  return (
    <li className="grid items-center gap-x-4 gap-y-1 sm:grid-cols-[12rem_minmax(0,1fr)]">
      <span dir="auto">{field.label}</span>
      <div>
        <Select
          aria-label={t("fields.filledBy", { field: field.label })}
          none={t("fields.none")}
          choices={[
            ...(value && !known ? [{ value, label: value }] : []),
            ...kind.available.map((one) => ({ value: one.name, label: `${one.label} (${one.name})` })),
          ]}
          value={value}
          onChange={(event) => onChange(event.target.value)}
        />
        {field.missing && (
          <p className="mt-1 flex flex-wrap items-center gap-2 text-small text-warn">
            {t("fields.missing", { name: field.theirs })}
            {field.suggestion && (
              <Button size="small" onClick={() => onChange(field.suggestion ?? "")}>
                {t("fields.take", { name: field.suggestion })}
              </Button>
            )}
          </p>
        )}
      </div>
    </li>
  );
}
