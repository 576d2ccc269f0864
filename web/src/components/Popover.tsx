import { Popover as Radix } from "radix-ui";
import type { ReactNode } from "react";

interface PopoverProps {
  /** The button that opens it. */
  trigger: ReactNode;
  /** Names the opened box for screen readers. */
  label: string;
  side?: "top" | "bottom" | "left" | "right";
  /** Given where the page itself closes it, once something in it is chosen. */
  open?: boolean;
  onOpenChange?: (open: boolean) => void;
  children: ReactNode;
}

/** A small box beside its button, opened by press, tap or Enter. */
export function Popover({ trigger, label, side = "bottom", open, onOpenChange, children }: PopoverProps) {
  return (
    <Radix.Root open={open} onOpenChange={onOpenChange}>
      <Radix.Trigger asChild>{trigger}</Radix.Trigger>
      <Radix.Portal>
        <Radix.Content
          side={side}
          sideOffset={6}
          collisionPadding={12}
          aria-label={label}
          className="z-30 w-80 max-w-[calc(100vw-1.5rem)] animate-arrive rounded-large bg-surface p-4 text-small shadow-float outline-none"
        >
          {children}
        </Radix.Content>
      </Radix.Portal>
    </Radix.Root>
  );
}
