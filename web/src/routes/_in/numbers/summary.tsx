import { createFileRoute } from "@tanstack/react-router";
import { Page } from "@/app/Frame";
import { readSummarySearch } from "@/features/metrics/summary/period";
import { Summary } from "@/features/metrics/summary/Summary";

export const Route = createFileRoute("/_in/numbers/summary")({
  validateSearch: readSummarySearch,
  component: function SummaryPage() {
    const { period } = Route.useSearch();
    const navigate = Route.useNavigate();
    return (
      <Page wide>
        <Summary
          period={period}
          onPeriod={(next) => void navigate({ search: { period: next }, replace: true, resetScroll: false })}
        />
      </Page>
    );
  },
});
