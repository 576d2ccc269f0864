import { createFileRoute, redirect } from "@tanstack/react-router";
import { accountsMeOptions } from "@/api/@tanstack/react-query.gen";
import { Frame } from "@/app/Frame";
import { chooseLanguage } from "@/i18n";
import { asProblem } from "@/lib/problem";

/** Everything behind the door: makes sure that someone is signed in, and speaks their language. */
export const Route = createFileRoute("/_in")({
  beforeLoad: async ({ context, location }) => {
    try {
      const me = await context.queryClient.ensureQueryData(accountsMeOptions());
      await chooseLanguage(me.user.language);
    } catch (error) {
      if (asProblem(error).status !== 401) throw error;
      throw redirect({ to: "/sign-in", search: { next: location.href } });
    }
  },
  component: Frame,
});
