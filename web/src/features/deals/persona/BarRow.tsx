interface BarRowProps {
  label: string;
  value: number;
  most: number;
  /** How it is drawn: ours, theirs, or what is missing. */
  looks?: "them" | "us" | "none";
  note?: string;
}

const LOOKS = {
  them: "fill-accent",
  us: "fill-edge",
  none: "fill-transparent stroke-edge",
};

/** One bar beside its name, with its number at the end; a row of a table for those who cannot see it. */
export function BarRow({ label, value, most, looks = "them", note }: BarRowProps) {
  const width = most > 0 ? (100 * value) / most : 0;
  return (
    <div className="grid grid-cols-[6.5rem_minmax(0,1fr)_2rem] items-center gap-x-3 text-small">
      <dt className="truncate text-soft" title={label}>
        {label}
      </dt>
      <dd className="contents">
        <svg aria-hidden className="block h-3 w-full rtl:-scale-x-100">
          <rect
            x="0.500"
            y="1"
            height="10"
            rx="2"
            width={`${(0.98 * width).toFixed(2)}%`}
            strokeDasharray={looks === "none" ? "3 2" : undefined}
            className={LOOKS[looks]}
          />
        </svg>
        <span className="text-end tabular-nums">{value}</span>
        {note && <span className="col-start-2 col-end-4 text-soft">{note}</span>}
      </dd>
    </div>
  );
}
