import { ChevronDown, Plus, Trash2 } from "lucide-react";
import { useState } from "react";
import { useTranslation } from "react-i18next";
import { Popover } from "@/components/Popover";
import type { Chip, MetricQuery, Understanding } from "../types";
import { useMetrics } from "../useMetrics";
import { AddPart } from "./AddPart";
import { ChipEditor } from "./ChipEditor";
import { without } from "./remove";

interface ChipsProps {
  understanding: Understanding;
  /** Absent while the answer is still on its way. */
  onEdit?: (query: MetricQuery) => void;
}

/** How the question was understood, part by part; each part can be made another and the question is asked anew. */
export function Chips({ understanding, onEdit }: ChipsProps) {
  const { t } = useTranslation("metrics");
  const { query, chips = [], assumed = [] } = understanding;
  const metrics = useMetrics().data;
  return (
    <div>
      <ul aria-label={t("chips.label")} className="flex flex-wrap items-center gap-1.5">
        {inOrder(chips).map((chip) => (
          <li key={`${chip.slot}-${chip.index ?? 0}-${chip.text}`} className="max-w-full">
            {onEdit ? (
              <EditableChip chip={chip} query={query} onEdit={onEdit} />
            ) : (
              <span className={looks}>
                <ChipText chip={chip} />
              </span>
            )}
          </li>
        ))}
        {onEdit && metrics && (
          <li>
            <Editing
              label={t("chips.add")}
              trigger={
                <button type="button" aria-label={t("chips.add")} title={t("chips.add")} className={looks}>
                  <Plus aria-hidden className="size-4" />
                </button>
              }
            >
              {(close) => <AddPart query={query} metrics={metrics} onChange={close(onEdit)} />}
            </Editing>
          </li>
        )}
      </ul>
      {assumed.length > 0 && (
        <p className="mt-2 text-small text-soft">
          {t("chips.assumed")} <bdi>{assumed.join(" · ")}</bdi>
        </p>
      )}
    </div>
  );
}

const looks =
  "inline-flex h-8 max-w-full items-center gap-1 rounded-full border border-line bg-surface px-3 text-small transition-colors " +
  "hover:border-edge data-[state=open]:border-accent data-[state=open]:bg-accent-wash touch:h-11 [&_svg]:shrink-0";

/** What is asked comes after what it is asked about. */
function inOrder(chips: readonly Chip[]): Chip[] {
  return [...chips].sort((one, other) => Number(one.slot === "intent") - Number(other.slot === "intent"));
}

const PREFIXED = ["dimension", "limit", "order"] as const;

/** What a chip says; where its words alone would not tell, what part of the question they are. */
function ChipText({ chip }: { chip: Chip }) {
  const { t } = useTranslation("metrics");
  const slot = PREFIXED.find((one) => one === chip.slot);
  const prefix = slot && t(`chips.prefix.${slot}`);
  return (
    <span className="truncate">
      {prefix && !chip.text.startsWith(prefix) && <span className="text-soft">{prefix} </span>}
      <bdi>{chip.text}</bdi>
    </span>
  );
}

function EditableChip({
  chip,
  query,
  onEdit,
}: {
  chip: Chip;
  query: MetricQuery;
  onEdit: (query: MetricQuery) => void;
}) {
  const { t } = useTranslation("metrics");
  const metrics = useMetrics().data;
  const less = without(query, chip);
  return (
    <Editing
      label={t("chips.edit", { slot: t(`slots.${chip.slot}`) })}
      trigger={
        <button type="button" className={looks}>
          <span className="sr-only">{t(`slots.${chip.slot}`)}: </span>
          <ChipText chip={chip} />
          <ChevronDown aria-hidden className="size-3.5 text-soft" />
        </button>
      }
    >
      {(close) => (
        <>
          <p className="mb-2 font-strong">{t(`slots.${chip.slot}`)}</p>
          <ChipEditor chip={chip} query={query} metrics={metrics} onChange={close(onEdit)} />
          {less && (
            <button
              type="button"
              onClick={() => close(onEdit)(less)}
              className="mt-3 flex min-h-8 w-full items-center gap-2 border-t border-line pt-3 text-soft hover:text-bad touch:min-h-11"
            >
              <Trash2 aria-hidden className="size-4" />
              {t("chips.remove")}
            </button>
          )}
        </>
      )}
    </Editing>
  );
}

type Closing = (onEdit: (query: MetricQuery) => void) => (query: MetricQuery) => void;

/** A box that closes once something in it is changed. */
function Editing({
  label,
  trigger,
  children,
}: {
  label: string;
  trigger: React.ReactNode;
  children: (close: Closing) => React.ReactNode;
}) {
  const [open, setOpen] = useState(false);
  return (
    <Popover label={label} trigger={trigger} open={open} onOpenChange={setOpen}>
      {children((onEdit) => (query) => {
        setOpen(false);
        onEdit(query);
      })}
    </Popover>
  );
}
