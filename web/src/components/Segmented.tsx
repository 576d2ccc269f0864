import { useId } from "react";
import { classes } from "@/lib/classes";
import type { Choice } from "./Select";

interface SegmentedProps<T extends string> {
  label: string;
  choices: readonly Choice<T>[];
  value: T;
  onChange: (value: T) => void;
}

/** A few choices side by side of which one holds. Native radio buttons underneath: arrow keys work. */
export function Segmented<T extends string>({ label, choices, value, onChange }: SegmentedProps<T>) {
  const name = useId();
  return (
    <fieldset className="inline-flex max-w-full rounded-control bg-sunken p-0.5">
      <legend className="sr-only">{label}</legend>
      {choices.map((choice) => (
        <label
          key={choice.value}
          className={classes(
            "flex h-8 cursor-pointer items-center rounded-small px-3 text-small transition-colors touch:h-11 touch:px-4",
            "has-focus-visible:outline-2 has-focus-visible:outline-accent",
            choice.value === value
              ? "bg-surface font-strong text-ink shadow-lift"
              : "text-soft hover:text-ink",
          )}
        >
          <input
            type="radio"
            name={name}
            value={choice.value}
            checked={choice.value === value}
            onChange={() => onChange(choice.value)}
            className="sr-only"
          />
          {choice.label}
        </label>
      ))}
    </fieldset>
  );
}
