import { useQuery } from "@tanstack/react-query";
import { dealsListStagesOptions } from "@/api/@tanstack/react-query.gen";
import type { StageOut } from "@/api/types.gen";

/** The stages of the company's pipeline, in order; none before they are known. */
export function useStages(): StageOut[] {
  return useQuery(dealsListStagesOptions()).data?.items ?? [];
}
