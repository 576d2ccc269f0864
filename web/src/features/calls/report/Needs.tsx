import { useTranslation } from "react-i18next";
import type { CallDetail } from "@/api/types.gen";
import { ConsentForm } from "./ConsentForm";
import { SpeakersForm } from "./SpeakersForm";
import { TranscriptNeed } from "./TranscriptNeed";

/** What only a person can do for this call, one thing below the other, each with the way to do it. */
export function Needs({ call }: { call: CallDetail }) {
  const { t } = useTranslation("calls");
  if (call.needs.length === 0) return null;
  return (
    <ul aria-label={t("needs.label")} className="mb-6 grid gap-3 lg:auto-cols-fr lg:grid-flow-col">
      {call.needs.map((need) => (
        <li key={need} className="rounded-large bg-warn-wash px-5 py-4">
          {need === "consent" && <ConsentForm call={call} />}
          {need === "speakers" && <SpeakersForm key={call.id} call={call} />}
          {need === "transcript" && <TranscriptNeed call={call} />}
        </li>
      ))}
    </ul>
  );
}
