/** Orders offered, each with its turned-round twin; the first is the one without a choice. */
export const SORTS = [
  "-updated",
  "-activity",
  "activity",
  "close_on",
  "-close_on",
  "-amount",
  "amount",
  "stage",
  "-stage",
  "-stage_age",
  "name",
  "-name",
] as const;

export type Sort = (typeof SORTS)[number];
export type Column = "name" | "stage" | "amount" | "close_on" | "activity";

/** What a first press on a heading asks for: names from the beginning of the alphabet, sums from the largest. */
const FIRST: Record<Column, Sort> = {
  name: "name",
  stage: "stage",
  amount: "-amount",
  close_on: "close_on",
  activity: "-activity",
};

export function isSort(value: unknown): value is Sort {
  return SORTS.some((sort) => sort === value);
}

/** Which way a column orders the list now; null when another one does. */
export function directionOf(column: Column, sort: string | undefined): "ascending" | "descending" | null {
  if (sort === column) return "ascending";
  return sort === `-${column}` ? "descending" : null;
}

/** The order after a press on a heading. */
export function turned(column: Column, sort: string | undefined): Sort {
  const direction = directionOf(column, sort);
  if (direction === null) return FIRST[column];
  const other = direction === "ascending" ? `-${column}` : column;
  return isSort(other) ? other : FIRST[column];
}
