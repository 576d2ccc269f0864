import type { CreateClientConfig } from "@/api/client.gen";
import { sessionFetch } from "./session";

/** Used by the generated client when it is made (see openapi-ts.config.ts). */
export const createClientConfig: CreateClientConfig = (config) => ({
  ...config,
  baseUrl: typeof location === "undefined" ? "http://localhost" : location.origin,
  credentials: "same-origin",
  fetch: sessionFetch as typeof fetch,
});
