import { expect, test } from "vitest";
import type { Answer } from "../types";
import { advance, begin } from "./state";

const ANSWER = { conversation_id: "c1", message_id: "m1", status: "answered", asked: "revenue?" } as Answer;
const asked = advance(begin(undefined), { type: "ask", asking: { text: "revenue?" } });

test("pieces gather until the whole answer takes their place", () => {
  const piece = advance(asked, { type: "piece", data: { text: "Revenue " } });
  const more = advance(piece, { type: "piece", data: { text: "€2", fact: "f1" } });
  expect(more.pending?.segments.map((one) => one.text)).toEqual(["Revenue ", "€2"]);
  expect(advance(more, { type: "done", data: ANSWER })).toEqual({
    conversation: "c1",
    answers: [ANSWER],
    pending: null,
    failed: null,
  });
});

test("a question that failed is kept to be asked again, and what comes after a stop is not heard", () => {
  const error = new Error("away");
  expect(advance(asked, { type: "failed", error }).failed).toEqual({ asking: { text: "revenue?" }, error });
  const stopped = advance(asked, { type: "stopped" });
  expect(advance(stopped, { type: "done", data: ANSWER })).toBe(stopped);
});

test("a thumb is put on its own answer", () => {
  const talk = begin("c1", [ANSWER, { ...ANSWER, message_id: "m2" }]);
  const judged = advance(talk, { type: "thumbs", message: "m2", thumbs: "up" });
  expect(judged.answers.map((one) => one.thumbs)).toEqual([undefined, "up"]);
});
