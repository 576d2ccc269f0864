import { useMutation } from "@tanstack/react-query";
import { EyeOff } from "lucide-react";
import { useTranslation } from "react-i18next";
import { dealsResumePersonaMutation } from "@/api/@tanstack/react-query.gen";
import type { PersonaOut } from "@/api/types.gen";
import { Button } from "@/components/Button";
import { EmptyState } from "@/components/EmptyState";
import { ErrorState } from "@/components/ErrorState";
import { useFormats } from "@/lib/format";
import { useMayManage } from "@/lib/me";
import type { PersonaQuery } from "./usePersona";

/** In place of a persona that is hidden or was forgotten. */
export function Closed({ shown, persona }: { shown: PersonaOut; persona: PersonaQuery }) {
  const { t } = useTranslation("persona");
  const format = useFormats();
  const mayManage = useMayManage();
  const resume = useMutation({ ...dealsResumePersonaMutation(), onSuccess: persona.take });
  if (shown.standing === "hidden")
    return (
      <EmptyState icon={<EyeOff aria-hidden />} title={t("closed.hidden")}>
        {t("closed.hiddenText", { name: shown.name })}
      </EmptyState>
    );
  const at = shown.privacy.forgotten_at;
  return (
    <EmptyState
      icon={<EyeOff aria-hidden />}
      title={t("closed.forgotten")}
      actions={
        mayManage && (
          <Button
            busy={resume.isPending}
            onClick={() => resume.mutate({ path: { contact_id: shown.contact_id } })}
          >
            {t("closed.resume")}
          </Button>
        )
      }
    >
      <p>{t("closed.forgottenText", { name: shown.name, at: at ? format.day(at) : "" })}</p>
      {!mayManage && <p>{t("closed.resumeText")}</p>}
      {resume.error && <ErrorState error={resume.error} className="mt-3" />}
    </EmptyState>
  );
}
