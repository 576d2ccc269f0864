import { createFileRoute } from "@tanstack/react-router";
import { Rubrics } from "@/features/playbook/Rubrics";

export const Route = createFileRoute("/_in/playbook/rubrics")({
  validateSearch: (search: Record<string, unknown>): { rubric?: string } => ({
    rubric: typeof search.rubric === "string" ? search.rubric : undefined,
  }),
  component: function RubricsPage() {
    return <Rubrics chosen={Route.useSearch().rubric} />;
  },
});
