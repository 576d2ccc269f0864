/** A chart as the server draws it, in the colours, the letters and the direction of the page it stands on. */

type Json = null | boolean | number | string | Json[] | { [key: string]: Json };
type Spec = { [key: string]: Json };

/** Names a specification may use for a colour; each is a token of the theme, so that dark and light follow by themselves. */
const TOKENS = ["accent", "soft", "good", "bad", "warn", "ink", "line", "edge"] as const;
const CATEGORIES = TOKENS.slice(0, 5).map((name) => token(name));
const COLOUR_KEYS = new Set(["color", "fill", "stroke", "value", "range"]);

function token(name: string): string {
  return `var(--color-${name})`;
}

export function dressed(spec: Spec, rtl: boolean): Spec {
  const coloured = colours(spec, "") as Spec;
  return { ...(rtl ? (turned(coloured) as Spec) : coloured), width: "container", background: null as Json };
}

function colours(part: Json, key: string): Json {
  if (typeof part === "string")
    return COLOUR_KEYS.has(key) && (TOKENS as readonly string[]).includes(part) ? token(part) : part;
  if (Array.isArray(part)) return part.map((one) => colours(one, key));
  if (part === null || typeof part !== "object") return part;
  // The data are what they are: a category may be called "line".
  return Object.fromEntries(
    Object.entries(part).map(([name, value]) => [name, name === "data" ? value : colours(value, name)]),
  );
}

/** The picture as its reader's eyes run: from the right. Texts keep their own direction. */
function turned(part: Json): Json {
  if (Array.isArray(part)) return part.map(turned);
  if (part === null || typeof part !== "object") return part;
  return Object.fromEntries(
    Object.entries(part).map(([name, value]) => {
      if (name === "data") return [name, value];
      if (name === "encoding" && isObject(value)) return [name, turnedEncoding(value)];
      if (name === "mark" && isObject(value)) return [name, turnedMark(value)];
      return [name, turned(value)];
    }),
  );
}

const isObject = (part: Json | undefined): part is Spec =>
  typeof part === "object" && part !== null && !Array.isArray(part);

function turnedEncoding(encoding: Spec): Spec {
  const { x, y } = encoding;
  const next = { ...encoding };
  if (isObject(x) && ("field" in x || "aggregate" in x) && x.scale !== null) {
    const scale = isObject(x.scale) ? x.scale : {};
    next.x = { ...x, scale: { ...scale, reverse: !scale.reverse } };
  }
  if (isObject(y) && ("field" in y || "aggregate" in y) && y.axis !== null)
    next.y = { ...y, axis: { ...(isObject(y.axis) ? y.axis : {}), orient: "right" } };
  return next;
}

const MIRROR: Record<string, string> = { left: "right", right: "left" };

function turnedMark(mark: Spec): Spec {
  const next = { ...mark };
  if (mark.type === "text") {
    if (typeof mark.align === "string") next.align = MIRROR[mark.align] ?? mark.align;
    if (typeof mark.dx === "number") next.dx = -mark.dx;
  }
  return next;
}

const FONT = '"Inter Variable", "Heebo Variable", system-ui, sans-serif';

/** The looks of every chart. */
export const CONFIG = {
  font: FONT,
  view: { stroke: null },
  axis: {
    labelFontSize: 12,
    titleFontSize: 12,
    titleFontWeight: 400,
    labelColor: token("soft"),
    titleColor: token("soft"),
    domainColor: token("line"),
    tickColor: token("line"),
    gridColor: token("line"),
    labelPadding: 6,
    labelLimit: 160,
  },
  axisX: { grid: false, labelAngle: 0, labelOverlap: true },
  axisY: { domain: false, ticks: false },
  axisBand: { grid: false, domain: false, ticks: false },
  legend: {
    orient: "top",
    title: null,
    labelFontSize: 12,
    labelColor: token("soft"),
    symbolStrokeWidth: 2,
    labelLimit: 200,
  },
  header: { labelColor: token("soft"), titleColor: token("soft") },
  range: { category: CATEGORIES, diverging: [token("bad"), token("line"), token("good")] },
  mark: { color: token("accent") },
  bar: { color: token("accent"), cornerRadiusEnd: 2 },
  line: { color: token("accent"), strokeWidth: 2, strokeCap: "round" },
  area: { color: token("accent"), fillOpacity: 0.14, line: { color: token("accent"), strokeWidth: 2 } },
  point: { color: token("accent"), filled: true, size: 40 },
  rule: { color: token("edge") },
  text: { color: token("ink"), fontSize: 12 },
} as const;
