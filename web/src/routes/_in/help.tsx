import { createFileRoute } from "@tanstack/react-router";
import { Page } from "@/app/Frame";
import { ShortcutList } from "@/app/ShortcutList";
import { Help } from "@/features/settings/Help";

export const Route = createFileRoute("/_in/help")({
  component: () => (
    <Page>
      <Help shortcuts={<ShortcutList />} />
    </Page>
  ),
});
