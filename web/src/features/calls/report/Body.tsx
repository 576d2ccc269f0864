import { type ReactNode, useMemo } from "react";
import { useTranslation } from "react-i18next";
import type { CallDetail, Objection } from "@/api/types.gen";
import { Moments } from "@/components/evidence/Moments";
import { PlaybackRoom } from "@/components/player/PlaybackRoom";
import { PlayMoments } from "@/components/player/PlayMoments";
import { Playback } from "@/components/player/playback";
import { Signals } from "@/components/signals/Signals";
import { type Tab, Tabs } from "@/components/Tabs";
import { useMedia } from "@/lib/useMedia";
import { Player } from "../player/Player";
import { About } from "./About";
import { CustomerQuestions, DocumentsSay } from "./Documents";
import { documentsTo } from "./documentsTo";
import { Findings } from "./Findings";
import { GoToTranscript } from "./GoToTranscript";
import { Live } from "./Live";
import { Scorecard } from "./Scorecard";
import { Sound } from "./Sound";
import { Needs, NextSteps, Summary } from "./Summary";
import { Tone } from "./Tone";
import { Transcript } from "./Transcript";
import type { View } from "./view";

interface BodyProps {
  call: CallDetail;
  view: View;
  onView: (view: View) => void;
}

/** The report: the sound above, what it means at the side of reading, what was said beside it. */
export function Body(props: BodyProps) {
  const { id, media, duration_s } = props.call;
  const playback = useMemo(
    () => (media.available ? new Playback(duration_s ?? 0) : null),
    [media.available, duration_s],
  );
  return (
    <Moments>
      <PlaybackRoom playback={playback}>
        {playback && (
          // biome-ignore lint/a11y/useMediaCaption: the transcript stands beside it
          <audio key={id} ref={playback.attach} src={`/api/calls/${id}/audio`} preload="metadata" />
        )}
        <PlayMoments turns={props.call.turns} />
        <Player call={props.call} />
        <Parts {...props} />
      </PlaybackRoom>
    </Moments>
  );
}

function Parts({ call, view, onView }: BodyProps) {
  const { t } = useTranslation("calls");
  const wide = useMedia("(min-width: 80rem)");
  const said = call.turns.length > 0;
  const tabs: Tab[] = parts(call).map(([id, content]) => ({ id, label: t(`views.${id}`), content }));
  const transcript = <Transcript call={call} evidenceBy="findings" />;
  if (said && !wide)
    tabs.splice(1, 0, { id: "transcript", label: t("views.transcript"), content: transcript });
  const shown = tabs.find((tab) => tab.id === view) ?? tabs[0];
  const column = (
    <GoToTranscript when={said && !wide} onView={onView}>
      <div className={FIRST_SECTION}>
        <Tabs label={t("views.label")} tabs={tabs} value={shown?.id} onChange={(id) => onView(id as View)} />
      </div>
    </GoToTranscript>
  );
  if (!wide || !said) return column;
  return (
    <div className="grid grid-cols-[minmax(0,1fr)_27rem] gap-x-14">
      <div className="min-w-0">{column}</div>
      <Transcript
        call={call}
        evidenceBy={shown?.id === "scorecard" ? "criteria" : "findings"}
        className="sticky top-44 h-[calc(100dvh-11rem)] self-start"
      />
    </div>
  );
}

/** The first part below the tabs needs no rule of its own. */
const FIRST_SECTION =
  "[&_[role=tabpanel]>section:first-child]:border-t-0 [&_[role=tabpanel]>section:first-child]:pt-0";

type Part = [Exclude<View, "transcript">, ReactNode];

/** The parts there is something to say in: without words only what the sound shows. */
function parts(call: CallDetail): Part[] {
  const words: Part[] = [
    [
      "review",
      <>
        <Summary call={call} />
        <Findings call={call} />
        <NextSteps call={call} />
        <Live call={call} />
        <Needs needs={call.needs_stated ?? []} />
        <CustomerQuestions questions={call.customer_questions ?? []} />
      </>,
    ],
    ["scorecard", <Scorecard key="scorecard" call={call} />],
  ];
  const besideObjection = (objection: Objection) => (
    <DocumentsSay passages={documentsTo(objection, call.objections ?? [])} />
  );
  const figures = (
    <>
      {call.signals && call.turns.length > 0 && (
        <Signals turns={call.turns} signals={call.signals} besideObjection={besideObjection} />
      )}
      <Tone call={call} />
      {call.sound && <Sound sound={call.sound} />}
    </>
  );
  const analysed = call.turns.length > 0 && call.analysed_at !== null;
  return [
    ...(analysed ? words : []),
    ...(call.signals || call.sound ? ([["figures", figures]] satisfies Part[]) : []),
    ["about", <About key="about" call={call} />],
  ];
}
