import { useEffect, useRef, useState } from "react";
import { logger, None, parse, View } from "vega";
import { expressionInterpreter } from "vega-interpreter";
import { compile, type TopLevelSpec } from "vega-lite";
import { useWidth } from "@/lib/useWidth";
import { CONFIG, dressed } from "./dress";

interface Tip {
  x: number;
  y: number;
  lines: [string, string][];
}

interface VegaChartProps {
  spec: Record<string, unknown>;
  rtl: boolean;
  onFailure: () => void;
}

/** Nothing is loaded from anywhere: the values stand in the specification. */
const NO_LOADER = {
  load: () => Promise.reject(new Error("Charts load nothing.")),
  sanitize: () => Promise.reject(new Error("Charts link nowhere.")),
  http: () => Promise.reject(new Error("Charts load nothing.")),
  file: () => Promise.reject(new Error("Charts load nothing.")),
};

/** Draws a Vega-Lite specification without ever compiling code from it, which the content security policy forbids. */
export default function VegaChart({ spec, rtl, onFailure }: VegaChartProps) {
  const box = useRef<HTMLDivElement>(null);
  const width = useWidth(box);
  const [tip, setTip] = useState<Tip | null>(null);

  useEffect(() => {
    const container = box.current;
    if (!container || width === 0) return;
    let view: View | null = null;
    try {
      const drawn = {
        ...dressed(spec as never, rtl),
        width,
        autosize: { type: "fit-x", contains: "padding" },
      };
      const { spec: vega } = compile(drawn as unknown as TopLevelSpec, {
        config: CONFIG as never,
        logger: logger(None), // its advice is for whoever writes specifications
      });
      view = new View(parse(vega, undefined, { ast: true }), {
        renderer: "svg",
        container,
        hover: true,
        loader: NO_LOADER as never,
        expr: expressionInterpreter,
        tooltip: (_handler: unknown, event: MouseEvent, _item: unknown, value: unknown) =>
          setTip(
            value == null || value === "" ? null : { ...place(event, container), lines: linesOf(value) },
          ),
      } as never);
      view.runAsync().catch(onFailure);
    } catch {
      onFailure();
    }
    return () => {
      view?.finalize();
      container.replaceChildren();
    };
  }, [spec, rtl, width, onFailure]);

  return (
    // Vega lays out from left to right; what it writes keeps the direction of its own letters.
    <div dir="ltr" className="relative w-full">
      <div
        ref={box}
        aria-hidden
        className="w-full empty:min-h-40 [&_svg]:block [&_text]:[unicode-bidi:plaintext]"
      />
      {tip && (
        <dl
          aria-hidden
          style={{ left: tip.x, top: tip.y }}
          className="pointer-events-none absolute z-10 -translate-x-1/2 -translate-y-full rounded-control bg-surface px-3 py-2 text-small shadow-float"
        >
          {tip.lines.map(([name, value]) => (
            <div key={name} className="flex justify-between gap-4 whitespace-nowrap">
              <dt className="text-soft" dir="auto">
                {name}
              </dt>
              <dd dir="auto" className="tabular-nums">
                {value}
              </dd>
            </div>
          ))}
        </dl>
      )}
    </div>
  );
}

const TIP_HALF = 90;

function place(event: MouseEvent, container: HTMLElement) {
  const at = container.getBoundingClientRect();
  const x = Math.max(TIP_HALF, Math.min(at.width - TIP_HALF, event.clientX - at.left));
  return { x, y: event.clientY - at.top - 12 };
}

function linesOf(value: unknown): [string, string][] {
  if (typeof value !== "object" || value === null) return [["", String(value)]];
  return Object.entries(value).map(([name, one]) => [name, String(one ?? "–")]);
}
