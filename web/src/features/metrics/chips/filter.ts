import type { DimensionItem, Filter, Operator, Scalar } from "../types";

const WORDS: Operator[] = ["in", "not_in", "contains", "not_contains", "null", "not_null"];
const NUMBERS: Operator[] = ["=", "!=", ">", ">=", "<", "<=", "between", "null", "not_null"];
const DATES: Operator[] = [">=", "<", "between", "null", "not_null"];

/** The conditions that make sense for a field of this kind. */
export function operatorsFor(dimension: DimensionItem | undefined): Operator[] {
  if (dimension && ["number", "money"].includes(dimension.type)) return NUMBERS;
  if (dimension && ["date", "datetime"].includes(dimension.type)) return DATES;
  return WORDS;
}

export const takesList = (op: Operator) => op === "in" || op === "not_in";
export const takesNothing = (op: Operator) => op === "null" || op === "not_null";

/** How many values a condition needs to be whole. */
export function isWhole(op: Operator, values: readonly Scalar[]): boolean {
  if (takesNothing(op)) return true;
  if (op === "between") return values.length === 2;
  return takesList(op) ? values.length > 0 : values.length === 1;
}

/** What was typed, as the field's own type. */
export function typedAs(text: string, dimension: DimensionItem | undefined): Scalar | null {
  const plain = text.trim();
  if (plain === "") return null;
  if (dimension && ["number", "money"].includes(dimension.type)) {
    const value = Number(plain.replaceAll(",", ""));
    return Number.isFinite(value) ? value : null;
  }
  if (dimension?.type === "flag") return plain === "true";
  return plain;
}

/** A condition of this kind with as many of its values as still make sense. */
export function withOperator(filter: Filter, op: Operator): Filter {
  const values = filter.values ?? [];
  if (takesNothing(op)) return { ...filter, op, values: [] };
  if (op === "between") return { ...filter, op, values: values.slice(0, 2) };
  return { ...filter, op, values: takesList(op) ? values : values.slice(0, 1) };
}

export function toggled(values: readonly Scalar[], value: Scalar): Scalar[] {
  return values.includes(value) ? values.filter((one) => one !== value) : [...values, value];
}
