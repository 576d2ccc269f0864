import { useFormats } from "@/lib/format";
import { MarkerShape } from "./MarkerShape";
import type { Cluster, PlacedMarker } from "./markers";

/** The moments above the waveform. For the mouse; the list beside the player has them all for everybody. */
export function MarkerRow({
  clusters,
  onGo,
}: {
  clusters: readonly Cluster[];
  onGo: (marker: PlacedMarker) => void;
}) {
  const format = useFormats();
  return (
    <div aria-hidden className="relative h-4">
      {clusters.map((cluster) => {
        const [first] = cluster.markers;
        if (!first) return null;
        const name = cluster.markers
          .map((one) => (one.at != null ? `${format.clock(one.at)} ${one.label}` : one.label))
          .join("\n");
        return cluster.kind === "monologue" ? (
          // biome-ignore lint/a11y/noStaticElementInteractions: a shortcut for the mouse; the list has buttons
          // biome-ignore lint/a11y/useKeyWithClickEvents: as above
          <span
            key={`${cluster.kind}-${first.turn}`}
            title={name}
            onClick={() => onGo(first)}
            style={{
              insetInlineStart: `${100 * cluster.from}%`,
              inlineSize: `${100 * (cluster.to - cluster.from)}%`,
            }}
            className="absolute bottom-0 h-1 min-w-1.5 cursor-pointer rounded-full bg-edge/70 hover:bg-ink"
          />
        ) : (
          // biome-ignore lint/a11y/noStaticElementInteractions: as above
          // biome-ignore lint/a11y/useKeyWithClickEvents: as above
          <span
            key={`${cluster.kind}-${first.turn}-${first.from}`}
            title={name}
            onClick={() => onGo(first)}
            style={{ insetInlineStart: `${50 * (cluster.from + cluster.to)}%` }}
            className="absolute top-0 -ms-1.5 flex h-4 cursor-pointer items-start hover:scale-125"
          >
            <MarkerShape kind={cluster.kind} />
          </span>
        );
      })}
    </div>
  );
}
