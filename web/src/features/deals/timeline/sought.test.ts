import { expect, test } from "vitest";
import { soughtIn } from "./sought";

test("an address names an activity, and words in it", () => {
  expect(soughtIn("#activity-5f2a")).toEqual({ id: "5f2a", anchor: "activity-5f2a", span: null });
  expect(soughtIn("activity-5f2a:12-40")?.span).toEqual({ start: 12, end: 40 });
  expect(soughtIn("change-9")?.anchor).toBe("change-9");
});

test("other addresses name nothing", () => {
  for (const hash of ["", "#person-5f", "#activity-", "#activity-a:4", "#activity-a b"])
    expect(soughtIn(hash)).toBeNull();
});
