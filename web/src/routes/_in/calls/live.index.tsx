import { createFileRoute } from "@tanstack/react-router";
import { Page } from "@/app/Frame";
import { CallsHeader } from "@/features/calls/CallsHeader";
import { LiveHome } from "@/features/live/start/LiveHome";
import { readLiveSearch } from "@/features/live/start/search";

export const Route = createFileRoute("/_in/calls/live/")({
  validateSearch: readLiveSearch,
  component: () => (
    <Page wide>
      <CallsHeader page="live" />
      <LiveHome search={Route.useSearch()} />
    </Page>
  ),
});
