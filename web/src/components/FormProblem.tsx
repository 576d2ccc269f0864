import { shownAtFields } from "@/lib/complaints";
import { ErrorState } from "./ErrorState";

/** What the server refused, unless all of it is already shown at the form's own fields. */
export function FormProblem({ error, fields }: { error: unknown; fields: readonly string[] }) {
  if (!error || shownAtFields(error, fields)) return null;
  return <ErrorState error={error} />;
}
