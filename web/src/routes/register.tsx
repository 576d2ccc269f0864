import { createFileRoute } from "@tanstack/react-router";
import { Door } from "@/app/Door";
import { Register } from "@/features/accounts/Register";
import { safeNext } from "@/lib/next";

export const Route = createFileRoute("/register")({
  validateSearch: (search: Record<string, unknown>): { next?: string } => ({ next: safeNext(search.next) }),
  component: function RegisterPage() {
    const { next } = Route.useSearch();
    return (
      <Door>
        <Register next={next} />
      </Door>
    );
  },
});
