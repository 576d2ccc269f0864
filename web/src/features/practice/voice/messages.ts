import type {
  VoiceBuyerOut,
  VoiceControlIn,
  VoiceCutOut,
  VoiceEndedOut,
  VoiceLatencyOut,
  VoiceNoteOut,
  VoiceRepOut,
  VoiceSayIn,
  VoiceSessionOut,
  VoiceSignalsOut,
  VoiceSpeakingOut,
  VoiceSpokenIn,
  VoiceStateOut,
  VoiceTroubleOut,
} from "@/api/types.gen";

/** A message always says what it is, which the generated types leave open. */
type Told<T extends { type?: string }> = Omit<T, "type"> & { type: NonNullable<T["type"]> };

export type VoiceOut =
  | Told<VoiceSessionOut>
  | Told<VoiceRepOut>
  | Told<VoiceBuyerOut>
  | Told<VoiceCutOut>
  | Told<VoiceSpeakingOut>
  | Told<VoiceStateOut>
  | Told<VoiceSignalsOut>
  | Told<VoiceLatencyOut>
  | Told<VoiceTroubleOut>
  | Told<VoiceNoteOut>
  | Told<VoiceEndedOut>;

export type VoiceIn = Told<VoiceSayIn> | Told<VoiceSpokenIn> | Told<VoiceControlIn>;

export type Control = VoiceControlIn["do"];
export type Manner = VoiceSessionOut["manner"];
export type Signals = VoiceSignalsOut;
export type Latency = VoiceLatencyOut;
export type Trouble = VoiceTroubleOut;
