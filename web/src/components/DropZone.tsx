import { Upload } from "lucide-react";
import { type DragEvent, type ReactNode, useId, useState } from "react";
import { classes } from "@/lib/classes";

interface DropZoneProps {
  accept: string;
  /** On the button, and beside it where there is a mouse. */
  choose: string;
  orDrop: string;
  /** What may come, and how large. */
  hint: ReactNode;
  disabled?: boolean;
  onFiles: (files: File[]) => void;
  /** What is under way with them. */
  children?: ReactNode;
}

/** Where files are dropped or chosen. */
export function DropZone({ accept, choose, orDrop, hint, disabled, onFiles, children }: DropZoneProps) {
  const id = useId();
  const [over, setOver] = useState(false);
  const take = (files: File[]) => {
    if (files.length > 0 && !disabled) onFiles(files);
  };
  const drop = (event: DragEvent) => {
    event.preventDefault();
    setOver(false);
    take([...event.dataTransfer.files]);
  };
  return (
    // biome-ignore lint/a11y/noStaticElementInteractions: dropping is for the mouse; the button inside is for everybody
    <div
      onDragOver={(event) => {
        event.preventDefault();
        setOver(true);
      }}
      onDragLeave={() => setOver(false)}
      onDrop={drop}
      className={classes(
        "rounded-large border border-dashed px-6 py-8 text-center transition-colors",
        over ? "border-accent bg-accent-wash" : "border-edge",
      )}
    >
      <input
        id={id}
        type="file"
        multiple
        accept={accept}
        disabled={disabled}
        aria-describedby={`${id}-hint`}
        className="peer sr-only"
        onChange={(event) => {
          take([...(event.target.files ?? [])]);
          event.target.value = "";
        }}
      />
      <label
        htmlFor={id}
        className="inline-flex min-h-9 items-center gap-2 rounded-control border border-edge/60 bg-surface px-3.5 font-strong peer-focus-visible:outline-2 peer-focus-visible:outline-offset-2 peer-focus-visible:outline-accent hover:border-edge hover:bg-sunken touch:min-h-11"
      >
        <Upload aria-hidden className="size-4" />
        {choose}
      </label>
      <p className="mt-2 text-soft max-sm:hidden">{orDrop}</p>
      <p id={`${id}-hint`} className="mt-3 text-small text-soft">
        {hint}
      </p>
      {children}
    </div>
  );
}
