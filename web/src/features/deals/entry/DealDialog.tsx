import { useMutation, useQueryClient } from "@tanstack/react-query";
import { useNavigate } from "@tanstack/react-router";
import { type FormEvent, useState } from "react";
import { useTranslation } from "react-i18next";
import {
  dealsChangeDealMutation,
  dealsCreateDealMutation,
  dealsDeleteDealMutation,
} from "@/api/@tanstack/react-query.gen";
import type { DealPage } from "@/api/types.gen";
import { isOfDeals } from "../shown";
import { useStages } from "../useStages";
import { DealFields } from "./DealFields";
import { bodyOf, changesOf, formOf, isNumberOrEmpty } from "./dealForm";
import { RecordDialog } from "./RecordDialog";

/** Makes a deal by hand, or changes one; only what differs is sent. */
export function DealDialog({ deal, onClose }: { deal?: DealPage; onClose: () => void }) {
  const { t } = useTranslation("deals");
  const queryClient = useQueryClient();
  const navigate = useNavigate();
  const stages = useStages();
  const [before] = useState(() => formOf(deal ?? null));
  const [form, setForm] = useState(before);
  const [checked, setChecked] = useState(false);
  const done = async () => {
    await queryClient.invalidateQueries({ predicate: isOfDeals });
    onClose();
  };
  const create = useMutation({
    ...dealsCreateDealMutation(),
    onSuccess: async ({ id }) => {
      await done();
      void navigate({ to: "/deals/$dealId", params: { dealId: id } });
    },
  });
  const update = useMutation({ ...dealsChangeDealMutation(), onSuccess: done });
  const remove = useMutation({
    ...dealsDeleteDealMutation(),
    onSuccess: async () => {
      await navigate({ to: "/deals" });
      await queryClient.invalidateQueries({ predicate: isOfDeals });
    },
  });
  const submit = (event: FormEvent) => {
    event.preventDefault();
    setChecked(true);
    if (!form.name.trim() || !isNumberOrEmpty(form.amount) || !isNumberOrEmpty(form.discount)) return;
    if (!deal) create.mutate({ body: bodyOf(form) });
    else update.mutate({ path: { deal_id: deal.id }, body: changesOf(before, form) });
  };
  return (
    <RecordDialog
      title={t(deal ? "form.editDeal" : "form.newDeal")}
      isNew={!deal}
      work={deal ? update : create}
      remove={remove}
      onRemove={() => deal && remove.mutate({ path: { deal_id: deal.id } })}
      onClose={onClose}
      onSubmit={submit}
    >
      <DealFields form={form} stages={deal ? [] : stages} checked={checked} onChange={setForm} />
    </RecordDialog>
  );
}
