import { expect, test } from "vitest";
import { asQuery, isFiltered, readListSearch } from "./filter";

test("an address gives the filters it names, and nothing else", () => {
  const search = readListSearch({ status: "done", q: " price ", person: "", rubric: 7, other: "x" });
  expect(search).toEqual({ status: "done", q: " price ", person: undefined, rubric: undefined });
  expect(asQuery(search)).toEqual({ status: "done", q: "price", user_id: undefined, rubric: undefined });
  expect(readListSearch({ status: "lost" }).status).toBeUndefined();
});

test("a list without filters is not filtered", () => {
  expect(isFiltered(readListSearch({}))).toBe(false);
  expect(isFiltered(readListSearch({ q: "x" }))).toBe(true);
});
