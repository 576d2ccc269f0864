import { useMutation } from "@tanstack/react-query";
import { useRouter } from "@tanstack/react-router";
import { dealsRehearseMeetingMutation } from "@/api/@tanstack/react-query.gen";

/** Starts a practice call with a buyer made of a contact, and goes there. */
export function useRehearse() {
  const router = useRouter();
  const begin = useMutation({
    ...dealsRehearseMeetingMutation(),
    onSuccess: ({ link }) => router.history.push(link),
  });
  return {
    isPending: begin.isPending,
    error: begin.error,
    rehearse: (contactId: string, dealId?: string) =>
      begin.mutate({ path: { contact_id: contactId }, body: { deal_id: dealId } }),
  };
}
