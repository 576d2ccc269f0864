import { createFileRoute } from "@tanstack/react-router";
import { Page } from "@/app/Frame";
import { Report } from "@/features/calls/report/Report";
import { readReportSearch } from "@/features/calls/report/view";

export const Route = createFileRoute("/_in/calls/$callId")({
  validateSearch: readReportSearch,
  component: function ReportPage() {
    const { callId } = Route.useParams();
    const { view = "review" } = Route.useSearch();
    const navigate = Route.useNavigate();
    return (
      <Page wide>
        <Report
          key={callId}
          callId={callId}
          view={view}
          onView={(view) =>
            void navigate({ search: { view }, hash: true, replace: true, resetScroll: false })
          }
        />
      </Page>
    );
  },
});
