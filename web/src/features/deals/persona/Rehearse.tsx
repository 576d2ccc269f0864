import { useMutation, useQuery } from "@tanstack/react-query";
import { useNavigate } from "@tanstack/react-router";
import { Dumbbell } from "lucide-react";
import { useState } from "react";
import { useTranslation } from "react-i18next";
import { dealsGetContactOptions, dealsRehearseMeetingMutation } from "@/api/@tanstack/react-query.gen";
import type { PersonaOut, RehearseIn } from "@/api/types.gen";
import { Button } from "@/components/Button";
import { Dialog, DialogActions } from "@/components/Dialog";
import { ErrorState } from "@/components/ErrorState";
import { Field } from "@/components/Field";
import { Select } from "@/components/Select";

const LEVELS = ["foundation", "intermediate", "advanced", "expert"] as const;
type Level = NonNullable<RehearseIn["level"]>;

/** Starts a practice session against a buyer made from this contact. */
export function Rehearse({ shown }: { shown: PersonaOut }) {
  const { t } = useTranslation("persona");
  const [asking, setAsking] = useState(false);
  return (
    <div className="mb-5">
      <Button kind="primary" onClick={() => setAsking(true)}>
        <Dumbbell aria-hidden />
        {t("rehearse.button")}
      </Button>
      {asking && <Ask shown={shown} onClose={() => setAsking(false)} />}
    </div>
  );
}

function Ask({ shown, onClose }: { shown: PersonaOut; onClose: () => void }) {
  const { t } = useTranslation(["persona", "common"]);
  const navigate = useNavigate();
  const contact = useQuery(dealsGetContactOptions({ path: { contact_id: shown.contact_id } }));
  const deals = (contact.data?.deals ?? []).filter((deal) => deal.status === "open");
  const [chosen, setChosen] = useState<string>();
  const [level, setLevel] = useState<Level>("intermediate");
  const dealId = chosen ?? deals[0]?.id ?? "";
  const begin = useMutation({
    ...dealsRehearseMeetingMutation(),
    onSuccess: ({ conversation_id }) =>
      navigate({ to: "/practice/call", search: { conversation: conversation_id } }),
  });
  return (
    <Dialog
      open
      onClose={onClose}
      title={t("rehearse.title", { name: shown.name })}
      description={t("rehearse.text")}
    >
      <div className="flex flex-col gap-4">
        {deals.length > 0 && (
          <Field label={t("rehearse.deal")} optional="unsaid">
            <Select
              choices={deals.map((deal) => ({ value: deal.id, label: deal.name }))}
              value={dealId}
              onChange={(event) => setChosen(event.target.value)}
            />
          </Field>
        )}
        <Field label={t("rehearse.level")} optional="unsaid">
          <Select
            choices={LEVELS.map((value) => ({ value, label: t(`rehearse.levels.${value}`) }))}
            value={level}
            onChange={(event) => setLevel(event.target.value as Level)}
          />
        </Field>
      </div>
      {begin.error && <ErrorState error={begin.error} className="mt-4" />}
      <DialogActions>
        <Button onClick={onClose}>{t("common:cancel")}</Button>
        <Button
          data-first
          kind="primary"
          busy={begin.isPending || contact.isPending}
          onClick={() =>
            begin.mutate({ path: { contact_id: shown.contact_id }, body: { deal_id: dealId || null, level } })
          }
        >
          {t("rehearse.start")}
        </Button>
      </DialogActions>
    </Dialog>
  );
}
