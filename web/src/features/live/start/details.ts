import type { LiveStart } from "@/api/types.gen";
import type { ConsentGiven } from "@/components/ConsentFields";

export interface Party {
  id: string;
  name: string;
}

/** What is said about a call before it begins, as the form has it. */
export interface Details {
  source: LiveStart["source"];
  /** In the browser: whether the meeting's tab is heard beside the microphone. */
  share: boolean;
  microphone: string;
  /** Where this browser understands the speech, when the server does not and the rep agreed. */
  ears: "here" | "away" | null;
  title: string;
  language: "en" | "he";
  deal: Party | null;
  contact: Party | null;
  rubric: string;
  amount: NonNullable<LiveStart["amount"]>;
  recording: boolean;
  listening: boolean;
  consent: ConsentGiven;
  meeting: string;
  /** How the rep is called in the meeting. */
  repName: string;
  /** Twilio: whether the rep called Twilio's number, or is called by it. */
  repDialled: boolean;
  dial: string;
}

export function emptyDetails(
  language: Details["language"],
  deal: Party | null = null,
  contact: Party | null = null,
): Details {
  return {
    source: "browser",
    share: true,
    microphone: "",
    ears: null,
    title: "",
    language,
    deal,
    contact,
    rubric: "",
    amount: "normal",
    recording: false,
    listening: false,
    consent: { basis: "", note: "" },
    meeting: "",
    repName: "",
    repDialled: true,
    dial: "",
  };
}

/** The details as the server takes them, `unnamed` where the rep gave no name; what the source has no use for is left out. */
export function asStart(details: Details, key: string, unnamed = ""): LiveStart {
  const { source, consent, deal, contact, rubric } = details;
  const meeting = details.meeting.trim();
  const repName = details.repName.trim();
  const dial = details.dial.replace(/[^\d+]/g, "");
  return {
    title: details.title.trim() || unnamed,
    source,
    language: details.language,
    deal_id: deal?.id,
    contact_id: contact?.id,
    rubric: rubric || undefined,
    amount: details.amount,
    recording: details.recording,
    listening: details.listening,
    consent: consent.basis ? { basis: consent.basis, note: consent.note.trim() } : undefined,
    client_key: key,
    ...(inMeeting(source) && { meeting: meeting || undefined, rep_names: repName ? [repName] : [] }),
    ...(source === "twilio" && {
      rep_track: details.repDialled ? ("inbound" as const) : ("outbound" as const),
      dial: dial || undefined,
    }),
  };
}

/** Whether a source takes part in a meeting where people have names. */
export function inMeeting(source: Details["source"]): boolean {
  return source === "zoom" || source === "recall";
}

/** Whether enough has been said to begin. */
export function isReady({ consent, recording, source, meeting }: Details, consentRequired: boolean): boolean {
  if ((consentRequired || recording) && !consent.basis) return false;
  return source !== "recall" || meeting.trim() !== "";
}
