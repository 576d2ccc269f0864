import { expect, test } from "vitest";
import { dressed } from "./dress";

const BARS = {
  data: { values: [{ name: "line", value: 1 }] },
  mark: { type: "bar" },
  encoding: {
    x: { field: "value", type: "quantitative" },
    y: { field: "name", type: "nominal" },
    color: { value: "accent" },
  },
};

test("colours are tokens of the theme, and data stay what they are", () => {
  const spec = dressed(BARS, false);
  expect(spec.encoding).toMatchObject({ color: { value: "var(--color-accent)" } });
  expect(spec.data).toEqual(BARS.data);
});

test("for readers from the right values grow to the left and names stand on the right", () => {
  const spec = dressed(BARS, true);
  expect(spec.encoding).toMatchObject({ x: { scale: { reverse: true } }, y: { axis: { orient: "right" } } });
});

test("every layer turns, and the texts beside the marks with it", () => {
  const text = { mark: { type: "text", align: "left", dx: 4 }, encoding: { x: { field: "value" } } };
  const spec = dressed({ layer: [BARS, text] }, true);
  expect(spec.layer).toMatchObject([
    { encoding: { x: { scale: { reverse: true } } } },
    { mark: { align: "right", dx: -4 }, encoding: { x: { scale: { reverse: true } } } },
  ]);
});

test("an axis that is left out stays out", () => {
  const bare = { encoding: { x: { value: 3 }, y: { field: "name", axis: null } } };
  expect(dressed(bare, true).encoding).toEqual(bare.encoding);
});
