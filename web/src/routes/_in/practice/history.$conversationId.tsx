import { createFileRoute } from "@tanstack/react-router";
import { Page } from "@/app/Frame";
import { Scorecard } from "@/features/practice/scorecard/Scorecard";

export const Route = createFileRoute("/_in/practice/history/$conversationId")({
  component: function ScorecardPage() {
    const { conversationId } = Route.useParams();
    return (
      <Page wide>
        <Scorecard key={conversationId} conversationId={conversationId} />
      </Page>
    );
  },
});
