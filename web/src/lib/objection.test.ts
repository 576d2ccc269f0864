import { expect, test } from "vitest";
import { aboutAddress } from "./objection";

const id = "01a18633a43476f1958b1531ff3db5b9";

test("the page says what an objection is about", () => {
  expect(aboutAddress(`/deals/${id}`)).toEqual({ dealId: id });
  expect(aboutAddress(`/contacts/${id}`)).toEqual({ contactId: id });
  for (const path of ["/deals", "/deals/board", "/contacts/compare", `/accounts/${id}`, `/calls/${id}`])
    expect(aboutAddress(path)).toEqual({});
});
