import { useTranslation } from "react-i18next";
import type { Choice as Named, RubricVocabulary } from "@/api/types.gen";
import { Field, Input, TextArea } from "@/components/Field";
import { type Choice, Select } from "@/components/Select";
import type { CriterionDraft, Kind, ShowsDraft } from "./draft";

export interface ShowsProps {
  criterion: CriterionDraft;
  vocabulary: RubricVocabulary;
  /** Criteria of rubrics that ship, as "rubric/criterion". */
  shipped: Choice[];
  wrong: (field: string) => string | undefined;
  onChange: (change: Partial<CriterionDraft>, field: string) => void;
}

const choices = (named: Named[]) => named.map(({ id, name }) => ({ value: id, label: name }));

/** What in a call shows the criterion: chosen, never programmed. */
export function Shows({ criterion, vocabulary, shipped, wrong, onChange }: ShowsProps) {
  const { t } = useTranslation("playbook");
  const { shows } = criterion;
  const set = (change: Partial<ShowsDraft>, field: string) =>
    onChange({ shows: { ...shows, ...change } }, field);
  const kind = vocabulary.kinds.find((one) => one.id === shows.kind);
  const spoken = shows.kind === "phrases" || shows.kind === "avoids" || shows.kind === "moves";
  const placed = shows.kind === "phrases" || shows.kind === "moves";
  return (
    <>
      <Field label={t("editor.shownBy")} hint={kind?.about}>
        <Select
          choices={choices(vocabulary.kinds)}
          value={shows.kind}
          onChange={(event) => set({ kind: event.target.value as Kind }, "kind")}
          className="max-w-96"
        />
      </Field>
      {shows.kind === "shipped" && (
        <Field label={t("editor.asIn")} error={wrong("criterion")}>
          <Select
            none={t("editor.choose")}
            choices={shipped}
            value={shows.criterion && `${shows.rubric}/${shows.criterion}`}
            onChange={(event) => {
              const [rubric = "", which = ""] = event.target.value.split("/");
              set({ rubric, criterion: which }, "criterion");
            }}
          />
        </Field>
      )}
      {spoken && (
        <Field label={t("editor.speaker")}>
          <Select
            choices={[
              { value: "rep", label: t("editor.rep") },
              { value: "customer", label: t("editor.customer") },
            ]}
            value={criterion.speaker}
            onChange={(event) =>
              onChange(
                {
                  speaker: event.target.value as CriterionDraft["speaker"],
                  shows: { ...shows, moves: [] },
                },
                "moves",
              )
            }
            className="max-w-64"
          />
        </Field>
      )}
      {shows.kind === "moves" && (
        <MoveChoice
          named={criterion.speaker === "rep" ? vocabulary.rep_moves : vocabulary.customer_moves}
          chosen={shows.moves}
          error={wrong("moves")}
          onChange={(moves) => set({ moves }, "moves")}
        />
      )}
      {(spoken || shows.kind === "asks") && (
        <Field
          label={t(shows.kind === "avoids" ? "editor.avoided" : "editor.phrases")}
          hint={t(shows.kind === "moves" ? "editor.phrasesMayHint" : "editor.phrasesHint")}
          error={wrong("phrases")}
          optional={shows.kind === "moves" || false}
        >
          <TextArea
            value={shows.phrases}
            onChange={(event) => set({ phrases: event.target.value }, "phrases")}
          />
        </Field>
      )}
      {placed && (
        <div className="grid gap-4 sm:grid-cols-2">
          <Field label={t("editor.where")}>
            <Select
              choices={choices(vocabulary.places)}
              value={shows.where}
              onChange={(event) => set({ where: event.target.value as ShowsDraft["where"] }, "where")}
            />
          </Field>
          <Field label={t("editor.times")} error={wrong("times")}>
            <Input
              type="number"
              min={1}
              max={20}
              value={shows.times}
              onChange={(event) => set({ times: event.target.value }, "times")}
            />
          </Field>
        </div>
      )}
      {shows.kind === "outcome" && (
        <Field label={t("editor.least")}>
          <Select
            choices={choices(vocabulary.outcomes)}
            value={shows.least}
            onChange={(event) => set({ least: event.target.value as ShowsDraft["least"] }, "least")}
            className="max-w-64"
          />
        </Field>
      )}
    </>
  );
}

interface MoveChoiceProps {
  named: Named[];
  chosen: string[];
  error?: string;
  onChange: (moves: string[]) => void;
}

function MoveChoice({ named, chosen, error, onChange }: MoveChoiceProps) {
  const { t } = useTranslation("playbook");
  return (
    <fieldset>
      <legend className="font-strong">{t("editor.moves")}</legend>
      {error && <p className="text-small text-bad">{error}</p>}
      <div className="mt-1.5 grid gap-x-6 gap-y-1.5 sm:grid-cols-2">
        {named.map(({ id, name, about }) => (
          <label key={id} className="flex items-start gap-2 touch:min-h-11">
            <input
              type="checkbox"
              className="mt-1"
              aria-invalid={error ? true : undefined}
              checked={chosen.includes(id)}
              onChange={(event) =>
                onChange(event.target.checked ? [...chosen, id] : chosen.filter((one) => one !== id))
              }
            />
            <span>
              {name}
              {about && <span className="block text-small text-soft">{about}</span>}
            </span>
          </label>
        ))}
      </div>
    </fieldset>
  );
}
