import { type KeyboardEvent, type ReactNode, useId, useState } from "react";
import { useTranslation } from "react-i18next";
import { classes } from "@/lib/classes";
import { Input } from "./Field";

export interface Picked {
  id: string;
  name: string;
  /** A few words that tell it from others of the same name. */
  note?: string | null;
}

interface PickerProps {
  /** What the box is called, where no field names it. */
  label?: string;
  placeholder?: string;
  value: string;
  onType: (text: string) => void;
  choices: readonly Picked[];
  /** Offers to make what was typed. */
  create?: (text: string) => ReactNode;
  onPick: (picked: Picked) => void;
  onCreate?: (text: string) => void;
  first?: boolean;
}

/** Type a few letters and choose from what is found, or make a new one of them. */
export function Picker(props: PickerProps) {
  const { t } = useTranslation("deals");
  const { label, placeholder, value, onType, choices, create, onPick, onCreate, first } = props;
  const id = useId();
  const [open, setOpen] = useState(false);
  const [at, setAt] = useState(0);
  const typed = value.trim();
  const makes = Boolean(onCreate && typed && !choices.some((one) => same(one.name, typed)));
  const size = choices.length + (makes ? 1 : 0);
  const current = Math.min(at, size - 1);
  const choose = (place: number) => {
    const picked = choices[place];
    setOpen(false);
    setAt(0);
    if (picked) onPick(picked);
    else if (makes) onCreate?.(typed);
  };
  const onKeyDown = (event: KeyboardEvent) => {
    const step = { ArrowDown: 1, ArrowUp: -1 }[event.key];
    if (step && size > 0) {
      event.preventDefault();
      setOpen(true);
      setAt((current + step + size) % size);
    } else if (event.key === "Enter" && open && size > 0 && !event.nativeEvent.isComposing) {
      event.preventDefault();
      choose(current);
    } else if (event.key === "Escape" && open && size > 0) {
      event.preventDefault();
      event.stopPropagation();
      setOpen(false);
    }
  };
  const option = (place: number, content: ReactNode) => (
    // biome-ignore lint/a11y/useFocusableInteractive: focus stays in the box, which names the active option
    // biome-ignore lint/a11y/useKeyWithClickEvents: the keys are handled by the box
    <div
      key={place}
      id={`${id}-${place}`}
      role="option"
      aria-selected={place === current}
      onMouseDown={(event) => event.preventDefault()}
      onMouseMove={() => setAt(place)}
      onClick={() => choose(place)}
      className={classes(
        "flex min-h-9 cursor-pointer items-baseline gap-2 rounded-small px-2.5 py-1.5 touch:min-h-11 touch:items-center",
        place === current && "bg-sunken",
      )}
    >
      {content}
    </div>
  );
  return (
    <div className="relative">
      <Input
        role="combobox"
        aria-label={label}
        aria-expanded={open && size > 0}
        aria-controls={`${id}-list`}
        aria-autocomplete="list"
        aria-activedescendant={open && size > 0 ? `${id}-${current}` : undefined}
        autoComplete="off"
        data-first={first || undefined}
        placeholder={placeholder ?? t("picker.placeholder")}
        maxLength={200}
        value={value}
        onChange={(event) => {
          onType(event.target.value);
          setOpen(true);
          setAt(0);
        }}
        onFocus={() => setOpen(true)}
        onBlur={() => setOpen(false)}
        onKeyDown={onKeyDown}
      />
      <div
        id={`${id}-list`}
        role="listbox"
        aria-label={label ?? t("picker.found")}
        hidden={!open || size === 0}
        className="absolute inset-x-0 top-full z-20 mt-1 max-h-64 overflow-auto rounded-control bg-surface p-1 shadow-float"
      >
        {choices.map((one, place) =>
          option(
            place,
            <>
              <bdi className="min-w-0 truncate">{one.name}</bdi>
              {one.note && <bdi className="ms-auto shrink-0 text-small text-soft">{one.note}</bdi>}
            </>,
          ),
        )}
        {makes && option(choices.length, create?.(typed) ?? typed)}
      </div>
    </div>
  );
}

function same(one: string, other: string): boolean {
  return one.localeCompare(other, undefined, { sensitivity: "base" }) === 0;
}
