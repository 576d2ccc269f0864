import { Check } from "lucide-react";
import { DropdownMenu } from "radix-ui";
import type { ReactNode } from "react";
import { classes } from "@/lib/classes";

export interface MenuItem {
  label: ReactNode;
  icon?: ReactNode;
  onSelect: () => void;
  /** Shows a tick; for a choice among several. */
  chosen?: boolean;
  danger?: boolean;
  disabled?: boolean;
  /** The language of the label when it differs from the page's. */
  lang?: string;
}

interface MenuProps {
  /** The button that opens it. */
  trigger: ReactNode;
  /** Groups of items, parted by a rule. */
  groups: MenuItem[][];
  header?: ReactNode;
  side?: "top" | "bottom";
  align?: "start" | "end";
}

export function Menu({ trigger, groups, header, side = "bottom", align = "start" }: MenuProps) {
  return (
    <DropdownMenu.Root modal={false}>
      <DropdownMenu.Trigger asChild>{trigger}</DropdownMenu.Trigger>
      <DropdownMenu.Portal>
        <DropdownMenu.Content
          side={side}
          align={align}
          sideOffset={6}
          collisionPadding={8}
          className="z-30 min-w-52 animate-arrive rounded-control bg-surface p-1 shadow-float outline-none"
        >
          {header && <div className="px-2.5 py-2 text-small text-soft">{header}</div>}
          {groups
            .filter((group) => group.length > 0)
            .map((group, index) => (
              <DropdownMenu.Group
                // biome-ignore lint/suspicious/noArrayIndexKey: groups have no identity and never move
                key={index}
                className={index > 0 || header ? "mt-1 border-t border-line pt-1" : ""}
              >
                {group.map((item, place) => (
                  <DropdownMenu.Item
                    // biome-ignore lint/suspicious/noArrayIndexKey: as above
                    key={place}
                    disabled={item.disabled}
                    onSelect={item.onSelect}
                    lang={item.lang}
                    className={classes(
                      "flex h-9 cursor-pointer items-center gap-2.5 rounded-small px-2.5 outline-none select-none touch:h-11",
                      "data-disabled:opacity-50 data-highlighted:bg-sunken [&_svg]:size-4 [&_svg]:text-soft",
                      item.danger && "text-bad",
                    )}
                  >
                    {item.icon}
                    <span className="grow">{item.label}</span>
                    {item.chosen && <Check aria-hidden />}
                  </DropdownMenu.Item>
                ))}
              </DropdownMenu.Group>
            ))}
        </DropdownMenu.Content>
      </DropdownMenu.Portal>
    </DropdownMenu.Root>
  );
}
