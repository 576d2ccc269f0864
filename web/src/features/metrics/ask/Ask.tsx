import { useQuery } from "@tanstack/react-query";
import { useState } from "react";
import { QueryView } from "@/components/QueryView";
import { SkeletonText } from "@/components/Skeleton";
import { NumbersHeader } from "../NumbersHeader";
import type { Answer } from "../types";
import { useMetrics } from "../useMetrics";
import { conversationOptions } from "./conversations";
import { NoData } from "./Starters";
import { Talk } from "./Talk";

interface AskProps {
  conversation?: string;
  /** A question to begin with, from the command palette or a link; it stands in the field until it is sent. */
  text?: string;
  onConversation: (id: string | undefined) => void;
}

/** The conversation about numbers. */
export function Ask({ conversation, text, onConversation }: AskProps) {
  const metrics = useMetrics();
  const [shown, setShown] = useState<{ turn: number; id?: string; own?: string }>({
    turn: 0,
    id: conversation,
  });
  if (shown.id !== conversation) {
    // A conversation that began on this page gets its address; any other one is opened anew.
    const own = conversation !== undefined && conversation === shown.own;
    setShown(own ? { ...shown, id: conversation } : { turn: shown.turn + 1, id: conversation });
  }
  const begun = (id: string) => {
    setShown((now) => ({ ...now, own: id }));
    onConversation(id);
  };
  return (
    <>
      <NumbersHeader page="ask" />
      <QueryView query={metrics} skeleton={<SkeletonText lines={6} />}>
        {(known) =>
          known.measures.length === 0 && !conversation ? (
            <NoData />
          ) : conversation && conversation !== shown.own ? (
            <Before key={shown.turn} id={conversation} onConversation={begun} />
          ) : (
            <Talk key={shown.turn} conversation={undefined} before={[]} text={text} onConversation={begun} />
          )
        }
      </QueryView>
    </>
  );
}

/** A conversation that was held before, to be carried on. */
function Before({ id, onConversation }: { id: string; onConversation: (id: string) => void }) {
  const query = useQuery(conversationOptions(id));
  return (
    <QueryView query={query} skeleton={<SkeletonText lines={6} />}>
      {(detail) => (
        <Talk
          conversation={id}
          before={detail.items.flatMap((message) => (message.answer as Answer | null | undefined) ?? [])}
          onConversation={onConversation}
        />
      )}
    </QueryView>
  );
}
