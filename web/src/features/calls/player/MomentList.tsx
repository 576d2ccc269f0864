import { ListVideo } from "lucide-react";
import { useTranslation } from "react-i18next";
import { Button } from "@/components/Button";
import { Popover } from "@/components/Popover";
import { useFormats } from "@/lib/format";
import { MarkerShape } from "./MarkerShape";
import type { PlacedMarker } from "./markers";

/** Every marked moment as a list: what the shapes on the timeline say, for keyboard and screen reader as well. */
export function MomentList({
  markers,
  onGo,
}: {
  markers: readonly PlacedMarker[];
  onGo: (marker: PlacedMarker) => void;
}) {
  const { t } = useTranslation("calls");
  const format = useFormats();
  return (
    <Popover
      label={t("player.moments")}
      trigger={
        <Button size="small" kind="quiet">
          <ListVideo aria-hidden />
          <span className="max-sm:sr-only">{t("player.moments")}</span>
          <span className="tabular-nums">{format.number(markers.length)}</span>
        </Button>
      }
    >
      <ul aria-label={t("player.moments")} className="-mx-2 max-h-80 overflow-y-auto">
        {markers.map((marker) => (
          <li key={`${marker.kind}-${marker.turn}-${marker.from}`}>
            <button
              type="button"
              onClick={() => onGo(marker)}
              className="grid w-full grid-cols-[0.75rem_3rem_1fr] items-baseline gap-2 rounded-small px-2 py-1.5 text-start hover:bg-sunken touch:min-h-11"
            >
              <MarkerShape kind={marker.kind} />
              <span className="text-soft tabular-nums">
                {marker.at != null
                  ? format.clock(marker.at)
                  : t("player.turn", { n: format.number(marker.turn + 1) })}
              </span>
              <span className="min-w-0">
                <span className="block">{t(`markers.${marker.kind}`, { count: 1 })}</span>
                <bdi className="line-clamp-2 text-soft">{marker.label}</bdi>
              </span>
            </button>
          </li>
        ))}
      </ul>
    </Popover>
  );
}
