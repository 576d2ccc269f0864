import { useQuery } from "@tanstack/react-query";
import { useTranslation } from "react-i18next";
import { practiceGetConversationOptions } from "@/api/@tanstack/react-query.gen";
import { QueryView } from "@/components/QueryView";
import { useTitle } from "@/lib/title";
import type { Level } from "../labels";
import { Ringing } from "./Ringing";
import { Room } from "./Room";

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
}

/** A call: rings until the buyer answers, then holds the conversation. A reload comes back to where it was. */
export function Call(props: CallProps) {
  const { t } = useTranslation("practice");
  useTitle(t("call.title"));
  if (props.conversation) return <Standing key={props.conversation} id={props.conversation} />;
  return <Ringing key={JSON.stringify(props)} {...props} />;
}

function Standing({ id }: { id: string }) {
  const query = useQuery({
    ...practiceGetConversationOptions({ path: { conversation_id: id } }),
    // The room keeps its own record from here on; a refresh under it would only disturb.
    staleTime: Infinity,
    gcTime: 0,
    refetchOnWindowFocus: false,
    refetchOnReconnect: false,
  });
  return (
    <QueryView query={query} skeleton={<Ringing.Frame />}>
      {(detail) => <Room detail={detail} />}
    </QueryView>
  );
}
