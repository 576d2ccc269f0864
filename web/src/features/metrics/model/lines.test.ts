import { expect, test } from "vitest";
import { indented, nextIndent, offsetOf } from "./lines";

const TEXT = "tables:\n  orders:\n    key: [id]";

test("the server's line and column are found in the text", () => {
  expect(TEXT.slice(offsetOf(TEXT, 2, 3))).toMatch(/^orders:/);
  expect(offsetOf(TEXT, 2, 99)).toBe(TEXT.indexOf("\n", 10));
  expect(offsetOf(TEXT, 99)).toBe(TEXT.length);
});

test("a selection moves in and out as a whole", () => {
  const moved = indented(TEXT, 8, TEXT.length, false);
  expect(moved.text).toBe("tables:\n    orders:\n      key: [id]");
  expect(indented(moved.text, moved.from, moved.to, true).text).toBe(TEXT);
});

test("a tab at the caret is two blanks", () => {
  expect(indented("ab", 1, 1, false)).toEqual({ text: "a  b", from: 3, to: 3 });
});

test("a line after a colon begins further in", () => {
  expect(nextIndent(TEXT, TEXT.indexOf("\n", 9))).toBe("    ");
  expect(nextIndent(TEXT, TEXT.length)).toBe("    ");
});
