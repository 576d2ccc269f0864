import { expect, test } from "vitest";
import { FOLLOWING, follow, scrollFor } from "./follow";

test("the transcript goes along until the reader scrolls, and again when asked", () => {
  const heard = follow(FOLLOWING, { kind: "heard", turn: 4 });
  expect(heard).toEqual({ on: true, turn: 4 });
  const away = follow(heard, { kind: "scrolled" });
  expect(away).toEqual({ on: false, turn: 4 });
  expect(follow(away, { kind: "heard", turn: 5 })).toEqual({ on: false, turn: 5 });
  expect(follow(away, { kind: "resumed" }).on).toBe(true);
  expect(follow(away, { kind: "went" }).on).toBe(true);
});

test("nothing new is the same object, so that nothing is drawn anew", () => {
  const now = { on: false, turn: 4 };
  expect(follow(now, { kind: "heard", turn: 4 })).toBe(now);
  expect(follow(now, { kind: "scrolled" })).toBe(now);
});

test("a row in comfortable sight stays where it is; else it comes into the upper third", () => {
  const pane = { top: 100, height: 600 };
  expect(scrollFor(pane, { top: 300, height: 50 })).toBe(0);
  expect(scrollFor(pane, { top: 650, height: 50 })).toBe(370);
  expect(scrollFor(pane, { top: -400, height: 50 })).toBe(-680);
  expect(scrollFor(pane, { top: 300, height: 50 }, true)).toBe(20);
});
