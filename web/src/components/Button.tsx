import { LoaderCircle } from "lucide-react";
import { Slot } from "radix-ui";
import type { ComponentProps } from "react";
import { classes } from "@/lib/classes";

type Kind = "primary" | "secondary" | "quiet" | "danger";

const KINDS: Record<Kind, string> = {
  primary: "bg-accent text-on-accent hover:bg-accent-hover",
  secondary: "bg-surface text-ink border border-edge/60 hover:bg-sunken hover:border-edge",
  quiet: "text-soft hover:text-ink hover:bg-sunken",
  danger: "bg-surface text-bad border border-bad/50 hover:bg-bad-wash",
};

export interface ButtonProps extends ComponentProps<"button"> {
  kind?: Kind;
  size?: "regular" | "small" | "large";
  /** Shows that work is under way and ignores further presses. */
  busy?: boolean;
  /** Gives the looks to its only child, a link for example. */
  asChild?: boolean;
}

const SIZES = {
  small: "h-8 px-2.5 text-small touch:h-11 touch:px-4",
  regular: "h-9 px-3.5 touch:h-11 touch:px-4",
  large: "h-11 px-5",
};

export function Button({
  kind = "secondary",
  size = "regular",
  busy = false,
  asChild,
  className,
  children,
  ...rest
}: ButtonProps) {
  const looks = classes(
    "inline-flex shrink-0 items-center justify-center gap-2 rounded-control font-strong whitespace-nowrap select-none",
    "transition-colors [&_svg]:size-4 [&_svg]:shrink-0 disabled:opacity-50 aria-disabled:opacity-60",
    SIZES[size],
    KINDS[kind],
    className,
  );
  if (asChild) {
    return (
      <Slot.Root className={looks} {...rest}>
        {children}
      </Slot.Root>
    );
  }
  return (
    <button
      type="button"
      {...rest}
      className={looks}
      aria-disabled={busy || rest["aria-disabled"]}
      aria-busy={busy || undefined}
      onClick={busy ? (event) => event.preventDefault() : rest.onClick}
    >
      {busy && <LoaderCircle aria-hidden className="animate-spin" />}
      {children}
    </button>
  );
}

/** A square button with only an icon: for tool bars and corners, never for navigation. `label` is its name. */
export function IconButton({ label, className, ...rest }: ButtonProps & { label: string }) {
  return (
    <Button
      kind="quiet"
      aria-label={label}
      title={label}
      {...rest}
      className={classes("size-8 px-0! touch:size-11", className)}
    />
  );
}
