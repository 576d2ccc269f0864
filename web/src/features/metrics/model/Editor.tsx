import { type KeyboardEvent, type Ref, useImperativeHandle, useRef } from "react";
import { useTranslation } from "react-i18next";
import { classes } from "@/lib/classes";
import { indented, lineCount, nextIndent, offsetOf } from "./lines";

export interface EditorHandle {
  goTo: (line: number, column?: number) => void;
}

interface EditorProps {
  ref: Ref<EditorHandle>;
  text: string;
  onChange: (text: string) => void;
  onSave: () => void;
  /** The lines that have a problem, with the gravest kind of each. */
  marks: ReadonlyMap<number, "error" | "warning">;
  describedBy: string;
}

const LINE_PX = 20;

/** A text of many lines with their numbers. Tab moves in, Escape lets Tab leave, Ctrl-S saves. */
export function Editor({ ref, text, onChange, onSave, marks, describedBy }: EditorProps) {
  const { t } = useTranslation("metrics");
  const field = useRef<HTMLTextAreaElement>(null);
  const gutter = useRef<HTMLOListElement>(null);
  const leaving = useRef(false);

  useImperativeHandle(ref, () => ({
    goTo(line, column) {
      const area = field.current;
      if (!area) return;
      const at = offsetOf(area.value, line, column);
      area.focus();
      area.setSelectionRange(at, at);
      area.scrollTop = Math.max(0, (line - 4) * LINE_PX);
    },
  }));

  function change(next: { text: string; from: number; to: number }) {
    const area = field.current;
    if (!area) return;
    // Through the browser, so that undo knows of it; where that is not to be had, at least the text is right.
    area.setSelectionRange(0, area.value.length);
    if (!document.execCommand("insertText", false, next.text)) onChange(next.text);
    requestAnimationFrame(() => area.setSelectionRange(next.from, next.to));
  }

  function onKeyDown(event: KeyboardEvent<HTMLTextAreaElement>) {
    const { selectionStart: from, selectionEnd: to, value } = event.currentTarget;
    if ((event.ctrlKey || event.metaKey) && event.code === "KeyS") {
      event.preventDefault();
      onSave();
    } else if (event.key === "Escape") {
      leaving.current = true;
      return;
    } else if (event.key === "Tab" && !leaving.current) {
      event.preventDefault();
      change(indented(value, from, to, event.shiftKey));
    } else if (event.key === "Enter" && from === to && !event.nativeEvent.isComposing) {
      event.preventDefault();
      document.execCommand("insertText", false, `\n${nextIndent(value, from)}`);
    }
    leaving.current = false;
  }

  return (
    <div
      dir="ltr"
      className="flex h-[min(38rem,70vh)] overflow-hidden rounded-control border border-edge/70 bg-surface font-mono text-small has-[textarea:focus-visible]:border-accent has-[textarea:focus-visible]:outline-1 has-[textarea:focus-visible]:outline-accent"
    >
      <ol
        ref={gutter}
        aria-hidden
        className="shrink-0 overflow-hidden border-e border-line bg-sunken py-2 text-end text-soft select-none"
      >
        {Array.from({ length: lineCount(text) }, (_, index) => (
          <li
            // biome-ignore lint/suspicious/noArrayIndexKey: a line is its number
            key={index}
            className={classes(
              "h-5 px-2 leading-5 tabular-nums",
              marks.get(index + 1) === "error" && "bg-bad-wash font-strong text-bad",
              marks.get(index + 1) === "warning" && "bg-warn-wash font-strong text-warn",
            )}
          >
            {index + 1}
          </li>
        ))}
      </ol>
      <textarea
        ref={field}
        value={text}
        wrap="off"
        spellCheck={false}
        autoCapitalize="off"
        autoComplete="off"
        aria-label={t("model.text")}
        aria-describedby={describedBy}
        aria-invalid={[...marks.values()].includes("error") || undefined}
        onChange={(event) => onChange(event.target.value)}
        onKeyDown={onKeyDown}
        onScroll={(event) => {
          if (gutter.current) gutter.current.scrollTop = event.currentTarget.scrollTop;
        }}
        className="min-w-0 grow resize-none bg-transparent px-3 py-2 leading-5 whitespace-pre outline-none"
      />
    </div>
  );
}
