import { expect, test } from "vitest";
import { quotedWithin, segments } from "./quotes";

const texts = (found: ReturnType<typeof segments>) =>
  found.map((one) => (one.marked ? `[${one.text}]` : one.text));

test("a text without quotes stays whole", () => {
  expect(segments("Hello there", [])).toEqual([{ text: "Hello there", marked: false, sought: false }]);
  expect(segments("", [])).toEqual([]);
});

test("quotes are marked where they stand, also at the edges", () => {
  expect(
    texts(
      segments("one two three", [
        { start: 0, end: 3 },
        { start: 8, end: 13 },
      ]),
    ),
  ).toEqual(["[one]", " two ", "[three]"]);
});

test("overlapping and touching quotes are one stroke", () => {
  expect(
    texts(
      segments("abcdef", [
        { start: 1, end: 4 },
        { start: 3, end: 5 },
      ]),
    ),
  ).toEqual(["a", "[bcde]", "f"]);
  expect(
    texts(
      segments("abcdef", [
        { start: 0, end: 2 },
        { start: 2, end: 4 },
      ]),
    ),
  ).toEqual(["[abcd]", "ef"]);
});

test("offsets count code points, as the server does", () => {
  expect(texts(segments("🙂 שלום 🙂!", [{ start: 2, end: 6 }]))).toEqual(["🙂 ", "[שלום]", " 🙂!"]);
});

test("a quote that does not lie in the text marks nothing", () => {
  expect(
    texts(
      segments("short", [
        { start: 2, end: 99 },
        { start: 3, end: 3 },
        { start: -1, end: 2 },
      ]),
    ),
  ).toEqual(["short"]);
});

test("the sought stretch is told apart inside a longer stroke", () => {
  const found = segments("abcdef", [{ start: 0, end: 6 }], { start: 2, end: 4 });
  expect(found.map((one) => [one.text, one.marked, one.sought])).toEqual([
    ["ab", true, false],
    ["cd", true, true],
    ["ef", true, false],
  ]);
});

test("a sentence that repeats its quote is marked in place, and only quotes elsewhere are left to list", () => {
  const [asked, said] = [{ text: "How do you handle those" }, { text: "by hand" }];
  const { pieces, left } = quotedWithin("You asked “How do you handle those”.", [said, asked]);
  expect(pieces).toEqual([
    { text: "You asked “", quote: null },
    { text: "How do you handle those", quote: asked },
    { text: "”.", quote: null },
  ]);
  expect(left).toEqual([said]);
});

test("a sentence may leave out the mark at a quote's end", () => {
  const quote = { text: "How do you handle those?" };
  const { pieces, left } = quotedWithin("You asked “How do you handle those”.", [quote]);
  expect(pieces[1]).toEqual({ text: "How do you handle those", quote });
  expect(left).toEqual([]);
});

test("quotes inside one another mark the words once", () => {
  const [long, short] = [{ text: "fine, that works" }, { text: "that works" }];
  const { pieces, left } = quotedWithin("fine, that works", [long, short]);
  expect(pieces).toEqual([{ text: "fine, that works", quote: long }]);
  expect(left).toEqual([short]);
  expect(quotedWithin("", []).pieces).toEqual([]);
});
