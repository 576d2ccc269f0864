import { expect, test } from "vitest";
import { rulesOf } from "./pip";

test("all rules of the page are taken along, and a sheet that may not be read is passed over", () => {
  const own = { cssRules: [{ cssText: "a { color: red }" }, { cssText: "b { top: 0 }" }] };
  const foreign = {
    get cssRules(): never {
      throw new DOMException("not yours", "SecurityError");
    },
  };
  const more = { cssRules: [{ cssText: "i { left: 0 }" }] };
  const sheets = [own, foreign, more] as unknown as CSSStyleSheet[];
  expect(rulesOf(sheets)).toBe("a { color: red }\nb { top: 0 }\ni { left: 0 }");
});
