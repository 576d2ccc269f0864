import { useMutation, useQueryClient } from "@tanstack/react-query";
import { useNavigate } from "@tanstack/react-router";
import { accountsLogoutMutation } from "@/api/@tanstack/react-query.gen";

/** Ends the session here and forgets what was loaded for this person. */
export function useSignOut(): () => void {
  const queryClient = useQueryClient();
  const navigate = useNavigate();
  const { mutate } = useMutation({
    ...accountsLogoutMutation(),
    onSettled: async () => {
      await navigate({ to: "/sign-in" });
      queryClient.clear();
    },
  });
  return () => mutate({});
}
