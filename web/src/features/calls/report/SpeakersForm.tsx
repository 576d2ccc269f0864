import { useMutation } from "@tanstack/react-query";
import { useState } from "react";
import { useTranslation } from "react-i18next";
import { callsAssignSpeakersMutation } from "@/api/@tanstack/react-query.gen";
import type { CallDetail, CallSpeaker } from "@/api/types.gen";
import { Button } from "@/components/Button";
import { ErrorState } from "@/components/ErrorState";
import { Segmented } from "@/components/Segmented";
import { useFormats } from "@/lib/format";
import { useSaved } from "./useSaved";
import { useLabelWords } from "./useSpeakerNames";

type Role = "rep" | "customer";

/** "Which one is the rep?": every speaker with something they said, and the side they are on. */
export function SpeakersForm({ call }: { call: CallDetail }) {
  const { t } = useTranslation("calls");
  const [roles, setRoles] = useState<Record<string, Role>>(() =>
    Object.fromEntries(call.speakers.flatMap((one) => (one.role ? [[one.label, one.role]] : []))),
  );
  const saved = useSaved(call.id);
  const save = useMutation({ ...callsAssignSpeakersMutation(), onSuccess: saved });
  const complete = call.speakers.every((one) => roles[one.label]) && Object.values(roles).includes("rep");
  return (
    <form
      onSubmit={(event) => {
        event.preventDefault();
        save.mutate({ path: { call_id: call.id }, body: { roles } });
      }}
    >
      <h2 className="font-strong">{t("speakers.question")}</h2>
      <p className="mt-1 mb-3 max-w-prose text-soft">
        {call.speakers_why ? <span dir="auto">{call.speakers_why}</span> : t("speakers.text")}
      </p>
      <ul className="mb-4 flex flex-col gap-4">
        {call.speakers.map((speaker) => (
          <Speaker
            key={speaker.label}
            call={call}
            speaker={speaker}
            role={roles[speaker.label]}
            onRole={(role) => setRoles(chosen(roles, call.speakers, speaker.label, role))}
          />
        ))}
      </ul>
      {save.error && <ErrorState error={save.error} className="mb-3" />}
      <Button type="submit" kind="primary" disabled={!complete} busy={save.isPending}>
        {t("speakers.submit")}
      </Button>
    </form>
  );
}

/** With two speakers the side of one says that of the other. */
export function chosen(
  roles: Record<string, Role>,
  speakers: readonly Pick<CallSpeaker, "label">[],
  label: string,
  role: Role,
): Record<string, Role> {
  const [other, more] = speakers.filter((one) => one.label !== label);
  const rest = other && !more ? { [other.label]: role === "rep" ? "customer" : "rep" } : {};
  return { ...roles, ...(rest as Record<string, Role>), [label]: role };
}

interface SpeakerProps {
  call: CallDetail;
  speaker: CallSpeaker;
  role: Role | undefined;
  onRole: (role: Role) => void;
}

function Speaker({ call, speaker, role, onRole }: SpeakerProps) {
  const { t } = useTranslation("calls");
  const format = useFormats();
  const nameOf = useLabelWords();
  const words = call.turns
    .filter((turn) => turn.label === speaker.label)
    .sort((a, b) => b.text.length - a.text.length)[0]?.text;
  return (
    <li className="flex flex-wrap items-start gap-x-6 gap-y-2">
      <Segmented
        label={t("speakers.sideOf", { name: nameOf(speaker.label) })}
        choices={[
          { value: "rep", label: t("speakers.rep") },
          { value: "customer", label: t("speakers.customer") },
        ]}
        value={role ?? ("" as Role)}
        onChange={onRole}
      />
      <div className="min-w-0 grow basis-60">
        <p>
          <bdi className="font-strong">{nameOf(speaker.label)}</bdi>{" "}
          <span className="text-small text-soft">
            {speaker.talk_share != null && <>{format.percent(speaker.talk_share)} · </>}
            {t("turns", { count: speaker.turns })}
          </span>
        </p>
        {words && (
          <p dir="auto" className="line-clamp-2 text-soft">
            {words}
          </p>
        )}
      </div>
    </li>
  );
}
