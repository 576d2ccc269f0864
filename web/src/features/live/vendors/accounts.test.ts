import { expect, test } from "vitest";
import { accountOf } from "./accounts";

test("the company's own account counts before the server's", () => {
  expect(accountOf({ own: true, missing: [] })).toBe("own");
  expect(accountOf({ own: false, missing: [] })).toBe("server");
  expect(accountOf({ own: false, missing: ["RINGSIDE_TWILIO_AUTH_TOKEN"] })).toBe("none");
});
