/** Counts as bars the height of a line, the oldest first; `text` says what they show. */
export function Bars({ values, text }: { values: readonly number[]; text: string }) {
  const most = Math.max(1, ...values);
  return (
    <svg
      role="img"
      aria-label={text}
      viewBox={`0 0 ${values.length * 6} 16`}
      className="h-4 rtl:-scale-x-100"
      style={{ width: values.length * 6 }}
    >
      {values.map((value, place) => {
        const height = value === 0 ? 1 : 3 + (13 * value) / most;
        return (
          <rect
            // biome-ignore lint/suspicious/noArrayIndexKey: weeks have no identity but their place
            key={place}
            x={place * 6}
            y={16 - height}
            width="4"
            height={height}
            rx="1"
            className={value === 0 ? "fill-edge/50" : "fill-accent"}
          />
        );
      })}
    </svg>
  );
}
