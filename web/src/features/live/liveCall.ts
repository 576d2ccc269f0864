import type { LiveDetail } from "@/api/types.gen";

/** What a page needs of a call beside what comes over the socket. */
export type LiveCall = Omit<LiveDetail, "turns" | "cues" | "notes">;
