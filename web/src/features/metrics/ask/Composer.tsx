import { CircleStop, SendHorizontal } from "lucide-react";
import { type KeyboardEvent, type RefObject, useEffect, useState } from "react";
import { useTranslation } from "react-i18next";
import { Button } from "@/components/Button";
import { Keys } from "@/components/Keys";

const MOST = 4000;

interface ComposerProps {
  field: RefObject<HTMLTextAreaElement | null>;
  busy: boolean;
  /** The question asked last, which the arrow up brings back. */
  last: string | undefined;
  /** What stands in the field at first. */
  text?: string;
  onSend: (text: string) => void;
  onStop: () => void;
}

/** Where a question is typed. Enter asks, the arrow up brings the last one back, Escape stops or empties. */
export function Composer({ field, busy, last, text: first = "", onSend, onStop }: ComposerProps) {
  const { t } = useTranslation("metrics");
  const [text, setText] = useState(first);

  useEffect(() => {
    // A phone would throw up its keyboard over the page.
    if (matchMedia("(pointer: fine)").matches) field.current?.focus({ preventScroll: true });
  }, [field]);

  function send() {
    const said = text.trim();
    if (!said || busy) return;
    setText("");
    onSend(said);
  }

  function onKeyDown(event: KeyboardEvent) {
    if (event.nativeEvent.isComposing) return;
    if (event.key === "Enter" && !event.shiftKey) {
      event.preventDefault();
      send();
    } else if (event.key === "ArrowUp" && !text && last) {
      event.preventDefault();
      setText(last);
    } else if (event.key === "Escape") {
      event.preventDefault();
      if (busy) onStop();
      else if (text) setText("");
      else field.current?.blur();
    }
  }

  return (
    <form
      onSubmit={(event) => {
        event.preventDefault();
        send();
      }}
      className="rounded-large border border-edge/70 bg-surface p-2 shadow-lift transition-colors hover:border-edge has-[textarea:focus-visible]:border-accent has-[textarea:focus-visible]:outline-1 has-[textarea:focus-visible]:outline-accent"
    >
      <div className="flex items-end gap-2">
        <textarea
          ref={field}
          // An empty field stands as the page does; text as its own language does.
          dir={text ? "auto" : undefined}
          rows={1}
          maxLength={MOST}
          value={text}
          aria-label={t("composer.label")}
          aria-keyshortcuts="Enter ArrowUp Escape"
          placeholder={t("composer.placeholder")}
          onChange={(event) => setText(event.target.value)}
          onKeyDown={onKeyDown}
          className="field-sizing-content max-h-40 min-h-8 w-full resize-none bg-transparent px-2 py-1 outline-none touch:min-h-11 touch:py-2.5"
        />
        {busy ? (
          <Button size="small" onClick={onStop}>
            <CircleStop aria-hidden />
            {t("waiting.stop")}
          </Button>
        ) : (
          <Button type="submit" kind="primary" size="small" aria-disabled={!text.trim() || undefined}>
            <SendHorizontal aria-hidden className="directional" />
            {t("composer.ask")}
          </Button>
        )}
      </div>
      {!text && last && (
        <p className="flex items-center gap-1.5 px-2 pt-1 text-small text-soft max-md:hidden">
          <Keys keys={["↑"]} /> {t("composer.again")}
        </p>
      )}
    </form>
  );
}
