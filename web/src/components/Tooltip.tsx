import { Tooltip as Radix } from "radix-ui";
import type { ReactNode } from "react";

/** A word or two on hover and focus. Never the only place where something is said: a finger cannot hover. */
export function Tooltip({
  text,
  children,
  side,
}: {
  text: ReactNode;
  children: ReactNode;
  side?: "top" | "right";
}) {
  return (
    <Radix.Provider delayDuration={400}>
      <Radix.Root>
        <Radix.Trigger asChild>{children}</Radix.Trigger>
        <Radix.Portal>
          <Radix.Content
            side={side}
            sideOffset={6}
            collisionPadding={8}
            className="z-30 max-w-64 rounded-small bg-ink px-2 py-1 text-small text-ground"
          >
            {text}
          </Radix.Content>
        </Radix.Portal>
      </Radix.Root>
    </Radix.Provider>
  );
}
