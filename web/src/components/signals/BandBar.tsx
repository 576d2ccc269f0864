interface BandBarProps {
  label: string;
  text: string;
  value: number;
  max: number;
  /** The usual range, drawn as a pale field behind the bar. */
  low?: number | null;
  high?: number | null;
}

/** A value on its scale with the usual range behind it. */
export function BandBar({ label, text, value, max, low, high }: BandBarProps) {
  const at = (number: number) => (100 * Math.min(max, Math.max(0, number))) / max;
  return (
    <svg
      role="img"
      aria-label={`${label}: ${text}`}
      viewBox="0 0 100 16"
      preserveAspectRatio="none"
      className="block h-4 w-full rtl:-scale-x-100"
    >
      <rect y="6" width="100" height="4" className="fill-sunken" />
      {high != null && (
        <rect x={at(low ?? 0)} y="1" width={at(high) - at(low ?? 0)} height="14" className="fill-good/20" />
      )}
      <rect y="6" width={at(value)} height="4" className="fill-accent" />
      <rect x={Math.max(0, at(value) - 0.4)} y="2" width="0.8" height="12" className="fill-ink" />
    </svg>
  );
}
