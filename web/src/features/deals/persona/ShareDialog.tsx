import { useMutation, useQuery } from "@tanstack/react-query";
import { useState } from "react";
import { useTranslation } from "react-i18next";
import { dealsSharePersonaMutation, insightsListPeopleOptions } from "@/api/@tanstack/react-query.gen";
import type { PersonaOut } from "@/api/types.gen";
import { Button } from "@/components/Button";
import { Dialog, DialogActions } from "@/components/Dialog";
import { ErrorState } from "@/components/ErrorState";
import { Field, TextArea } from "@/components/Field";
import { QueryView } from "@/components/QueryView";
import { Segmented } from "@/components/Segmented";
import { toast } from "@/components/Toast";
import { useMe } from "@/lib/me";

interface ShareDialogProps {
  contactId: string;
  take: (persona: PersonaOut) => void;
  onClose: () => void;
}

/** Tells colleagues of a persona; each gets a notice that leads to it. */
export function ShareDialog({ contactId, take, onClose }: ShareDialogProps) {
  const { t } = useTranslation(["persona", "common"]);
  const me = useMe().user.id;
  const people = useQuery(insightsListPeopleOptions());
  const [whom, setWhom] = useState<"all" | "some">("all");
  const [chosen, setChosen] = useState<readonly string[]>([]);
  const [note, setNote] = useState("");
  const share = useMutation({
    ...dealsSharePersonaMutation(),
    onSuccess: (persona) => {
      take(persona);
      toast(t("share.done"));
      onClose();
    },
  });
  const toggle = (id: string, on: boolean) =>
    setChosen(on ? [...chosen, id] : chosen.filter((one) => one !== id));
  return (
    <Dialog open onClose={onClose} title={t("share.title")} description={t("share.text")}>
      <QueryView query={people}>
        {(all) => {
          const others = all.filter((person) => person.user_id !== me);
          if (others.length === 0) return <p className="text-soft">{t("share.nobody")}</p>;
          const ids = whom === "all" ? null : [...chosen];
          return (
            <div className="flex flex-col gap-4">
              <Segmented
                label={t("share.whom")}
                choices={[
                  { value: "all", label: t("share.everybody") },
                  { value: "some", label: t("share.chosen") },
                ]}
                value={whom}
                onChange={setWhom}
              />
              {whom === "some" && (
                <fieldset className="flex max-h-48 flex-col overflow-auto">
                  <legend className="sr-only">{t("share.whom")}</legend>
                  {others.map((person) => (
                    <label key={person.user_id} className="flex min-h-9 items-center gap-2.5 touch:min-h-11">
                      <input
                        type="checkbox"
                        className="size-4 accent-accent"
                        checked={chosen.includes(person.user_id)}
                        onChange={(event) => toggle(person.user_id, event.target.checked)}
                      />
                      <bdi>{person.name}</bdi>
                    </label>
                  ))}
                </fieldset>
              )}
              <Field label={t("share.note")} optional>
                <TextArea
                  rows={2}
                  maxLength={300}
                  value={note}
                  onChange={(event) => setNote(event.target.value)}
                />
              </Field>
              {share.error && <ErrorState error={share.error} />}
              <DialogActions>
                <Button onClick={onClose}>{t("common:cancel")}</Button>
                <Button
                  kind="primary"
                  busy={share.isPending}
                  disabled={ids?.length === 0}
                  onClick={() =>
                    share.mutate({ path: { contact_id: contactId }, body: { user_ids: ids, note } })
                  }
                >
                  {t("share.send")}
                </Button>
              </DialogActions>
            </div>
          );
        }}
      </QueryView>
    </Dialog>
  );
}
