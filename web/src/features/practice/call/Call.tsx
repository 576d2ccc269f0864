import { lazy, Suspense } from "react";
import { useTranslation } from "react-i18next";
import { useTitle } from "@/lib/title";
import type { Level } from "../labels";
import { type CallWay, keptWay } from "../way";
import { Ringing } from "./Ringing";
import { Room } from "./Room";
import { Standing } from "./Standing";

// Most calls are written ones, and need none of it.
const VoiceCall = lazy(() => import("../voice/VoiceCall"));

export interface CallProps {
  scenario?: string;
  /** Another buyer than the scenario's own. */
  persona?: string;
  level?: Level;
  language?: "en" | "he";
  conversation?: string;
  /** The practice conversation, or the real call, whose moment is practised. */
  from?: string;
  call?: string;
  turn?: number;
  /** How it is held; when nothing is said, as the person chose on this machine. */
  by?: CallWay;
}

/** A call: rings until the buyer answers, then holds the conversation. A reload comes back to where it was. */
export function Call(props: CallProps) {
  const { t } = useTranslation("practice");
  useTitle(t("call.title"));
  if ((props.by ?? keptWay()) === "voice")
    return (
      <Suspense fallback={<Ringing.Frame />}>
        <VoiceCall {...props} />
      </Suspense>
    );
  if (props.conversation)
    return (
      <Standing key={props.conversation} id={props.conversation}>
        {(detail) => <Room detail={detail} />}
      </Standing>
    );
  return <Ringing key={JSON.stringify(props)} {...props} />;
}
