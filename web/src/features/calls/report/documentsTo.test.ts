import { expect, test } from "vitest";
import type { CallObjection, DocumentQuote } from "@/api/types.gen";
import { documentsTo } from "./documentsTo";

const passage = (text: string): DocumentQuote => ({
  text,
  document: { id: "d1", title: "Prices", kind: "pdf" },
  heading: [],
  page: 2,
  passage: 0,
  start: 0,
  end: text.length,
});

const reported = (kind: CallObjection["kind"], start: number, end: number, said: string): CallObjection => ({
  kind,
  quote: { turn: 4, speaker: "customer", start, end, text: "…" },
  resolved: null,
  documents: [passage(said)],
});

const call = [
  reported("price", 0, 30, "Ten per cent off from fifty seats."),
  reported("timing", 0, 30, "Set up within two weeks."),
  reported("price", 60, 90, "Billed by the year."),
];

test("an objection finds what is said to its own kind, quoted by the clause it stands in", () => {
  const texts = (kind: CallObjection["kind"], end: number) =>
    documentsTo({ kind, turn: 4, end }, call).map((one) => one.text);
  expect(texts("timing", 20)).toEqual(["Set up within two weeks."]);
  expect(texts("price", 80)).toEqual(["Billed by the year."]);
  expect(texts("price", 50)).toEqual(["Ten per cent off from fifty seats."]);
  expect(texts("trust", 80)).toEqual([]);
});

test("nothing is said to an objection of another turn, or where nothing was looked up", () => {
  expect(documentsTo({ kind: "price", turn: 5, end: 30 }, call)).toEqual([]);
  const bare = call.map(({ documents, ...rest }) => rest);
  expect(documentsTo({ kind: "price", turn: 4, end: 30 }, bare)).toEqual([]);
});
