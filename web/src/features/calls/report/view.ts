export const VIEWS = ["review", "transcript", "scorecard", "figures", "about"] as const;
export type View = (typeof VIEWS)[number];

export interface ReportSearch {
  view?: View;
}

export function readReportSearch(search: Record<string, unknown>): ReportSearch {
  return { view: VIEWS.find((view) => view === search.view) };
}
