import { expect, test } from "vitest";
import { asConsent, asFields, emptyDetails } from "./details";

const now = new Date(2026, 10, 3, 17, 30);
const details = emptyDetails("me", now);

test("a call of today happened now, one of another day at its noon where the person is", () => {
  expect(details.day).toBe("2026-11-03");
  expect(asFields(details, now).happened_at).toBe(now.toISOString());
  expect(asFields({ ...details, day: "2026-11-01" }, now).happened_at).toBe(
    new Date(2026, 10, 1, 12).toISOString(),
  );
});

test("what is not said is not sent", () => {
  expect(asFields({ ...details, title: "  Renewal " }, now)).toMatchObject({
    title: "Renewal",
    rubric: undefined,
    language: undefined,
    user_id: "me",
  });
  expect(asConsent({ basis: "", note: "words" })).toBeUndefined();
  expect(asConsent({ basis: "notice", note: " at the start " })).toEqual({
    basis: "notice",
    note: "at the start",
  });
});
