import { CircleHelp, SendHorizontal } from "lucide-react";
import { type KeyboardEvent, useEffect, useRef, useState } from "react";
import { useTranslation } from "react-i18next";
import { Button, IconButton } from "@/components/Button";
import { classes } from "@/lib/classes";
import { CallKeys } from "./CallKeys";
import { keepDraft, readDraft } from "./draft";

const MOST = 4000;

interface ComposerProps {
  id: string;
  name: string;
  /** Whether it is the rep's move; typing ahead is always possible. */
  ready: boolean;
  agreed: boolean;
  onSend: (text: string) => void;
  onHangUp: () => void;
}

/** Where the rep speaks. Enter sends; an empty field never does, silence has a button of its own. */
export function Composer({ id, name, ready, agreed, onSend, onHangUp }: ComposerProps) {
  const { t } = useTranslation("practice");
  const [text, setText] = useState(() => readDraft(id));
  const [nudge, setNudge] = useState(false);
  const [keys, setKeys] = useState(false);
  const field = useRef<HTMLTextAreaElement>(null);
  const first = name.split(/\s+/)[0] ?? name;

  useEffect(() => {
    // A phone would throw up its keyboard over the buyer's first words.
    if (matchMedia("(pointer: fine)").matches) field.current?.focus();
  }, []);

  function type(value: string) {
    setText(value);
    setNudge(false);
    keepDraft(id, value);
  }

  function send() {
    if (!ready) return;
    const said = text.trim();
    if (!said) return setNudge(true);
    setText("");
    setNudge(false);
    onSend(said);
    field.current?.focus();
  }

  function onKeyDown(event: KeyboardEvent) {
    if (event.key === "Escape") {
      event.preventDefault();
      onHangUp();
    } else if (event.key === "Enter" && !event.shiftKey && !event.nativeEvent.isComposing) {
      event.preventDefault();
      send();
    }
  }

  return (
    <form
      onSubmit={(event) => {
        event.preventDefault();
        send();
      }}
    >
      {agreed && <p className="mb-2 text-small text-good">{t("call.agreed")}</p>}
      <div
        className={classes(
          "rounded-large border border-edge/70 bg-surface p-2 transition-colors hover:border-edge",
          "has-[textarea:focus-visible]:border-accent has-[textarea:focus-visible]:outline-1 has-[textarea:focus-visible]:outline-accent",
        )}
      >
        <textarea
          ref={field}
          // An empty field stands as the page does; text as its own language does.
          dir={text ? "auto" : undefined}
          rows={2}
          maxLength={MOST}
          value={text}
          aria-label={t("call.composer", { name: first })}
          aria-describedby={`${id}-nudge`}
          placeholder={t("call.placeholder", { name: first })}
          onChange={(event) => type(event.target.value)}
          onKeyDown={onKeyDown}
          className="field-sizing-content max-h-40 min-h-12 w-full resize-none bg-transparent px-2 pt-1 outline-none"
        />
        <div className="flex items-center gap-1">
          <IconButton label={t("call.keys.title")} onClick={() => setKeys(true)}>
            <CircleHelp aria-hidden />
          </IconButton>
          <p id={`${id}-nudge`} role="status" className="min-w-0 grow truncate text-small text-soft">
            {nudge
              ? t("call.nudge")
              : text.length > MOST - 300
                ? t("call.left", { n: MOST - text.length })
                : ""}
          </p>
          <Button
            kind="quiet"
            size="small"
            aria-disabled={!ready || undefined}
            onClick={() => ready && onSend("")}
          >
            {t("call.staySilent")}
          </Button>
          <Button type="submit" kind="primary" size="small" aria-disabled={!ready || undefined}>
            <SendHorizontal aria-hidden className="directional" />
            {t("call.send")}
          </Button>
        </div>
      </div>
      <CallKeys open={keys} onClose={() => setKeys(false)} />
    </form>
  );
}
