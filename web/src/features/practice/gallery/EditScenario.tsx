import { zodResolver } from "@hookform/resolvers/zod";
import { useMutation } from "@tanstack/react-query";
import { useForm } from "react-hook-form";
import { useTranslation } from "react-i18next";
import { practiceChangeScenarioMutation } from "@/api/@tanstack/react-query.gen";
import type { ScenarioItem } from "@/api/types.gen";
import { Button } from "@/components/Button";
import { Dialog } from "@/components/Dialog";
import { Field, Input, TextArea } from "@/components/Field";
import { FormProblem } from "@/components/FormProblem";
import { Select } from "@/components/Select";
import { useRules, useServerComplaints } from "@/lib/form";
import { z } from "@/lib/zod";
import { LEVELS, useChoices } from "../labels";
import { BottomActions } from "./BottomActions";
import { goals, useScenarioSaved } from "./made";

const FIELDS = ["title", "level", "goal", "situation", "learning_goals"] as const;

/** Changes a scenario made here; calls held before keep the one they were held with. */
export function EditScenario({ scenario, onClose }: { scenario: ScenarioItem; onClose: () => void }) {
  const { t } = useTranslation(["practice", "common"]);
  const choices = useChoices();
  const rule = useRules();
  const saved = useScenarioSaved(onClose);
  const change = useMutation({ ...practiceChangeScenarioMutation(), onSuccess: saved });
  const form = useForm({
    resolver: zodResolver(
      z.object({
        title: rule.text(120),
        level: z.enum(LEVELS),
        goal: rule.text(400),
        situation: z.string().trim().max(600),
        learning_goals: z.string(),
      }),
    ),
    defaultValues: {
      title: scenario.title,
      level: scenario.level,
      goal: scenario.goal,
      situation: scenario.situation ?? "",
      learning_goals: scenario.learning_goals.join("\n"),
    },
  });
  useServerComplaints(form, change.error);
  const { errors, isDirty } = form.formState;
  const submit = form.handleSubmit((values) =>
    change.mutate({
      path: { scenario_id: scenario.id },
      body: { ...values, learning_goals: goals(values.learning_goals) },
    }),
  );
  return (
    <Dialog
      open
      onClose={onClose}
      dismissible={!isDirty}
      title={t("form.editTitle")}
      className="max-w-[min(38rem,calc(100vw-2rem))]"
    >
      <form noValidate onSubmit={submit} className="flex flex-col gap-4">
        <FormProblem error={change.error} fields={FIELDS} />
        <Field label={t("form.title")} error={errors.title?.message}>
          <Input {...form.register("title")} />
        </Field>
        <Field label={t("form.level")}>
          <Select {...form.register("level")} choices={choices.levels()} />
        </Field>
        <Field label={t("form.goal")} error={errors.goal?.message}>
          <TextArea {...form.register("goal")} rows={2} />
        </Field>
        <Field label={t("form.situation")} error={errors.situation?.message} optional>
          <TextArea {...form.register("situation")} rows={2} />
        </Field>
        <Field
          label={t("form.learningGoals")}
          hint={t("form.onePerLine")}
          error={errors.learning_goals?.message}
          optional
        >
          <TextArea {...form.register("learning_goals")} rows={2} />
        </Field>
        <BottomActions>
          <Button onClick={onClose}>{t("common:cancel")}</Button>
          <Button type="submit" kind="primary" busy={change.isPending}>
            {t("common:save")}
          </Button>
        </BottomActions>
      </form>
    </Dialog>
  );
}
