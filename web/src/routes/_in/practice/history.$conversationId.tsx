import { createFileRoute } from "@tanstack/react-router";
import { Page } from "@/app/Frame";
import { Scorecard } from "@/features/practice/Scorecard";

export const Route = createFileRoute("/_in/practice/history/$conversationId")({
  component: function ScorecardPage() {
    const { conversationId } = Route.useParams();
    return (
      <Page wide>
        <Scorecard conversationId={conversationId} />
      </Page>
    );
  },
});
