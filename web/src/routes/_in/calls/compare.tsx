import { createFileRoute } from "@tanstack/react-router";
import { Page } from "@/app/Frame";
import { Compare } from "@/features/calls/compare/Compare";
import { readCompareSearch } from "@/features/calls/compare/signals";

export const Route = createFileRoute("/_in/calls/compare")({
  validateSearch: readCompareSearch,
  component: function ComparePage() {
    const navigate = Route.useNavigate();
    return (
      <Page wide>
        <Compare
          search={Route.useSearch()}
          onSearch={(search) => void navigate({ search, replace: true, resetScroll: false })}
        />
      </Page>
    );
  },
});
