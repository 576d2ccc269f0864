import { expect, test } from "vitest";
import type { ConversationDetail, NextStep } from "@/api/types.gen";
import { isolated, outcomeSentence } from "./outcome";

const sentence = (
  kind: ConversationDetail["kind"],
  outcome: ConversationDetail["outcome"],
  step?: NextStep["kind"],
) =>
  outcomeSentence({
    kind,
    outcome,
    signals: step ? ({ next_step: { kind: step } } as ConversationDetail["signals"]) : null,
  });

test("a goal that was reached is named as what it is", () => {
  expect(sentence("cold_call", "meeting", "advance")).toBe("meeting");
  expect(sentence("service", "meeting", "advance")).toBe("step");
  expect(sentence("closing", "meeting", "order")).toBe("order");
});

test("hanging up says what was agreed by then", () => {
  expect(sentence("cold_call", "ended", "none")).toBe("ended");
  expect(sentence("cold_call", "ended", "vague")).toBe("endedVague");
  expect(sentence("cold_call", "ended", "advance")).toBe("endedWithStep");
  expect(sentence("cold_call", null)).toBe("hungUp");
  expect(sentence("cold_call", "hangup", "advance")).toBe("hangup");
});

test("a name is set apart from the direction around it", () => {
  expect(isolated("Dana")).toBe("\u2068Dana\u2069");
});
