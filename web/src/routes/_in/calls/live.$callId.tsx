import { createFileRoute } from "@tanstack/react-router";
import { LiveCallPage } from "@/features/live/call/LiveCallPage";

export const Route = createFileRoute("/_in/calls/live/$callId")({
  component: function CallPage() {
    const { callId } = Route.useParams();
    return <LiveCallPage key={callId} callId={callId} />;
  },
});
