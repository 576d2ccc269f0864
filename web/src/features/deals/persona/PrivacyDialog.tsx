import { useMutation } from "@tanstack/react-query";
import { useState } from "react";
import { useTranslation } from "react-i18next";
import { dealsForgetPersonaMutation, dealsPersonaPrivacyMutation } from "@/api/@tanstack/react-query.gen";
import type { PersonaOut, PersonaPrivacy } from "@/api/types.gen";
import { Button } from "@/components/Button";
import { ConfirmDialog } from "@/components/ConfirmDialog";
import { Dialog, DialogActions } from "@/components/Dialog";
import { ErrorState } from "@/components/ErrorState";
import { toast } from "@/components/Toast";
import type { PersonaQuery } from "./usePersona";

type Source = PersonaPrivacy["excluded"][number];
const SOURCES: readonly Source[] = ["email", "email_text", "call", "call_text", "meeting", "visit"];

interface PrivacyDialogProps {
  shown: PersonaOut;
  persona: PersonaQuery;
  onClose: () => void;
}

/** What the persona may be made of, whether it is shown, and the way to have it forgotten. */
export function PrivacyDialog({ shown, persona, onClose }: PrivacyDialogProps) {
  const { t } = useTranslation(["persona", "common"]);
  const [excluded, setExcluded] = useState<readonly Source[]>(shown.privacy.excluded);
  const [hidden, setHidden] = useState(shown.privacy.hidden);
  const [forgetting, setForgetting] = useState(false);
  const path = { contact_id: shown.contact_id };
  const may = shown.may_change_privacy;
  const save = useMutation({
    ...dealsPersonaPrivacyMutation(),
    onSuccess: (changed) => {
      persona.take(changed);
      toast(t("privacy.saved"));
      onClose();
    },
  });
  const forget = useMutation({
    ...dealsForgetPersonaMutation(),
    onSuccess: () => {
      persona.reload();
      onClose();
    },
  });
  if (forgetting)
    return (
      <ConfirmDialog
        open
        onClose={() => setForgetting(false)}
        title={t("privacy.forget")}
        text={t("privacy.forgetText")}
        deed={t("privacy.forgetDeed")}
        work={forget}
        onConfirm={() => forget.mutate({ path })}
      />
    );
  return (
    <Dialog open onClose={onClose} title={t("privacy.title")} description={t("privacy.text")}>
      <fieldset disabled={!may} className="mb-5">
        <legend className="mb-1 font-strong">{t("privacy.sources")}</legend>
        {SOURCES.map((source) => {
          const within = source.endsWith("_text");
          const whole = source.replace("_text", "") as Source;
          return (
            <Check
              key={source}
              label={t(`privacy.source.${source}`)}
              inner={within}
              disabled={within && excluded.includes(whole)}
              checked={!excluded.includes(source) && !(within && excluded.includes(whole))}
              onChange={(on) =>
                setExcluded(on ? excluded.filter((one) => one !== source) : [...excluded, source])
              }
            />
          );
        })}
        <p className="mt-1 text-small text-soft">{t("privacy.erases")}</p>
      </fieldset>
      <fieldset disabled={!may} className="mb-5">
        <Check label={t("privacy.hide")} checked={hidden} onChange={setHidden} />
        <p className="text-small text-soft">{t("privacy.hideText")}</p>
      </fieldset>
      {!may && <p className="mb-4 text-small text-soft">{t("privacy.notAllowed")}</p>}
      {save.error && <ErrorState error={save.error} />}
      <DialogActions>
        {may && (
          <Button kind="danger" className="me-auto" onClick={() => setForgetting(true)}>
            {t("privacy.forget")}
          </Button>
        )}
        <Button onClick={onClose}>{t("common:cancel")}</Button>
        {may && (
          <Button
            kind="primary"
            busy={save.isPending}
            onClick={() => save.mutate({ path, body: { excluded: [...excluded], hidden } })}
          >
            {t("privacy.save")}
          </Button>
        )}
      </DialogActions>
    </Dialog>
  );
}

interface CheckProps {
  label: string;
  checked: boolean;
  inner?: boolean;
  disabled?: boolean;
  onChange: (on: boolean) => void;
}

function Check({ label, checked, inner, disabled, onChange }: CheckProps) {
  return (
    <label className={`flex min-h-9 items-center gap-2.5 touch:min-h-11 ${inner ? "ps-7" : ""}`}>
      <input
        type="checkbox"
        className="size-4 accent-accent"
        checked={checked}
        disabled={disabled}
        onChange={(event) => onChange(event.target.checked)}
      />
      {label}
    </label>
  );
}
