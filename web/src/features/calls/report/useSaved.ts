import { useQueryClient } from "@tanstack/react-query";
import {
  callsGetAgreementQueryKey,
  callsGetCallQueryKey,
  callsListCallsInfiniteQueryKey,
} from "@/api/@tanstack/react-query.gen";

/** Asks anew for whatever a change to this call may have changed. */
export function useSaved(callId: string): () => Promise<void> {
  const queryClient = useQueryClient();
  return async () => {
    void queryClient.invalidateQueries({ queryKey: [{ _id: callsListCallsInfiniteQueryKey()[0]._id }] });
    void queryClient.invalidateQueries({ queryKey: [{ _id: callsGetAgreementQueryKey()[0]._id }] });
    await queryClient.invalidateQueries({ queryKey: callsGetCallQueryKey({ path: { call_id: callId } }) });
  };
}
