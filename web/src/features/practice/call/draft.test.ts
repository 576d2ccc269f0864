import { beforeEach, expect, test } from "vitest";
import { freshKey, keepDraft, keepPending, readDraft, readPending } from "./draft";

beforeEach(() => sessionStorage.clear());

test("a draft belongs to its call and is gone when emptied", () => {
  keepDraft("a", "Hi Dana,\nthis is");
  expect(readDraft("a")).toBe("Hi Dana,\nthis is");
  expect(readDraft("b")).toBe("");
  keepDraft("a", "");
  expect(readDraft("a")).toBe("");
  expect(sessionStorage.length).toBe(0);
});

test("a turn under way keeps its key, so that it is the same turn when sent again", () => {
  const turn = { clientKey: freshKey(), text: "" };
  keepPending("a", turn);
  expect(readPending("a")).toEqual(turn);
  keepPending("a", null);
  expect(readPending("a")).toBeNull();
});

test("what somebody else left in the storage is not taken for a turn", () => {
  for (const rubbish of ["{", "null", "7", '{"clientKey":1,"text":"x"}', '{"text":"x"}']) {
    sessionStorage.setItem("ringside.pending.a", rubbish);
    expect(readPending("a")).toBeNull();
  }
});

test("a storage that refuses does not stop anybody from typing", () => {
  const refusing = {
    getItem: () => {
      throw new DOMException("denied");
    },
    setItem: () => {
      throw new DOMException("full");
    },
    removeItem: () => undefined,
  };
  expect(() => keepDraft("a", "text", refusing)).not.toThrow();
  expect(readDraft("a", refusing)).toBe("");
  expect(readPending("a", refusing)).toBeNull();
});

test("keys differ", () => {
  expect(new Set(Array.from({ length: 50 }, freshKey)).size).toBe(50);
});
