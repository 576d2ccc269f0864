import { expect, test } from "vitest";
import { asStart, emptyDetails, isReady } from "./details";

const given = { basis: "notice", note: "" } as const;

test("only what the source has a use for is sent", () => {
  const details = { ...emptyDetails("he"), meeting: " https://meet/x ", repName: "Noa", dial: "+972 3-123" };
  expect(asStart(details, "k")).toMatchObject({ source: "browser", language: "he", client_key: "k" });
  expect(asStart(details, "k")).not.toHaveProperty("meeting");
  expect(asStart({ ...details, source: "recall" }, "k")).toMatchObject({
    meeting: "https://meet/x",
    rep_names: ["Noa"],
  });
  expect(asStart({ ...details, source: "twilio", repDialled: false }, "k")).toMatchObject({
    rep_track: "outbound",
    dial: "+9723123",
  });
});

test("a call that nobody named has the name that was shown", () => {
  expect(asStart(emptyDetails("en"), "k", "Northwind, Nov 21")).toMatchObject({ title: "Northwind, Nov 21" });
  expect(asStart({ ...emptyDetails("en"), title: " Renewal " }, "k", "x")).toMatchObject({
    title: "Renewal",
  });
});

test("no consent is invented where none was stated", () => {
  expect(asStart(emptyDetails("en"), "k").consent).toBeUndefined();
  expect(
    asStart({ ...emptyDetails("en"), consent: { ...given, note: " told at once " } }, "k").consent,
  ).toEqual({
    basis: "notice",
    note: "told at once",
  });
});

test("a recording, or a company that asks for it, needs a ground; a bot needs a meeting", () => {
  const plain = emptyDetails("en");
  expect(isReady(plain, false)).toBe(true);
  expect(isReady(plain, true)).toBe(false);
  expect(isReady({ ...plain, recording: true }, false)).toBe(false);
  expect(isReady({ ...plain, recording: true, consent: given }, true)).toBe(true);
  expect(isReady({ ...plain, source: "recall" }, false)).toBe(false);
  expect(isReady({ ...plain, source: "recall", meeting: "x" }, false)).toBe(true);
});
