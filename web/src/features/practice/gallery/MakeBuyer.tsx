import { useMutation, useQueryClient } from "@tanstack/react-query";
import { useState } from "react";
import { useTranslation } from "react-i18next";
import {
  practiceGeneratePersonaMutation,
  practiceListPersonasQueryKey,
} from "@/api/@tanstack/react-query.gen";
import { Button } from "@/components/Button";
import { Dialog } from "@/components/Dialog";
import { ErrorState } from "@/components/ErrorState";
import { Field, Input } from "@/components/Field";
import { Select } from "@/components/Select";
import { LEVELS, type Level, useChoices } from "../labels";
import { BottomActions } from "./BottomActions";
import { MadeBuyer } from "./MadeBuyer";
import { Weakness } from "./Weakness";

interface MakeBuyerProps {
  onClose: () => void;
  onScenario: (personaId: string) => void;
}

/** A new buyer who brings up what this person finds hard, each part with its reason. */
export function MakeBuyer({ onClose, onScenario }: MakeBuyerProps) {
  const { t, i18n } = useTranslation(["practice", "common"]);
  const choices = useChoices();
  const queryClient = useQueryClient();
  const [weakness, setWeakness] = useState("price");
  const [level, setLevel] = useState<Level>("intermediate");
  const [industry, setIndustry] = useState("");
  const [ours, setOurs] = useState(true);
  const [calls, setCalls] = useState(true);
  const [missing, setMissing] = useState(false);
  const make = useMutation({
    ...practiceGeneratePersonaMutation(),
    onSuccess: () =>
      void queryClient.invalidateQueries({ queryKey: [{ _id: practiceListPersonasQueryKey()[0]._id }] }),
  });

  function submit(event?: React.FormEvent) {
    event?.preventDefault();
    if (weakness.trim().length < 2) return setMissing(true);
    make.mutate({
      body: {
        weakness: weakness.trim(),
        level,
        industry: industry.trim() || undefined,
        language: i18n.language === "he" ? "he" : "en",
        use_questionnaire: ours,
        use_calls: calls,
      },
    });
  }

  return (
    <Dialog
      open
      onClose={onClose}
      title={make.data ? t("buyer.made") : t("buyer.title")}
      description={make.data ? undefined : t("buyer.lead")}
      className="max-w-[min(42rem,calc(100vw-2rem))]"
    >
      {make.error && <ErrorState error={make.error} className="mb-4" />}
      {make.data ? (
        <MadeBuyer
          made={make.data}
          busy={make.isPending}
          onAnother={() => submit()}
          onScenario={onScenario}
        />
      ) : (
        <form onSubmit={submit} className="flex flex-col gap-4">
          <Weakness
            value={weakness}
            error={missing ? t("common:form.required") : undefined}
            onChange={(value) => {
              setWeakness(value);
              setMissing(false);
            }}
          />
          <div className="grid gap-4 sm:grid-cols-2">
            <Field label={t("form.level")}>
              <Select
                choices={choices.levels()}
                value={level}
                onChange={(event) => setLevel(LEVELS.find((one) => one === event.target.value) ?? level)}
              />
            </Field>
            <Field label={t("form.industry")} optional>
              <Input value={industry} maxLength={80} onChange={(event) => setIndustry(event.target.value)} />
            </Field>
          </div>
          <label className="flex cursor-pointer items-center gap-2 touch:min-h-11">
            <input
              type="checkbox"
              checked={ours}
              onChange={(event) => setOurs(event.target.checked)}
              className="size-4"
            />
            {t("buyer.useCompany")}
          </label>
          <label className="flex cursor-pointer items-center gap-2 touch:min-h-11">
            <input
              type="checkbox"
              checked={calls}
              onChange={(event) => setCalls(event.target.checked)}
              className="size-4"
            />
            {t("buyer.useCalls")}
          </label>
          <BottomActions>
            <Button onClick={onClose}>{t("common:cancel")}</Button>
            <Button type="submit" kind="primary" busy={make.isPending}>
              {t("buyer.make")}
            </Button>
          </BottomActions>
        </form>
      )}
    </Dialog>
  );
}
