import { useQuery } from "@tanstack/react-query";
import type { ReactNode } from "react";
import { practiceGetConversationOptions } from "@/api/@tanstack/react-query.gen";
import type { ConversationDetail } from "@/api/types.gen";
import { QueryView } from "@/components/QueryView";
import { Ringing } from "./Ringing";

interface StandingProps {
  id: string;
  children: (detail: ConversationDetail) => ReactNode;
}

/** A call that is under way, as the server has it. */
export function Standing({ id, children }: StandingProps) {
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
      {children}
    </QueryView>
  );
}
