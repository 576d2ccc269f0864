import { useMutation, useQuery } from "@tanstack/react-query";
import { useEffect } from "react";
import { useTranslation } from "react-i18next";
import { practiceCreateScenarioMutation, practiceListPersonasOptions } from "@/api/@tanstack/react-query.gen";
import { Button } from "@/components/Button";
import { Field, Input, TextArea } from "@/components/Field";
import { FormProblem } from "@/components/FormProblem";
import { Select } from "@/components/Select";
import { useServerComplaints } from "@/lib/form";
import { useChoices } from "../labels";
import { BottomActions } from "./BottomActions";
import { asBody, DESCRIBED, useByHandForm } from "./byHandForm";
import { DescribedBuyer } from "./DescribedBuyer";

interface ByHandProps {
  persona?: string;
  onSaved: () => void;
  onCancel: () => void;
  onDirty: (dirty: boolean) => void;
}

const FIELDS = ["title", "goal", "situation", "learning_goals"] as const;

/** A scenario written by hand, with a buyer who is there or one described here. */
export function ByHand({ persona, onSaved, onCancel, onDirty }: ByHandProps) {
  const { t } = useTranslation(["practice", "common"]);
  const choices = useChoices();
  const form = useByHandForm(persona);
  const create = useMutation({ ...practiceCreateScenarioMutation(), onSuccess: onSaved });
  useServerComplaints(form, create.error);
  const { errors, isDirty } = form.formState;
  const [language, chosen] = form.watch(["language", "persona_id"]);
  const people = useQuery(practiceListPersonasOptions({ query: { language } })).data?.items ?? [];
  useEffect(() => onDirty(isDirty), [isDirty, onDirty]);
  // The list of buyers arrives later than the choice that was made for it.
  const known = people.length > 0;
  useEffect(() => {
    if (persona && known) form.setValue("persona_id", persona);
  }, [persona, known, form]);
  const submit = form.handleSubmit((values) => create.mutate({ body: asBody(values) }));
  return (
    <form noValidate onSubmit={submit} className="flex flex-col gap-4">
      <FormProblem error={create.error} fields={FIELDS} />
      <Field label={t("form.title")} error={errors.title?.message}>
        <Input {...form.register("title")} placeholder={t("form.titleExample")} />
      </Field>
      <Field label={t("form.goal")} error={errors.goal?.message}>
        <TextArea {...form.register("goal")} rows={2} placeholder={t("form.goalExample")} />
      </Field>
      <div className="grid gap-4 sm:grid-cols-2">
        <Field label={t("form.kind")}>
          <Select {...form.register("kind")} choices={choices.kinds()} />
        </Field>
        <Field label={t("form.level")}>
          <Select {...form.register("level")} choices={choices.levels()} />
        </Field>
        <Field label={t("form.market")}>
          <Select {...form.register("market")} choices={choices.markets()} />
        </Field>
        <Field label={t("form.language")}>
          <Select {...form.register("language")} choices={choices.languages()} />
        </Field>
      </div>
      <Field label={t("form.situation")} error={errors.situation?.message} optional>
        <TextArea {...form.register("situation")} rows={2} placeholder={t("form.situationExample")} />
      </Field>
      <Field
        label={t("form.learningGoals")}
        hint={t("form.onePerLine")}
        error={errors.learning_goals?.message}
        optional
      >
        <TextArea {...form.register("learning_goals")} rows={2} />
      </Field>
      <Field label={t("form.buyer")}>
        <Select
          {...form.register("persona_id")}
          none={t("form.describe")}
          choices={people.map((one) => ({
            value: one.id,
            label: `${one.name}, ${one.role}, ${one.company}`,
          }))}
        />
      </Field>
      {chosen === DESCRIBED && <DescribedBuyer form={form} />}
      <BottomActions>
        <Button onClick={onCancel}>{t("common:cancel")}</Button>
        <Button type="submit" kind="primary" busy={create.isPending}>
          {t("form.make")}
        </Button>
      </BottomActions>
    </form>
  );
}
