import { expect, test } from "vitest";
import { asBody, emptyForm, lacking } from "./addForm";

test("what is needed depends on the way in", () => {
  expect(lacking(emptyForm(), true)).toEqual(["client_id", "client_secret"]);
  expect(lacking(emptyForm(), false)).toEqual([]);
  expect(lacking({ ...emptyForm(), kind: "hubspot", auth: "token" }, true)).toEqual(["token"]);
  expect(lacking({ ...emptyForm(), kind: "drop", auth: "none", place: "s3" }, true)).toEqual(["url"]);
});

test("a secret of another way in stays here", () => {
  const body = asBody({ ...emptyForm(), kind: "hubspot", auth: "token", token: "pat-1", client_secret: "x" });
  expect(body.token).toBe("pat-1");
  expect(body.client_secret).toBeUndefined();
  expect(asBody({ ...emptyForm(), kind: "drop", auth: "none", write_back: true }).options?.write_back).toBe(
    false,
  );
});
