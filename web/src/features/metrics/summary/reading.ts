import type { MovedMeasure, Segment } from "@/api/types.gen";

/** How far from its usual ups and downs a number moved. */
export type Standing = "far" | "more" | "usual" | "unknown";

const FAR = 3;
const USUAL = 1;

export function standing({ surprise }: Pick<MovedMeasure, "surprise">): Standing {
  if (surprise == null) return "unknown";
  return surprise >= FAR ? "far" : surprise > USUAL ? "more" : "usual";
}

/** The segments after those that say the same as the words before them. */
export function after(segments: readonly Segment[], said: string): Segment[] {
  if (
    !segments
      .map((segment) => segment.text)
      .join("")
      .startsWith(said)
  )
    return [...segments];
  let left = said.length;
  const rest: Segment[] = [];
  for (const segment of segments) {
    const cut = Math.min(left, segment.text.length);
    left -= cut;
    if (cut < segment.text.length) rest.push(cut ? { ...segment, text: segment.text.slice(cut) } : segment);
  }
  const [first, ...others] = rest;
  return first ? [{ ...first, text: first.text.trimStart() }, ...others] : [];
}

const LOOKED_AT = 4;

/** Where to look first: what became worse, then what is furthest from usual. */
export function toLookAt(moved: readonly MovedMeasure[]): MovedMeasure[] {
  const asked = moved.filter((one) => one.ask);
  return [...asked.filter((one) => one.good === false), ...asked.filter((one) => one.good !== false)].slice(
    0,
    LOOKED_AT,
  );
}
