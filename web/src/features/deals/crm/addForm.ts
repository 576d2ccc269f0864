import type { CrmConnectionInWritable as CrmConnectionIn } from "@/api/types.gen";

/** A connection as it is being set up. */
export interface AddForm {
  kind: CrmConnectionIn["kind"];
  auth: NonNullable<CrmConnectionIn["auth"]>;
  name: string;
  login_url: string;
  client_id: string;
  client_secret: string;
  token: string;
  place: "upload" | "url" | "folder" | "s3";
  url: string;
  snapshot: boolean;
  write_back: boolean;
}

export type Box = "client_id" | "client_secret" | "token" | "url";

export function emptyForm(): AddForm {
  return {
    kind: "salesforce",
    auth: "oauth",
    name: "",
    login_url: "",
    client_id: "",
    client_secret: "",
    token: "",
    place: "upload",
    url: "",
    snapshot: false,
    write_back: false,
  };
}

/** Boxes that must be filled before this connection can be made. */
export function lacking(form: AddForm, ownApp: boolean): Box[] {
  const needed: Box[] = [];
  if (form.auth === "token") needed.push("token");
  if (form.auth === "client_credentials" || (form.auth === "oauth" && ownApp))
    needed.push("client_id", "client_secret");
  if (form.kind === "drop" && (form.place === "url" || form.place === "s3")) needed.push("url");
  return needed.filter((box) => form[box].trim() === "");
}

/** Only what belongs to its kind: a secret typed for another one is not sent. */
export function asBody(form: AddForm): CrmConnectionIn {
  const filled = (text: string) => text.trim() || undefined;
  const app = form.auth === "oauth" || form.auth === "client_credentials";
  const drop = form.kind === "drop";
  return {
    kind: form.kind,
    auth: form.auth,
    name: filled(form.name),
    login_url: form.kind === "salesforce" ? filled(form.login_url) : undefined,
    client_id: app ? filled(form.client_id) : undefined,
    client_secret: app ? filled(form.client_secret) : undefined,
    token: form.auth === "token" ? filled(form.token) : undefined,
    place: drop ? form.place : undefined,
    url: drop ? filled(form.url) : undefined,
    snapshot: drop ? form.snapshot : undefined,
    options: { write_back: !drop && form.write_back },
  };
}
