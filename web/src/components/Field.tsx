import { CircleAlert } from "lucide-react";
import { type ComponentProps, createContext, type ReactNode, use, useId } from "react";
import { useTranslation } from "react-i18next";
import { classes } from "@/lib/classes";

interface Wiring {
  id: string;
  "aria-describedby"?: string;
  "aria-invalid"?: true;
  "aria-required"?: true;
}

const FieldContext = createContext<Wiring | null>(null);

/** The id and aria attributes that tie a control to its label, hint and error. */
export function useFieldWiring(): Partial<Wiring> {
  return use(FieldContext) ?? {};
}

export interface FieldProps {
  label: ReactNode;
  hint?: ReactNode;
  error?: string;
  /** Says "optional" beside the label ("unsaid": where the page says so for all); otherwise announced as required. */
  optional?: boolean | "unsaid";
  children: ReactNode;
  className?: string;
}

/** A label above one control (Input, TextArea, Select), a hint and, when there is one, what is wrong with it. */
export function Field({ label, hint, error, optional, children, className }: FieldProps) {
  const { t } = useTranslation();
  const id = useId();
  const described = [hint && `${id}-hint`, error && `${id}-error`].filter(Boolean).join(" ");
  const wiring: Wiring = {
    id,
    "aria-describedby": described || undefined,
    "aria-invalid": error ? true : undefined,
    "aria-required": optional ? undefined : true,
  };
  return (
    <div className={classes("flex flex-col gap-1.5", className)}>
      <label htmlFor={id} className="font-strong">
        {label}
        {optional === true && <span className="ms-2 text-small font-normal text-soft">{t("optional")}</span>}
      </label>
      {hint && (
        <p id={`${id}-hint`} className="-mt-1 text-small text-soft">
          {hint}
        </p>
      )}
      <FieldContext value={wiring}>{children}</FieldContext>
      {error && (
        <p id={`${id}-error`} className="flex items-start gap-1.5 text-small text-bad">
          <CircleAlert aria-hidden className="mt-0.5 size-4 shrink-0" />
          <span>{error}</span>
        </p>
      )}
    </div>
  );
}

export const controlLooks = classes(
  "w-full rounded-control border border-edge/70 bg-surface px-3 text-ink transition-colors",
  "hover:border-edge focus-visible:border-accent focus-visible:outline-1 focus-visible:outline-offset-0",
  "aria-invalid:border-bad aria-invalid:focus-visible:outline-bad disabled:bg-sunken",
);

export function Input({ className, ...rest }: ComponentProps<"input">) {
  return (
    <input
      dir="auto"
      {...useFieldWiring()}
      {...rest}
      className={classes(controlLooks, "read-only:bg-sunken h-9 touch:h-11", className)}
    />
  );
}

/** Grows with its text between `rows` and about half the window. */
export function TextArea({ className, rows = 3, ...rest }: ComponentProps<"textarea">) {
  return (
    <textarea
      dir="auto"
      rows={rows}
      {...useFieldWiring()}
      {...rest}
      className={classes(
        controlLooks,
        "field-sizing-content read-only:bg-sunken max-h-[50vh] min-h-20 resize-y py-2",
        className,
      )}
    />
  );
}
