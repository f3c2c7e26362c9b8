import react from "@vitejs/plugin-react";
import { defineConfig } from "vitest/config";

// The gateway serves these files under /console/ with a content security policy that allows no inline script or style.
export default defineConfig({
  base: "/console/",
  plugins: [react()],
  build: {
    outDir: process.env["UI_OUT"] ?? "target/classes/META-INF/resources/console",
    emptyOutDir: true,
    assetsInlineLimit: 0,
    modulePreload: { polyfill: false },
    target: "es2022",
    reportCompressedSize: false,
  },
  server: { proxy: { "/api": "http://127.0.0.1:8080" } },
  test: {
    projects: [
      {
        extends: true,
        test: {
          name: "unit",
          environment: "jsdom",
          include: ["test/unit/**/*.test.{ts,tsx}"],
          setupFiles: ["test/unit/setup.ts"],
          testTimeout: 120_000,
        },
      },
      { test: { name: "browser", environment: "node", include: ["test/browser/**/*.test.ts"], testTimeout: 120_000, hookTimeout: 120_000 } },
    ],
  },
});
