import { createFileRoute } from "@tanstack/react-router";
import { Page } from "@/app/Frame";
import { LibraryPage } from "@/features/deals/objections/LibraryPage";

export const Route = createFileRoute("/_in/deals/objections")({
  validateSearch: (search: Record<string, unknown>): { entry?: string } =>
    typeof search.entry === "string" && search.entry ? { entry: search.entry } : {},
  component: function ObjectionsPage() {
    const navigate = Route.useNavigate();
    return (
      <Page wide>
        <LibraryPage
          entryId={Route.useSearch().entry}
          onEntryClosed={() => void navigate({ search: {}, replace: true, resetScroll: false })}
        />
      </Page>
    );
  },
});
