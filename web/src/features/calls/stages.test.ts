import { expect, test } from "vitest";
import { isUnderWay, progressOf } from "./stages";

test("the steps before the present one are done, those after it wait", () => {
  const states = progressOf({ source: "audio", stage: "attribute", status: "running" }).map(
    (one) => one.state,
  );
  expect(states).toEqual(["done", "done", "now", "waiting", "waiting", "waiting", "waiting", "waiting"]);
});

test("a transcript needs no decoding and no recognising", () => {
  const steps = progressOf({ source: "transcript", stage: null, status: "queued" });
  expect(steps[0]).toEqual({ stage: "attribute", state: "waiting" });
  expect(
    progressOf({ source: "transcript", stage: null, status: "done" }).every((one) => one.state === "done"),
  ).toBe(true);
});

test("a call that waits for a person is not under way", () => {
  expect(isUnderWay({ status: "queued", needs: ["consent"] })).toBe(false);
  expect(isUnderWay({ status: "queued", needs: [] })).toBe(true);
  expect(isUnderWay({ status: "running", needs: ["speakers"] })).toBe(true);
  expect(isUnderWay({ status: "failed", needs: [] })).toBe(false);
});
