import { expect, test } from "vitest";
import { asSpans, excerpt, readWords } from "./words";

test("an address gives the words and whose they are", () => {
  expect(readWords({ q: "price", speaker: "customer" })).toEqual({ q: "price", speaker: "customer" });
  expect(readWords({ q: "  ", speaker: "both" })).toEqual({ q: undefined, speaker: undefined });
  expect(readWords({ person: "u" }).person).toBe("u");
});

test("a long turn is shown around the found words, cut between words, the marks still on them", () => {
  const text = `${"word ".repeat(60)}price ${"word ".repeat(60)}`.trim();
  const at = text.indexOf("price");
  const short = excerpt(text, [{ start: at, end: at + 5 }]);
  const [span] = short.spans;
  expect(Array.from(short.text).slice(span?.start, span?.end).join("")).toBe("price");
  expect(short.text.startsWith("… word")).toBe(true);
  expect(short.text.endsWith(" …")).toBe(true);
});

test("a short turn stands as it is, and offsets count as the server counts", () => {
  expect(excerpt("🙂 price", [{ start: 2, end: 7 }])).toEqual({
    text: "🙂 price",
    spans: [{ start: 2, end: 7 }],
  });
  expect(
    asSpans([
      [1, 2],
      ["x", 2],
    ]),
  ).toEqual([{ start: 1, end: 2 }]);
});
