import { createFileRoute, useLocation } from "@tanstack/react-router";
import { Door } from "@/app/Door";
import { AcceptInvitation } from "@/features/accounts/AcceptInvitation";

/** The token stands after the "#", where no server or proxy ever sees it. */
export const Route = createFileRoute("/invitation")({
  component: function InvitationPage() {
    const token = useLocation({ select: (location) => location.hash });
    return (
      <Door>
        <AcceptInvitation token={token} />
      </Door>
    );
  },
});
