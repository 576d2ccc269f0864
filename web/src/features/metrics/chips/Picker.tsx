import { Check, Search } from "lucide-react";
import { type KeyboardEvent, useEffect, useRef, useState } from "react";
import { useTranslation } from "react-i18next";
import { classes } from "@/lib/classes";

export interface Option {
  value: string;
  label: string;
  /** What it means, in a line. */
  note?: string;
  group?: string;
  /** Other words it may be looked for by. */
  words?: readonly string[];
}

interface PickerProps {
  label: string;
  options: readonly Option[];
  chosen?: string;
  onChoose: (value: string) => void;
}

const FEW = 7;

/** A list to choose one from; a long one can be searched. Arrow keys go through it. */
export function Picker({ label, options, chosen, onChoose }: PickerProps) {
  const { t } = useTranslation("metrics");
  const [typed, setTyped] = useState("");
  const box = useRef<HTMLDivElement>(null);
  useEffect(() => {
    const list = box.current?.querySelector<HTMLElement>("[role=listbox]");
    const current = list?.querySelector<HTMLElement>("[aria-selected=true]");
    if (list && current) list.scrollTop = current.offsetTop - list.offsetTop - list.clientHeight / 3;
  }, []);
  const wanted = typed.trim().toLocaleLowerCase();
  const found = options.filter((option) =>
    [option.label, option.value, ...(option.words ?? [])].some((word) =>
      word.toLocaleLowerCase().includes(wanted),
    ),
  );

  function onKeyDown(event: KeyboardEvent) {
    const step = { ArrowDown: 1, ArrowUp: -1 }[event.key];
    if (event.key === "Enter" && event.target instanceof HTMLInputElement && found[0]) {
      event.preventDefault();
      onChoose(found[0].value);
    }
    if (!step) return;
    event.preventDefault();
    const stops = [...(box.current?.querySelectorAll<HTMLElement>("input, [role=option]") ?? [])];
    stops[stops.indexOf(document.activeElement as HTMLElement) + step]?.focus();
  }

  return (
    // biome-ignore lint/a11y/noStaticElementInteractions: the keys of the field and the options inside
    <div ref={box} onKeyDown={onKeyDown}>
      {options.length > FEW && (
        <div className="mb-2 flex items-center gap-2 border-b border-line pb-2">
          <Search aria-hidden className="size-4 shrink-0 text-soft" />
          <input
            dir="auto"
            aria-label={t("edit.search")}
            placeholder={t("edit.search")}
            value={typed}
            autoComplete="off"
            onChange={(event) => setTyped(event.target.value)}
            className="min-w-0 grow bg-transparent text-start outline-none"
          />
        </div>
      )}
      <div role="listbox" aria-label={label} className="-mx-2 max-h-64 overflow-y-auto">
        {found.map((option, index) => (
          <div key={option.value} role="presentation">
            {option.group && option.group !== found[index - 1]?.group && (
              <p aria-hidden className="px-2 pt-2 pb-1 text-soft">
                <bdi>{option.group}</bdi>
              </p>
            )}
            <button
              type="button"
              role="option"
              aria-selected={option.value === chosen}
              onClick={() => onChoose(option.value)}
              className={classes(
                "flex min-h-8 w-full items-start gap-2 rounded-small px-2 py-1.5 text-start hover:bg-sunken touch:min-h-11",
                option.value === chosen && "font-strong",
              )}
            >
              <span className="min-w-0 grow">
                <bdi className="block">{option.label}</bdi>
                {option.note && (
                  <bdi className="block truncate font-normal text-soft" title={option.note}>
                    {option.note}
                  </bdi>
                )}
              </span>
              {option.value === chosen && (
                <Check aria-hidden className="mt-0.5 size-4 shrink-0 text-accent" />
              )}
            </button>
          </div>
        ))}
      </div>
      {found.length === 0 && <p className="py-2 text-soft">{t("edit.none")}</p>}
    </div>
  );
}
