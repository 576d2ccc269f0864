import { createFileRoute } from "@tanstack/react-router";
import { EditRubric } from "@/features/playbook/rubrics/EditRubric";

export const Route = createFileRoute("/_in/playbook/rubrics_/$rubricId")({
  component: function EditRubricPage() {
    return <EditRubric id={Route.useParams().rubricId} />;
  },
});
