import { X } from "lucide-react";
import { type ReactNode, useEffect, useId, useRef } from "react";
import { useTranslation } from "react-i18next";
import { classes } from "@/lib/classes";
import { IconButton } from "./Button";

interface DialogProps {
  open: boolean;
  onClose: () => void;
  title: string;
  description?: ReactNode;
  /** Keeps the title for screen readers only. */
  titleHidden?: boolean;
  /** Without it neither Escape nor a press beside the dialog closes it. */
  dismissible?: boolean;
  /** Drops the inner padding, for content that reaches the edges. */
  bare?: boolean;
  className?: string;
  children: ReactNode;
}

/**
 * The platform's modal dialog: focus stays inside, the page behind is inert, Escape closes, focus returns.
 * A control marked data-first gets the focus at first; else it is the first one there is.
 * (Radix' one would need a style element that the content security policy forbids.)
 */
export function Dialog(props: DialogProps) {
  return props.open ? <OpenDialog {...props} /> : null;
}

function OpenDialog({
  onClose,
  title,
  description,
  titleHidden,
  dismissible = true,
  bare,
  className,
  children,
}: DialogProps) {
  const { t } = useTranslation();
  const box = useRef<HTMLDialogElement>(null);
  const id = useId();

  useEffect(() => {
    const dialog = box.current;
    if (!dialog) return;
    const before = document.activeElement;
    dialog.showModal();
    dialog.querySelector<HTMLElement>("[data-first]")?.focus();
    return () => {
      dialog.close();
      if (before instanceof HTMLElement) before.focus();
    };
  }, []);

  return (
    // biome-ignore lint/a11y/useKeyWithClickEvents: a press beside the dialog; the keyboard has Escape
    <dialog
      ref={box}
      aria-labelledby={`${id}-title`}
      aria-describedby={description ? `${id}-text` : undefined}
      onCancel={(event) => {
        event.preventDefault();
        if (dismissible) onClose();
      }}
      onClick={(event) => {
        if (dismissible && event.target === box.current) onClose();
      }}
      className={classes(
        "m-auto w-full max-w-[min(30rem,calc(100vw-2rem))] animate-arrive rounded-large bg-surface text-ink shadow-float",
        "max-h-[calc(100dvh-2rem)] overflow-auto",
        className,
      )}
    >
      <div className={bare ? "" : "p-6"}>
        <div className={titleHidden ? "sr-only" : "mb-4 flex items-start gap-4"}>
          <div className="grow">
            <h2 id={`${id}-title`} className="text-title">
              {title}
            </h2>
            {description && (
              <p id={`${id}-text`} className="mt-1 text-soft">
                {description}
              </p>
            )}
          </div>
          {dismissible && !titleHidden && (
            <IconButton label={t("close")} onClick={onClose} className="-me-2 -mt-1">
              <X aria-hidden />
            </IconButton>
          )}
        </div>
        {children}
      </div>
    </dialog>
  );
}

export function DialogActions({ children }: { children: ReactNode }) {
  return <div className="mt-6 flex flex-wrap justify-end gap-2">{children}</div>;
}
