import { type Formats, useFormats } from "@/lib/format";
import { MarkerShape } from "./MarkerShape";
import { type Cluster, type PlacedMarker, sideBySide } from "./markers";

interface MarkerRowProps {
  clusters: readonly Cluster[];
  /** How far apart shapes must stand, as a share of the timeline. */
  gap: number;
  onGo: (marker: PlacedMarker) => void;
}

/** The moments above the waveform. For the mouse; the list beside the player has them all for everybody. */
export function MarkerRow({ clusters, gap, onGo }: MarkerRowProps) {
  const format = useFormats();
  const stretches = clusters.filter((cluster) => cluster.kind === "monologue");
  const points = clusters.filter((cluster) => cluster.kind !== "monologue");
  return (
    <div aria-hidden className="relative h-4">
      {stretches.map((cluster) => (
        // biome-ignore lint/a11y/noStaticElementInteractions: a shortcut for the mouse; the list has buttons
        // biome-ignore lint/a11y/useKeyWithClickEvents: as above
        <span
          key={cluster.from}
          title={nameOf(cluster, format)}
          onClick={() => cluster.markers[0] && onGo(cluster.markers[0])}
          style={{
            insetInlineStart: `${100 * cluster.from}%`,
            inlineSize: `${100 * (cluster.to - cluster.from)}%`,
          }}
          className="absolute bottom-0 h-1 min-w-1.5 cursor-pointer rounded-full bg-edge/70 hover:bg-ink"
        />
      ))}
      {sideBySide(points, gap).map(({ cluster, middle }) => (
        // biome-ignore lint/a11y/noStaticElementInteractions: as above
        // biome-ignore lint/a11y/useKeyWithClickEvents: as above
        <span
          key={`${cluster.kind}-${cluster.from}`}
          title={nameOf(cluster, format)}
          onClick={() => cluster.markers[0] && onGo(cluster.markers[0])}
          style={{ insetInlineStart: `${100 * middle}%` }}
          className="absolute top-0 -ms-1.5 flex h-4 cursor-pointer items-start hover:scale-125"
        >
          <MarkerShape kind={cluster.kind} />
        </span>
      ))}
    </div>
  );
}

/** When and what, one line a moment. */
function nameOf(cluster: Cluster, format: Formats): string {
  return cluster.markers
    .map((one) => (one.at != null ? `${format.clock(one.at)} ${one.label}` : one.label))
    .join("\n");
}
