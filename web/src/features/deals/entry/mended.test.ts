import { expect, test } from "vitest";
import type { ActivityIn } from "@/api/types.gen";
import { localMoment, mended, momentOf } from "./mended";

const read: ActivityIn = {
  kind: "call",
  at: "2026-11-20T13:00:00Z",
  direction: null,
  subject: "pricing",
  text: "call with Dana about pricing",
  people: [{ contact_id: "dana", part: "with" }],
};

test("what was read stays where nobody set it right", () => {
  expect(mended(read, {})).toEqual({ ...read, account_id: undefined });
});

test("a person's word counts, and nobody takes part twice", () => {
  const saved = mended(
    read,
    { kind: "meeting", direction: "out", without: ["dana"], with: [{ id: "omer", name: "Omer" }] },
    { contactId: "omer", accountId: "acme" },
  );
  expect(saved).toMatchObject({ kind: "meeting", direction: "out", account_id: "acme" });
  expect(saved.people).toEqual([{ contact_id: "omer", part: "with" }]);
});

test("a moment comes back from its box as it went in", () => {
  expect(momentOf(localMoment(read.at))).toBe("2026-11-20T13:00:00.000Z");
  expect(momentOf("2026-")).toBeNull();
});
