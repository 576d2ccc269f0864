import { createFileRoute } from "@tanstack/react-router";
import { Door } from "@/app/Door";
import { SignIn } from "@/features/accounts/SignIn";
import { safeNext } from "@/lib/next";

export const Route = createFileRoute("/sign-in")({
  validateSearch: (search: Record<string, unknown>): { next?: string } => ({ next: safeNext(search.next) }),
  component: function SignInPage() {
    const { next } = Route.useSearch();
    return (
      <Door>
        <SignIn next={next} />
      </Door>
    );
  },
});
