import { createFileRoute } from "@tanstack/react-router";
import { ComparePage } from "@/features/deals/persona/ComparePage";

const id = (value: unknown) => (typeof value === "string" && value ? value : undefined);

export const Route = createFileRoute("/_in/contacts/compare")({
  validateSearch: (search: Record<string, unknown>): { a?: string; b?: string } => ({
    a: id(search.a),
    b: id(search.b),
  }),
  component: function Compare() {
    const { a, b } = Route.useSearch();
    const navigate = Route.useNavigate();
    return <ComparePage a={a} b={b} onChange={(pair) => void navigate({ search: pair, replace: true })} />;
  },
});
