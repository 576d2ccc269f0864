import { useMutation, useQuery } from "@tanstack/react-query";
import { Link, useNavigate } from "@tanstack/react-router";
import { ArrowLeft } from "lucide-react";
import { type FormEvent, useId, useRef, useState } from "react";
import { useTranslation } from "react-i18next";
import { callsCreateCallMutation, callsGetLimitsOptions } from "@/api/@tanstack/react-query.gen";
import { Button } from "@/components/Button";
import { ErrorState } from "@/components/ErrorState";
import { PageHeader } from "@/components/PageHeader";
import { Segmented } from "@/components/Segmented";
import { useMe } from "@/lib/me";
import { Chosen } from "./Chosen";
import { DetailFields } from "./DetailFields";
import { DropZone } from "./DropZone";
import { asConsent, asFields, emptyDetails } from "./details";
import { type Sorted, sorted, titleFrom } from "./files";
import { readText } from "./readText";
import { send } from "./sendings";
import { type Pasted, TranscriptInput } from "./TranscriptInput";
import { Uploads } from "./Uploads";

const NOTHING: Sorted = { recordings: [], transcript: null, refused: [] };

/** Brings a call in: a recording, a transcript, or both. */
export function AddCall() {
  const { t } = useTranslation("calls");
  const navigate = useNavigate();
  const heading = useId();
  const limits = useQuery(callsGetLimitsOptions()).data;
  const limit = limits?.max_upload_bytes ?? null;
  const me = useMe().user;
  const consentRequired = limits?.consent_required ?? false;
  const [from, setFrom] = useState<"recording" | "transcript">("recording");
  const [files, setFiles] = useState<Sorted>(NOTHING);
  const [pasted, setPasted] = useState<Pasted>({ text: "" });
  const [details, setDetails] = useState(() => emptyDetails(me.id));
  const key = useRef(crypto.randomUUID());
  const create = useMutation({
    ...callsCreateCallMutation(),
    onSuccess: ({ id }) => navigate({ to: "/calls/$callId", params: { callId: id } }),
  });

  const take = async (chosen: File[]) => {
    const found = sorted(
      [...files.recordings, ...(files.transcript ? [files.transcript] : []), ...chosen],
      limit,
    );
    if (found.recordings.length > 0 || !found.transcript) return setFiles(found);
    const text = await readText(found.transcript).catch(() => "");
    setPasted({ text, filename: found.transcript.name });
    setFiles({ ...NOTHING, refused: found.refused });
    setFrom("transcript");
  };
  const submit = (event: FormEvent) => {
    event.preventDefault();
    const fields = { ...asFields(details), client_key: key.current };
    if (from === "transcript")
      return create.mutate({
        body: {
          ...fields,
          title: fields.title || (pasted.filename ? titleFrom(pasted.filename) : ""),
          transcript: pasted.text,
          filename: pasted.filename,
          consent: asConsent(details.consent),
        },
      });
    send({
      files: files.recordings,
      transcript: files.transcript,
      fields: {
        ...fields,
        title: fields.title || titleFrom(files.recordings[0]?.name ?? ""),
        rep_channel: details.repChannel === "" ? undefined : Number(details.repChannel),
        consent_basis: details.consent.basis || undefined,
        consent_note: details.consent.note.trim() || undefined,
      },
    });
    key.current = crypto.randomUUID();
    setFiles(NOTHING);
    setDetails({ ...details, title: "" });
    return window.scrollTo({ top: 0 });
  };
  const ready = from === "transcript" ? pasted.text.trim() !== "" : files.recordings.length > 0;
  const hint = files.recordings[0]?.name ?? pasted.filename;

  return (
    <>
      <PageHeader
        above={
          <Link to="/calls" className="inline-flex items-center gap-1 hover:text-ink touch:min-h-11">
            <ArrowLeft aria-hidden className="directional size-3.5" />
            {t("title")}
          </Link>
        }
        title={t("add.title")}
        lead={t("add.lead")}
      />
      <Uploads />
      <form onSubmit={submit} className="flex max-w-2xl flex-col gap-6">
        <div>
          <Segmented
            label={t("add.from")}
            choices={[
              { value: "recording", label: t("add.recording") },
              { value: "transcript", label: t("add.transcript") },
            ]}
            value={from}
            onChange={setFrom}
          />
        </div>
        {from === "recording" ? (
          <div className="flex flex-col gap-3">
            <DropZone limit={limit} onFiles={(chosen) => void take(chosen)} />
            <Chosen files={files} limit={limit} onChange={setFiles} />
          </div>
        ) : (
          <TranscriptInput value={pasted} onChange={setPasted} />
        )}
        <section aria-labelledby={heading} className="border-t border-line pt-5">
          <h2 id={heading} className="mb-4 font-strong">
            {t("add.details")}
          </h2>
          <DetailFields
            value={details}
            onChange={setDetails}
            titleHint={hint ? titleFrom(hint) : t("add.namePlaceholder")}
            sides={from === "transcript" ? null : files.recordings.length === 2 ? "files" : "channels"}
            consentRequired={consentRequired}
          />
        </section>
        {create.error && <ErrorState error={create.error} />}
        <div>
          <Button type="submit" kind="primary" disabled={!ready} busy={create.isPending}>
            {t(from === "recording" ? "add.upload" : "add.analyse")}
          </Button>
        </div>
      </form>
    </>
  );
}
