import { createFileRoute, notFound } from "@tanstack/react-router";
import { accountsMeOptions } from "@/api/@tanstack/react-query.gen";
import { Page } from "@/app/Frame";
import { People } from "@/features/accounts/People";

/** For managers and owners; to others this room does not exist. */
export const Route = createFileRoute("/_in/people")({
  beforeLoad: async ({ context }) => {
    const { user } = await context.queryClient.ensureQueryData(accountsMeOptions());
    if (user.role === "rep") throw notFound();
  },
  component: () => (
    <Page>
      <People />
    </Page>
  ),
});
