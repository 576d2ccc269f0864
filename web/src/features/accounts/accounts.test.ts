import { expect, test } from "vitest";
import { amount, limitsChange } from "./limits";
import { rolesUpTo } from "./roles";

test("nobody gives a role above their own", () => {
  expect(rolesUpTo("rep")).toEqual(["rep"]);
  expect(rolesUpTo("manager")).toEqual(["rep", "manager"]);
  expect(rolesUpTo("owner")).toEqual(["rep", "manager", "owner"]);
});

test("limits are whole numbers, money may have cents", () => {
  expect([amount("20", false), amount(" 0 ", false), amount("2.5", false), amount("-1", false)]).toEqual([
    20,
    0,
    null,
    null,
  ]);
  expect([amount("2.5", true), amount("2,50", true), amount("2.505", true), amount("x", true)]).toEqual([
    2.5,
    2.5,
    null,
    null,
  ]);
});

test("only changed limits are sent, and an emptied one asks for the default", () => {
  const typed = {
    practice_per_user_day: "20",
    practice_per_tenant_day: "",
    questions_per_user_day: "",
    questions_per_tenant_day: "",
    spend_per_user_month: "5.5",
    spend_per_tenant_month: "100",
  };
  expect(limitsChange(typed, { practice_per_tenant_day: true, spend_per_user_month: true })).toEqual({
    practice_per_tenant_day: null,
    spend_per_user_month: 5.5,
  });
});
