import { metricsGetConversationOptions } from "@/api/@tanstack/react-query.gen";

/** A conversation as it was held; the page keeps its own record from here on. */
export function conversationOptions(id: string) {
  return {
    ...metricsGetConversationOptions({ path: { conversation_id: id } }),
    staleTime: Number.POSITIVE_INFINITY,
    gcTime: 0,
    refetchOnWindowFocus: false,
  };
}
