import { expect, test } from "vitest";
import { readReturned } from "./returned";

test("only plain names are taken from the address", () => {
  expect(readReturned({ connected: "5f2a", problem: "crm-refused" })).toEqual({
    connected: "5f2a",
    problem: "crm-refused",
  });
  expect(readReturned({ problem: "<img src=x>", connected: 4 })).toEqual({});
});
