import { Search } from "lucide-react";
import { type KeyboardEvent, useId, useState } from "react";
import { useTranslation } from "react-i18next";
import { Dialog } from "@/components/Dialog";
import { classes } from "@/lib/classes";
import { type Command, matching } from "./commands";
import { useCommands } from "./useCommands";

interface PaletteProps {
  onClose: () => void;
  onHelp: () => void;
}

/** Goes anywhere and starts anything. */
export default function Palette({ onClose, onHelp }: PaletteProps) {
  const { t } = useTranslation();
  return (
    <Dialog
      open
      onClose={onClose}
      title={t("palette.title")}
      titleHidden
      bare
      className="mt-[12vh] max-w-[min(36rem,calc(100vw-2rem))]"
    >
      <Finder onClose={onClose} onHelp={onHelp} />
    </Dialog>
  );
}

function Finder({ onClose, onHelp }: PaletteProps) {
  const { t } = useTranslation();
  const id = useId();
  const [typed, setTyped] = useState("");
  const [at, setAt] = useState(0);
  const found = matching(useCommands(onHelp), typed);
  const current = found[Math.min(at, found.length - 1)];

  function run(command: Command | undefined) {
    if (!command) return;
    onClose();
    command.run();
  }

  function onKeyDown(event: KeyboardEvent) {
    const step = { ArrowDown: 1, ArrowUp: -1 }[event.key];
    if (step && found.length > 0) {
      event.preventDefault();
      const next = (found.indexOf(current as Command) + step + found.length) % found.length;
      setAt(next);
      document.getElementById(`${id}-${next}`)?.scrollIntoView({ block: "nearest" });
    } else if (event.key === "Enter" && !event.nativeEvent.isComposing) {
      event.preventDefault();
      run(current);
    }
  }

  return (
    <>
      <div className="flex items-center gap-3 border-b border-line px-4">
        <Search aria-hidden className="size-4 shrink-0 text-soft" />
        <input
          role="combobox"
          aria-expanded="true"
          aria-controls={`${id}-list`}
          aria-activedescendant={current ? `${id}-${found.indexOf(current)}` : undefined}
          aria-label={t("palette.title")}
          placeholder={t("palette.placeholder")}
          dir="auto"
          autoFocus
          autoComplete="off"
          spellCheck={false}
          value={typed}
          onChange={(event) => {
            setTyped(event.target.value);
            setAt(0);
          }}
          onKeyDown={onKeyDown}
          className="h-14 grow bg-transparent text-start outline-none"
        />
      </div>
      <div
        id={`${id}-list`}
        role="listbox"
        aria-label={t("palette.title")}
        className="max-h-[50vh] overflow-auto p-2"
      >
        {found.map((command, index) => (
          <div key={command.id}>
            {command.group !== found[index - 1]?.group && (
              <p aria-hidden className="px-3 pt-3 pb-1 text-small text-soft">
                {t(`palette.${command.group}`)}
              </p>
            )}
            {/* biome-ignore lint/a11y/useFocusableInteractive: focus stays in the input, which names the active option */}
            {/* biome-ignore lint/a11y/useKeyWithClickEvents: the keys are handled by the input */}
            <div
              id={`${id}-${index}`}
              role="option"
              aria-selected={command === current}
              onMouseMove={() => setAt(index)}
              onClick={() => run(command)}
              className={classes(
                "flex min-h-10 cursor-pointer items-center gap-3 rounded-control px-3 touch:min-h-11 [&_svg]:size-4 [&_svg]:shrink-0 [&_svg]:text-soft",
                command === current && "bg-sunken",
              )}
            >
              <command.icon aria-hidden />
              <span dir="auto" className="grow truncate">
                {command.label}
              </span>
              {command.note && <bdi className="shrink-0 text-small text-soft">{command.note}</bdi>}
            </div>
          </div>
        ))}
        {found.length === 0 && <p className="px-3 py-6 text-soft">{t("palette.none")}</p>}
      </div>
      <p className="border-t border-line px-4 py-2 text-small text-soft max-md:hidden">{t("palette.keys")}</p>
    </>
  );
}
