import { createFileRoute } from "@tanstack/react-router";
import { Page } from "@/app/Frame";
import { Visit } from "@/features/practice/together/Visit";

export const Route = createFileRoute("/_in/practice/together/$conversationId")({
  component: function VisitPage() {
    const { conversationId } = Route.useParams();
    return (
      <Page wide>
        <Visit key={conversationId} conversationId={conversationId} />
      </Page>
    );
  },
});
