import { expect, test } from "vitest";
import { groups } from "./groups";

test("what is planned comes first, the soonest first; the past is cut by months", () => {
  const at = (id: string, day: string, planned = false) => ({ id, at: `${day}T12:00:00Z`, planned });
  const found = groups([
    at("later", "2026-12-20", true),
    at("soon", "2026-11-25", true),
    at("a", "2026-11-20"),
    at("b", "2026-11-02"),
    at("c", "2025-11-02"),
  ]);
  expect(found.map(({ month, items }) => [month, items.map((one) => one.id)])).toEqual([
    [null, ["soon", "later"]],
    ["2026-11", ["a", "b"]],
    ["2025-11", ["c"]],
  ]);
});

test("nothing gives nothing", () => expect(groups([])).toEqual([]));
