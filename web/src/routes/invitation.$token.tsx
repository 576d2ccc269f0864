import { createFileRoute } from "@tanstack/react-router";
import { Door } from "@/app/Door";
import { AcceptInvitation } from "@/features/accounts/AcceptInvitation";

export const Route = createFileRoute("/invitation/$token")({
  component: function InvitationPage() {
    const { token } = Route.useParams();
    return (
      <Door>
        <AcceptInvitation token={token} />
      </Door>
    );
  },
});
