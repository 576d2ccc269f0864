import type { LiveSourceOut, VendorIn } from "@/api/types.gen";

export type Vendor = "twilio" | "zoom" | "recall";
export type Secret = keyof VendorIn;

/** Vendors whose sound comes in by an account, as they call themselves, and what that account consists of. */
export const VENDORS: readonly { vendor: Vendor; name: string; secrets: readonly Secret[] }[] = [
  { vendor: "recall", name: "Recall.ai", secrets: ["api_key", "signing_secret"] },
  { vendor: "zoom", name: "Zoom", secrets: ["client_id", "client_secret", "secret_token"] },
  { vendor: "twilio", name: "Twilio", secrets: ["auth_token"] },
];

/** Whose account a vendor's calls come by. */
export function accountOf(source: Pick<LiveSourceOut, "own" | "missing">): "own" | "server" | "none" {
  if (source.own) return "own";
  return source.missing.length === 0 ? "server" : "none";
}
