import { expect, test } from "vitest";
import { moved, stageBeside } from "./move";

const board = () => [
  {
    stage: "New",
    count: 2,
    totals: [{ currency: "USD", amount: 300 }],
    items: [
      { id: "a", stage: "New", amount: 100, currency: "USD" },
      { id: "b", stage: "New", amount: 200, currency: "USD" },
    ],
  },
  { stage: "Offer", count: 40, totals: [{ currency: "EUR", amount: 70 }], items: [] },
];

test("a card takes its count and its sum along, in its own currency", () => {
  const [from, to] = moved(board(), "a", "Offer");
  expect(from).toMatchObject({ count: 1, totals: [{ currency: "USD", amount: 200 }], items: [{ id: "b" }] });
  expect(to).toMatchObject({
    count: 41,
    totals: [
      { currency: "EUR", amount: 70 },
      { currency: "USD", amount: 100 },
    ],
    items: [{ id: "a", stage: "Offer" }],
  });
});

test("a drop on its own column, on no column or of no card changes nothing", () => {
  const before = board();
  expect(moved(before, "a", "New")).toBe(before);
  expect(moved(before, "a", "Elsewhere")).toBe(before);
  expect(moved(before, "z", "Offer")).toBe(before);
});

test("keys go one column on and stop at the ends", () => {
  const stages = ["New", "Offer", "Won"];
  expect(stageBeside(stages, "New", 1)).toBe("Offer");
  expect(stageBeside(stages, "New", -1)).toBeNull();
  expect(stageBeside(stages, "Won", 1)).toBeNull();
  expect(stageBeside(stages, null, 1)).toBe("New");
  expect(stageBeside(stages, "Gone", 1)).toBeNull();
});
