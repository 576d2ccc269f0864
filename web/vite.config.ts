import tailwindcss from "@tailwindcss/vite";
import { tanstackRouter } from "@tanstack/router-plugin/vite";
import react from "@vitejs/plugin-react";
import { defineConfig } from "vitest/config";

const server = process.env.RINGSIDE_API ?? "http://localhost:8000";

export default defineConfig(({ mode }) => ({
  plugins: [...(mode === "test" ? [] : [tanstackRouter(), tailwindcss()]), react()],
  resolve: { alias: { "@": new URL("./src", import.meta.url).pathname } },
  server: { port: 5173, proxy: { "/api": { target: server, ws: true } } },
  build: {
    // light-dark() and :dir() are used as they are
    target: ["chrome123", "firefox121", "safari17.5"],
    assetsInlineLimit: 0, // a data: URL would need a hole in the content security policy
  },
  test: {
    environment: "happy-dom",
    setupFiles: ["src/testing.ts"],
    include: ["src/**/*.test.{ts,tsx}"],
    css: false,
  },
}));
