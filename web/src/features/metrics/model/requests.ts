import { queryOptions } from "@tanstack/react-query";
import { client } from "@/api/client.gen";

export interface ModelProblem {
  line: number;
  column: number;
  where: string;
  reason: string;
  fix: string;
  severity: "error" | "warning";
}

export interface SavedModel {
  yaml: string;
  version: number;
  saved_at: string;
  saved_by: string | null;
  problems: ModelProblem[];
}

export interface ModelVersion {
  version: number;
  at: string;
  by: string | null;
  note?: string;
}

const URL = "/api/metrics/model";

export function modelOptions() {
  return queryOptions({
    queryKey: [{ _id: "metricsGetModel" }],
    queryFn: async ({ signal }) =>
      (await client.get({ url: URL, signal, throwOnError: true })).data as SavedModel,
    refetchOnWindowFocus: false,
  });
}

export function versionsOptions() {
  return queryOptions({
    queryKey: [{ _id: "metricsListModelVersions" }],
    queryFn: async ({ signal }) =>
      (await client.get({ url: `${URL}/versions`, signal, throwOnError: true })).data as {
        items: ModelVersion[];
      },
  });
}

export async function getVersion(version: number): Promise<{ yaml: string }> {
  return (await client.get({ url: `${URL}/versions/${version}`, throwOnError: true })).data as {
    yaml: string;
  };
}

export function checkOptions(yaml: string) {
  return queryOptions({
    queryKey: [{ _id: "metricsCheckModel", yaml }],
    queryFn: async ({ signal }) => {
      const { data } = await client.post({ url: `${URL}/check`, body: { yaml }, signal, throwOnError: true });
      return data as { problems: ModelProblem[]; valid: boolean };
    },
    staleTime: Number.POSITIVE_INFINITY,
    gcTime: 60_000,
  });
}

export async function saveModel(yaml: string, version: number): Promise<SavedModel> {
  return (await client.put({ url: URL, body: { yaml, version }, throwOnError: true })).data as SavedModel;
}

export async function draftModel(afresh: boolean): Promise<{ yaml: string; added: string[] }> {
  const { data } = await client.post({ url: `${URL}/draft`, body: { afresh }, throwOnError: true });
  return data as { yaml: string; added: string[] };
}
