import { useMutation, useQuery, useQueryClient } from "@tanstack/react-query";
import { Link } from "@tanstack/react-router";
import { ArrowDown, ArrowLeft, ArrowUp, Plus, X } from "lucide-react";
import { useState } from "react";
import { useTranslation } from "react-i18next";
import { dealsListStagesOptions, dealsSaveStagesMutation } from "@/api/@tanstack/react-query.gen";
import type { StageOut } from "@/api/types.gen";
import { Button, IconButton } from "@/components/Button";
import { ErrorState } from "@/components/ErrorState";
import { Input } from "@/components/Field";
import { PageHeader } from "@/components/PageHeader";
import { QueryView } from "@/components/QueryView";
import { Select } from "@/components/Select";
import { toast } from "@/components/Toast";
import { UnsavedGuard } from "@/components/UnsavedGuard";
import { useMayManage } from "@/lib/me";
import { STATUSES } from "../list/filter";
import { isOfDeals } from "../shown";
import { asBody, type Draft, draftOf, shifted } from "./draft";

/** The company's own pipeline: its stages, their order and what each means. */
export function Stages() {
  const { t } = useTranslation("deals");
  const query = useQuery(dealsListStagesOptions());
  return (
    <>
      <PageHeader
        above={
          <Link to="/deals/board" className="inline-flex items-center gap-1 hover:text-ink touch:min-h-11">
            <ArrowLeft aria-hidden className="directional size-3.5" />
            {t("pages.list")}
          </Link>
        }
        title={t("stages.title")}
        lead={t("stages.lead")}
      />
      <QueryView query={query}>
        {({ items }) => <Editor key={JSON.stringify(items)} stages={items} />}
      </QueryView>
    </>
  );
}

function Editor({ stages }: { stages: StageOut[] }) {
  const { t } = useTranslation(["deals", "common"]);
  const queryClient = useQueryClient();
  const mayManage = useMayManage();
  const [before] = useState(() => draftOf(stages));
  const [draft, setDraft] = useState(before);
  const save = useMutation({
    ...dealsSaveStagesMutation(),
    onSuccess: async () => {
      toast(t("common:saved"));
      await queryClient.invalidateQueries({ predicate: isOfDeals });
    },
  });
  const set = (key: string, change: Partial<Draft>) =>
    setDraft(draft.map((stage) => (stage.key === key ? { ...stage, ...change } : stage)));
  const dirty = JSON.stringify(draft) !== JSON.stringify(before);
  return (
    <form
      className="max-w-2xl"
      onSubmit={(event) => {
        event.preventDefault();
        if (!save.isPending) save.mutate({ body: { stages: asBody(draft) } });
      }}
    >
      <ol className="flex flex-col gap-2">
        {draft.map((stage, place) => (
          <li key={stage.key} className="flex flex-wrap items-center gap-2">
            <span className="flex">
              <IconButton
                label={t("stages.up", { name: stage.name })}
                disabled={place === 0 || !mayManage}
                onClick={() => setDraft(shifted(draft, place, -1))}
              >
                <ArrowUp aria-hidden />
              </IconButton>
              <IconButton
                label={t("stages.down", { name: stage.name })}
                disabled={place === draft.length - 1 || !mayManage}
                onClick={() => setDraft(shifted(draft, place, 1))}
              >
                <ArrowDown aria-hidden />
              </IconButton>
            </span>
            <div className="min-w-40 grow">
              <Input
                aria-label={t("stages.name", { place: place + 1 })}
                maxLength={120}
                required
                readOnly={!mayManage}
                value={stage.name}
                onChange={(event) => set(stage.key, { name: event.target.value })}
              />
            </div>
            <Select
              aria-label={t("stages.means", { name: stage.name })}
              choices={STATUSES.map((status) => ({ value: status, label: t(`statuses.${status}`) }))}
              value={stage.status}
              disabled={!mayManage}
              onChange={(event) =>
                set(stage.key, { status: STATUSES.find((one) => one === event.target.value) ?? "open" })
              }
              className="w-40"
            />
            <span className="w-24 text-small text-soft tabular-nums">
              {t("list.count", { count: stage.deals })}
            </span>
            <IconButton
              label={t("stages.remove", { name: stage.name })}
              disabled={stage.deals > 0 || !mayManage}
              onClick={() => setDraft(draft.filter((one) => one.key !== stage.key))}
            >
              <X aria-hidden />
            </IconButton>
          </li>
        ))}
      </ol>
      {save.error && <ErrorState error={save.error} className="mt-4" />}
      {mayManage && (
        <div className="mt-5 flex flex-wrap gap-2">
          <Button
            onClick={() =>
              setDraft([
                ...draft,
                { key: crypto.randomUUID(), was: null, name: "", status: "open", deals: 0 },
              ])
            }
          >
            <Plus aria-hidden />
            {t("stages.add")}
          </Button>
          <Button type="submit" kind="primary" disabled={!dirty} busy={save.isPending}>
            {t("common:save")}
          </Button>
        </div>
      )}
      <UnsavedGuard when={dirty && !save.isPending && !save.isSuccess} />
    </form>
  );
}
