import { useMutation } from "@tanstack/react-query";
import { useState } from "react";
import { useTranslation } from "react-i18next";
import { dealsPinTraitMutation, dealsUnpinTraitMutation } from "@/api/@tanstack/react-query.gen";
import type { PersonaOut, PersonaTrait } from "@/api/types.gen";
import { Button } from "@/components/Button";
import { Dialog, DialogActions } from "@/components/Dialog";
import { ErrorState } from "@/components/ErrorState";
import { Field, Input, TextArea } from "@/components/Field";

interface PinDialogProps {
  trait: PersonaTrait;
  contactId: string;
  take: (persona: PersonaOut) => void;
  onClose: () => void;
}

/** Says of a trait what a person knows better; or lets the records speak again. */
export function PinDialog({ trait, contactId, take, onClose }: PinDialogProps) {
  const { t } = useTranslation(["persona", "common"]);
  const [value, setValue] = useState(trait.pinned ? trait.value : "");
  const [note, setNote] = useState(trait.pin?.note ?? "");
  const path = { contact_id: contactId, trait_id: trait.id };
  const done = {
    onSuccess: (persona: PersonaOut) => {
      take(persona);
      onClose();
    },
  };
  const pin = useMutation({ ...dealsPinTraitMutation(), ...done });
  const unpin = useMutation({ ...dealsUnpinTraitMutation(), ...done });
  return (
    <Dialog
      open
      onClose={onClose}
      title={`${t("trait.pinTitle")}: ${trait.title}`}
      description={t("trait.pinText")}
    >
      <form
        className="flex flex-col gap-4"
        onSubmit={(event) => {
          event.preventDefault();
          if (value.trim().length > 1) pin.mutate({ path, body: { value, note } });
        }}
      >
        <Field label={t("trait.value")}>
          <Input
            data-first
            required
            minLength={2}
            maxLength={300}
            value={value}
            placeholder={trait.pinned ? undefined : trait.value}
            onChange={(event) => setValue(event.target.value)}
          />
        </Field>
        <Field label={t("trait.note")} optional>
          <TextArea rows={2} maxLength={500} value={note} onChange={(event) => setNote(event.target.value)} />
        </Field>
        {(pin.error ?? unpin.error) && <ErrorState error={pin.error ?? unpin.error} />}
        <DialogActions>
          {trait.pinned && (
            <Button kind="quiet" busy={unpin.isPending} onClick={() => unpin.mutate({ path })}>
              {t("trait.unpin")}
            </Button>
          )}
          <Button onClick={onClose}>{t("common:cancel")}</Button>
          <Button type="submit" kind="primary" busy={pin.isPending}>
            {t("trait.save")}
          </Button>
        </DialogActions>
      </form>
    </Dialog>
  );
}
