import { useQuery } from "@tanstack/react-query";
import { useCallback, useState } from "react";
import { useTranslation } from "react-i18next";
import { practiceGetConversationOptions, practiceGetScenarioOptions } from "@/api/@tanstack/react-query.gen";
import type { VoiceOptions } from "@/api/types.gen";
import { isLanguage } from "@/i18n";
import type { CallProps } from "../call/Call";
import { Ringing } from "../call/Ringing";
import { Standing } from "../call/Standing";
import { GreenRoom } from "./GreenRoom";
import type { VoiceWish } from "./manners";
import { useMicrophone } from "./useMicrophone";
import { VoiceRoom } from "./VoiceRoom";

interface Entered {
  wish: VoiceWish;
  options: VoiceOptions;
}

/** A call by speaking: a look at the microphone, then it rings, then the room. The microphone is open only until the end. */
export default function VoiceCall(props: CallProps) {
  const { i18n } = useTranslation();
  const mic = useMicrophone();
  const [entered, setEntered] = useState<Entered | null>(null);
  const [used, setUsed] = useState(false);
  const buyer = useBuyer(props);
  const { close } = mic;
  const over = useCallback(() => close(), [close]);

  // A further call begins where every call does; its address has no conversation yet.
  if (entered && props.conversation && !used) setUsed(true);
  if (entered && !props.conversation && used) {
    setUsed(false);
    setEntered(null);
  }
  if (!entered)
    return (
      <GreenRoom
        target={props}
        persona={buyer?.persona}
        language={buyer?.language ?? props.language ?? (isLanguage(i18n.language) ? i18n.language : "en")}
        mic={mic}
        onCall={(wish, options) => setEntered({ wish, options })}
      />
    );
  if (!props.conversation) return <Ringing {...props} by="voice" />;
  return (
    <Standing key={props.conversation} id={props.conversation}>
      {(detail) => <VoiceRoom detail={detail} mic={mic} {...entered} onOver={over} />}
    </Standing>
  );
}

/** Who will pick up, as far as it is known before. */
function useBuyer({ scenario, persona, conversation, language }: CallProps) {
  const called = useQuery({
    ...practiceGetScenarioOptions({ path: { scenario_id: scenario ?? "" }, query: { language } }),
    enabled: scenario !== undefined && persona === undefined,
  });
  const standing = useQuery({
    ...practiceGetConversationOptions({ path: { conversation_id: conversation ?? "" } }),
    enabled: conversation !== undefined,
    staleTime: Infinity,
    gcTime: 0,
  });
  return standing.data ?? called.data;
}
