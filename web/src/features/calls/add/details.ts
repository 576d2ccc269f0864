import type { NewCall } from "@/api/types.gen";
import type { ConsentGiven } from "@/components/ConsentFields";
import { localDay, noon } from "../days";

/** What is said about a call when it is sent in, as the form has it: empty text where nothing is said. */
export interface Details {
  title: string;
  day: string;
  rubric: string;
  language: "" | "en" | "he";
  person: string;
  /** The side of the rep in a recording of two channels or files; "" where it is to be found out. */
  repChannel: "" | "0" | "1";
  consent: ConsentGiven;
}

export function emptyDetails(person: string, today: Date = new Date()): Details {
  return {
    title: "",
    day: localDay(today),
    rubric: "",
    language: "",
    person,
    repChannel: "",
    consent: { basis: "", note: "" },
  };
}

type Common = Pick<NewCall, "title" | "rubric" | "language" | "happened_at" | "user_id">;

/** The details as the server takes them. A call of today happened now; of another day at its noon. */
export function asFields(details: Details, now: Date = new Date()): Common {
  return {
    title: details.title.trim(),
    rubric: details.rubric || undefined,
    language: details.language || undefined,
    user_id: details.person || undefined,
    happened_at: !details.day || details.day === localDay(now) ? now.toISOString() : noon(details.day),
  };
}

export function asConsent({ basis, note }: ConsentGiven): NewCall["consent"] {
  return basis ? { basis, note: note.trim() } : undefined;
}
