import { useCapture } from "../capture/captures";
import type { LiveCall } from "../liveCall";
import type { LiveSession } from "../session/LiveSession";
import { useSeconds, useSnapshot } from "../session/useLive";
import { Captured } from "./Captured";
import { CueArea } from "./CueArea";
import { Figures } from "./Figures";
import { History } from "./History";
import { Notes } from "./Notes";
import { Troubles } from "./Troubles";

interface CompanionProps {
  call: LiveCall;
  session: LiveSession;
  mine: boolean;
}

/** What stands beside the meeting, from 320 pixels on: the page and the small window show the very same. */
export function Companion({ call, session, mine }: CompanionProps) {
  const snapshot = useSnapshot(session);
  const seconds = useSeconds(snapshot);
  const running = useCapture();
  const capture = running?.callId === call.call_id ? running : null;
  const { view } = snapshot;
  const judge = mine ? session.judge : undefined;
  return (
    <div className="@container flex flex-col gap-5">
      <Captured call={call} view={view} seconds={seconds} capture={capture} mine={mine} />
      <Troubles call={call} session={session} capture={capture} mine={mine} />
      <Notes notes={view.notes} onRead={session.readNote} />
      <CueArea view={view} seconds={seconds} onJudge={judge} />
      <History view={view} seconds={seconds} onJudge={judge} />
      <Figures signals={view.signals} mine={mine} />
    </div>
  );
}
