import type { Timeline } from "@/components/player/timeline";

export const KINDS = ["objection", "next_step", "question", "monologue"] as const;
export type MarkerKind = (typeof KINDS)[number];

export interface Marker {
  kind: MarkerKind;
  turn: number;
  /** Seconds from the start, where the call has times. */
  at?: number | null;
  until?: number | null;
  label: string;
}

export interface PlacedMarker extends Marker {
  /** Where it stands and, for a stretch, where it ends: shares of the timeline, 0..1. */
  from: number;
  to: number;
}

/** Where each marker stands, in call order; one whose turn is not on the timeline is left out. */
export function placed(markers: readonly Marker[], timeline: Timeline): PlacedMarker[] {
  return markers
    .flatMap((marker) => {
      const stretch = timeline.stretches.find((one) => one.index === marker.turn);
      const seconds = timeline.unit === "seconds" && timeline.length > 0;
      const from = seconds && marker.at != null ? marker.at / timeline.length : stretch?.from;
      if (from === undefined) return [];
      const end = seconds && marker.until != null ? marker.until / timeline.length : stretch?.to;
      const to = marker.kind === "monologue" ? Math.max(from, end ?? from) : from;
      return [{ ...marker, from: Math.min(1, from), to: Math.min(1, to) }];
    })
    .sort((a, b) => a.from - b.from);
}

export interface Cluster {
  kind: MarkerKind;
  from: number;
  to: number;
  markers: PlacedMarker[];
}

/** Markers of one kind that would cover each other (closer than `gap`, a share) stand as one. Expects call order. */
export function clustered(markers: readonly PlacedMarker[], gap: number): Cluster[] {
  const clusters: Cluster[] = [];
  for (const kind of KINDS) {
    let last: Cluster | null = null;
    for (const marker of markers) {
      if (marker.kind !== kind) continue;
      // Measured from its first, so that a dense row becomes many marks and not one.
      if (last && marker.from - last.from < gap) {
        last.markers.push(marker);
        last.to = Math.max(last.to, marker.to);
      } else {
        last = { kind, from: marker.from, to: marker.to, markers: [marker] };
        clusters.push(last);
      }
    }
  }
  return clusters;
}

/** Where the middle of each cluster is drawn: kinds that fall on one place stand side by side, in call order, none far from its place. */
export function sideBySide(
  clusters: readonly Cluster[],
  gap: number,
): { cluster: Cluster; middle: number }[] {
  let last = Number.NEGATIVE_INFINITY;
  return clusters
    .map((cluster) => ({ cluster, middle: (cluster.from + cluster.to) / 2 }))
    .sort((a, b) => a.middle - b.middle)
    .map(({ cluster, middle }) => {
      last = Math.min(Math.max(middle, last + gap), middle + gap);
      return { cluster, middle: last };
    });
}

/** The marker before or after a place in the call; null at the ends. */
export function neighbour(
  markers: readonly PlacedMarker[],
  share: number,
  direction: "next" | "previous",
): PlacedMarker | null {
  const margin = 0.0005;
  return (
    (direction === "next"
      ? markers.find((marker) => marker.from > share + margin)
      : markers.findLast((marker) => marker.from < share - margin)) ?? null
  );
}

export function counts(markers: readonly Marker[]): Record<MarkerKind, number> {
  const of = (kind: MarkerKind) => markers.filter((marker) => marker.kind === kind).length;
  return {
    objection: of("objection"),
    next_step: of("next_step"),
    question: of("question"),
    monologue: of("monologue"),
  };
}
