import type { CallDetail } from "@/api/types.gen";
import type { Marker } from "./markers";

/** The marked moments of a call, each with the words of its turn, which say more than a name. */
export function markersOf(call: Pick<CallDetail, "markers" | "turns">): Marker[] {
  const texts = new Map(call.turns.map((turn) => [turn.index, turn.text]));
  return (call.markers ?? []).map((marker) => ({ ...marker, label: texts.get(marker.turn) ?? marker.label }));
}
