import { expect, test } from "vitest";
import { asBody, draftOf, shifted } from "./draft";

const norm = { n: 0, median: null, upper: null };
const stages = draftOf([
  { name: "New", status: "open", deals: 3, norm },
  { name: "Offer", status: "open", norm },
]);

test("a renamed stage says what it was called, a new one was nothing", () => {
  const [first, second] = stages;
  if (!first || !second) throw new Error("two stages");
  const added = { key: "x", was: null, name: " Won ", status: "won" as const, deals: 0 };
  expect(asBody([{ ...first, name: "Lead" }, second, added])).toEqual([
    { name: "Lead", status: "open", renamed_from: "New" },
    { name: "Offer", status: "open", renamed_from: undefined },
    { name: "Won", status: "won", renamed_from: undefined },
  ]);
});

test("stages change places and none is lost", () => {
  expect(shifted(stages, 1, -1).map((one) => one.name)).toEqual(["Offer", "New"]);
  expect(shifted(stages, 0, 1).map((one) => one.name)).toEqual(["Offer", "New"]);
});
