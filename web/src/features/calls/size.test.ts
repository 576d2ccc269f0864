import { expect, test } from "vitest";
import { sizeIn } from "./size";

test("bytes as people say them", () => {
  expect(sizeIn("en", 0)).toBe("0 bytes");
  expect(sizeIn("en", 999)).toBe("999 bytes");
  expect(sizeIn("en", 1000)).toBe("1 kB");
  expect(sizeIn("en", 3.44 * 1024 ** 2)).toBe("3.4 MB");
  expect(sizeIn("en", 200 * 1024 ** 2)).toBe("200 MB");
  expect(sizeIn("en", 1000 * 1024 ** 2)).toBe("1 GB");
  expect(sizeIn("en", 5000 * 1024 ** 3)).toBe("5,000 GB");
});
