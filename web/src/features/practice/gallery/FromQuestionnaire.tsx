import { useMutation, useQuery } from "@tanstack/react-query";
import { Link } from "@tanstack/react-router";
import { useState } from "react";
import { useTranslation } from "react-i18next";
import {
  playbookGetQuestionnaireOptions,
  practiceCreateScenarioMutation,
} from "@/api/@tanstack/react-query.gen";
import { Button } from "@/components/Button";
import { ErrorState } from "@/components/ErrorState";
import { Field } from "@/components/Field";
import { Select } from "@/components/Select";
import { Attention } from "@/components/Signal";
import { KINDS, LEVELS, type Level, useChoices } from "../labels";
import { BottomActions } from "./BottomActions";
import { Weakness } from "./Weakness";

interface WayProps {
  onSaved: () => void;
  onCancel: () => void;
}

/** A scenario about the company's own product, aimed at one weakness. */
export function FromQuestionnaire({ onSaved, onCancel }: WayProps) {
  const { t } = useTranslation(["practice", "common"]);
  const choices = useChoices();
  const company = useQuery(playbookGetQuestionnaireOptions());
  const create = useMutation({ ...practiceCreateScenarioMutation(), onSuccess: onSaved });
  const [weakness, setWeakness] = useState("discovery");
  const [level, setLevel] = useState<Level>("intermediate");
  const [kind, setKind] = useState("");
  const [missing, setMissing] = useState(false);
  const unanswered = company.data !== undefined && !company.data.answers.product;

  function submit(event: React.FormEvent) {
    event.preventDefault();
    if (weakness.trim().length < 2) return setMissing(true);
    create.mutate({
      body: {
        from: "questionnaire",
        weakness: weakness.trim(),
        level,
        kind: KINDS.find((one) => one === kind),
      },
    });
  }

  return (
    <form onSubmit={submit} className="flex flex-col gap-4">
      <p className="text-soft">{t("form.companyLead")}</p>
      {unanswered && (
        <Attention>
          {t("form.companyEmpty")}{" "}
          <Link to="/playbook" className="font-strong text-accent hover:underline">
            {t("form.toCompany")}
          </Link>
        </Attention>
      )}
      {create.error && <ErrorState error={create.error} />}
      <Weakness
        value={weakness}
        error={missing ? t("common:form.required") : undefined}
        onChange={(value) => {
          setWeakness(value);
          setMissing(false);
        }}
      />
      <div className="grid gap-4 sm:grid-cols-2">
        <Field label={t("form.kind")} optional>
          <Select
            none={t("form.fittingKind")}
            choices={choices.kinds()}
            value={kind}
            onChange={(event) => setKind(event.target.value)}
          />
        </Field>
        <Field label={t("form.level")}>
          <Select
            choices={choices.levels()}
            value={level}
            onChange={(event) => setLevel(LEVELS.find((one) => one === event.target.value) ?? level)}
          />
        </Field>
      </div>
      <BottomActions>
        <Button onClick={onCancel}>{t("common:cancel")}</Button>
        <Button type="submit" kind="primary" busy={create.isPending} disabled={unanswered}>
          {t("form.make")}
        </Button>
      </BottomActions>
    </form>
  );
}
