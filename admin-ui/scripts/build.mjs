// Checks types and lint and builds the console into UI_OUT, unless nothing that goes into it changed since the last time.
import { execFileSync } from "node:child_process";
import { createHash } from "node:crypto";
import { existsSync, readdirSync, readFileSync, writeFileSync } from "node:fs";
import { join } from "node:path";

const out = process.env.UI_OUT;
if (!out) throw new Error("UI_OUT names no folder to build into");

const INPUTS = ["index.html", "package-lock.json", "tsconfig.json", "vite.config.ts", ".oxlintrc.json", "public", "src", "test"];
const mark = join("target", "ui-inputs-sha256");
const inputs = digest(INPUTS);

if (existsSync(join(out, "index.html")) && existsSync(mark) && readFileSync(mark, "utf8") === inputs) {
  console.log("the console is up to date");
} else {
  for (const script of ["check", "lint", "build"]) {
    execFileSync("npm", ["run", "--silent", script], { stdio: "inherit", shell: process.platform === "win32" });
  }
  writeFileSync(mark, inputs);
}

function digest(paths) {
  const hash = createHash("sha256");
  for (const path of paths) {
    const files = path.includes(".") ? [path] : readdirSync(path, { recursive: true, withFileTypes: true })
      .filter((entry) => entry.isFile())
      .map((entry) => join(entry.parentPath ?? entry.path, entry.name))
      .toSorted();
    for (const file of files) hash.update(file).update("\0").update(readFileSync(file)).update("\0");
  }
  return hash.digest("hex");
}
