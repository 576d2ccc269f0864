import { expect, test } from "vitest";
import { decode } from "./readText";

const bytes = (...values: number[]) => new Uint8Array(values);

test("UTF-8 with or without its mark", () => {
  expect(decode(new TextEncoder().encode("נועה: hi"))).toBe("נועה: hi");
  expect(decode(bytes(0xef, 0xbb, 0xbf, 0x68, 0x69))).toBe("hi");
});

test("what old Windows programs save: UTF-16 by its mark, Hebrew letters of one byte", () => {
  expect(decode(bytes(0xff, 0xfe, 0xd0, 0x05))).toBe("\u05d0");
  expect(decode(bytes(0xfe, 0xff, 0x05, 0xd0))).toBe("\u05d0");
  expect(decode(bytes(0xf9, 0xec, 0xe5, 0xed))).toBe("שלום");
});

test("a recording is no text", () => {
  expect(() => decode(bytes(0x52, 0x49, 0x46, 0x46, 0, 0, 1))).toThrow();
});
