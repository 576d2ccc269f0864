import { createFileRoute } from "@tanstack/react-router";
import { Page } from "@/app/Frame";
import { Join } from "@/features/practice/together/Join";

export const Route = createFileRoute("/_in/practice/join/$token")({
  component: function JoinPage() {
    const { token } = Route.useParams();
    return (
      <Page wide>
        <Join key={token} token={token} />
      </Page>
    );
  },
});
