import { ArrowDown, ArrowUp, ChevronDown, Trash2 } from "lucide-react";
import { type MouseEvent, useId } from "react";
import { useTranslation } from "react-i18next";
import { IconButton } from "@/components/Button";
import { Field, Input } from "@/components/Field";
import { Meter } from "@/components/Meter";
import { Select } from "@/components/Select";
import type { Language } from "@/i18n";
import { classes } from "@/lib/classes";
import { useFormats } from "@/lib/format";
import { BothField } from "./BothField";
import type { CriterionDraft, Text } from "./draft";
import { Shows, type ShowsProps } from "./Shows";

interface CriterionCardProps extends ShowsProps {
  index: number;
  count: number;
  share: number;
  language: Language;
  open: boolean;
  onToggle: () => void;
  onMove: (to: number) => void;
  onDrop: () => void;
}

/** One criterion: its title, weight and place in a row; everything else when it is opened. */
export function CriterionCard(props: CriterionCardProps) {
  const { criterion, index, count, share, language, open, onToggle, onMove, onDrop } = props;
  const { t } = useTranslation("playbook");
  const format = useFormats();
  const id = useId();
  const other = language === "en" ? "he" : "en";
  const name = criterion.title[language] || criterion.title[other] || t("editor.untitled");
  const move = (to: number) => (event: MouseEvent<HTMLButtonElement>) => {
    const button = event.currentTarget;
    if (to < 0 || to >= count) return;
    onMove(to);
    // Moving the card takes the focus off its button.
    requestAnimationFrame(() => button.focus());
  };
  return (
    <li data-criterion={criterion.key} className="border-t border-line py-3">
      <div className="flex flex-wrap items-center justify-end gap-x-4 gap-y-1">
        <h3 className="min-w-48 grow basis-0 font-normal">
          <button
            type="button"
            aria-expanded={open}
            aria-controls={open ? id : undefined}
            onClick={onToggle}
            className="flex min-h-9 w-full items-center gap-2 text-start touch:min-h-11"
          >
            <ChevronDown
              aria-hidden
              className={classes("size-4 shrink-0 text-soft transition-transform", open && "rotate-180")}
            />
            <span dir="auto">{name}</span>
          </button>
        </h3>
        <div className="w-24">
          <p className="mb-1 text-small text-soft tabular-nums">{format.percent(share)}</p>
          <Meter label={t("rubrics.weightLabel")} text={format.percent(share)} value={share} />
        </div>
        <div className="flex">
          <IconButton
            label={t("editor.up", { name })}
            aria-disabled={index === 0 || undefined}
            onClick={move(index - 1)}
          >
            <ArrowUp aria-hidden />
          </IconButton>
          <IconButton
            label={t("editor.down", { name })}
            aria-disabled={index === count - 1 || undefined}
            onClick={move(index + 1)}
          >
            <ArrowDown aria-hidden />
          </IconButton>
          <IconButton label={t("editor.remove", { name })} onClick={onDrop}>
            <Trash2 aria-hidden />
          </IconButton>
        </div>
      </div>
      {open && (
        <div id={id} className="mt-3 mb-4 flex max-w-prose flex-col gap-5 sm:ps-6">
          <Details {...props} />
        </div>
      )}
    </li>
  );
}

function Details(props: CriterionCardProps) {
  const { criterion, language, vocabulary, wrong, onChange } = props;
  const { t } = useTranslation("playbook");
  const said = (text: Text, more: { required?: boolean; long?: boolean; hint?: string } = {}) => (
    <BothField
      label={t(`editor.${text}`)}
      value={criterion[text]}
      language={language}
      error={wrong(text)}
      onChange={(value) => onChange({ [text]: value }, text)}
      {...more}
    />
  );
  return (
    <>
      {said("title", { required: true })}
      {said("question", { hint: t("editor.questionHint") })}
      <div className="grid gap-4 sm:grid-cols-2">
        {said("yes", { long: true })}
        {said("no", { long: true })}
        {said("yes_example", { long: true })}
        {said("no_example", { long: true })}
      </div>
      <div className="grid gap-4 sm:grid-cols-2">
        <Field label={t("editor.skill")}>
          <Select
            choices={vocabulary.skills.map(({ id, name }) => ({ value: id, label: name }))}
            value={criterion.skill}
            onChange={(event) => onChange({ skill: event.target.value as CriterionDraft["skill"] }, "skill")}
          />
        </Field>
        <Field label={t("rubrics.weightLabel")} error={wrong("weight")}>
          <Input
            type="number"
            min={0}
            max={100}
            step="any"
            value={criterion.weight}
            onChange={(event) => onChange({ weight: event.target.value }, "weight")}
            className="tabular-nums"
          />
        </Field>
      </div>
      <Shows {...props} />
    </>
  );
}
