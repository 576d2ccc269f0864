import { ChevronDown } from "lucide-react";
import type { ComponentProps } from "react";
import { classes } from "@/lib/classes";
import { controlLooks, useFieldWiring } from "./Field";

export interface Choice<T extends string = string> {
  value: T;
  label: string;
}

export interface SelectProps extends Omit<ComponentProps<"select">, "children"> {
  choices: readonly Choice[];
  /** Text of an empty first choice, when nothing need be chosen. */
  none?: string;
}

/** The platform's own list: it knows keyboards, phones and screen readers better than an imitation. */
export function Select({ choices, none, className, ...rest }: SelectProps) {
  return (
    <div className={classes("relative", className)}>
      <select
        {...useFieldWiring()}
        {...rest}
        className={classes(controlLooks, "h-9 appearance-none truncate pe-9 touch:h-11")}
      >
        {none !== undefined && <option value="">{none}</option>}
        {choices.map((choice) => (
          <option key={choice.value} value={choice.value}>
            {choice.label}
          </option>
        ))}
      </select>
      <ChevronDown
        aria-hidden
        className="pointer-events-none absolute inset-y-0 end-3 my-auto size-4 text-soft"
      />
    </div>
  );
}
