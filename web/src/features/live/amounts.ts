import type { LiveState } from "./session/messages";

export const AMOUNTS: readonly LiveState["amount"][] = ["off", "few", "normal"];
