import { defineConfig } from "@hey-api/openapi-ts";

export default defineConfig({
  input: "openapi.json",
  logs: { file: false },
  output: { path: "src/api" },
  plugins: [
    { name: "@hey-api/client-fetch", runtimeConfigPath: "../lib/client" },
    "@hey-api/typescript",
    "@hey-api/sdk",
    "@tanstack/react-query",
  ],
});
