import { createFileRoute } from "@tanstack/react-router";
import { Page } from "@/app/Frame";
import { Ask } from "@/features/metrics/ask/Ask";
import { readAskSearch } from "@/features/metrics/ask/search";

export const Route = createFileRoute("/_in/numbers/")({
  validateSearch: readAskSearch,
  component: function AskPage() {
    const { conversation, text } = Route.useSearch();
    const navigate = Route.useNavigate();
    return (
      <Page wide>
        <Ask
          conversation={conversation}
          text={text}
          onConversation={(id) =>
            void navigate({ search: { conversation: id }, replace: true, resetScroll: false })
          }
        />
      </Page>
    );
  },
});
