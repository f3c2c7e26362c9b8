// Installs the packages of package-lock.json, unless exactly these are installed already.
import { execFileSync } from "node:child_process";
import { createHash } from "node:crypto";
import { existsSync, readFileSync, writeFileSync } from "node:fs";

const lock = createHash("sha256").update(readFileSync("package-lock.json")).update(process.version).digest("hex");
const mark = "node_modules/.weir-lock-sha256";

if (existsSync(mark) && readFileSync(mark, "utf8") === lock) {
  console.log("packages are up to date");
} else {
  execFileSync("npm", ["ci", "--ignore-scripts", "--no-audit", "--no-fund"], {
    stdio: "inherit",
    shell: process.platform === "win32",
  });
  writeFileSync(mark, lock);
}
