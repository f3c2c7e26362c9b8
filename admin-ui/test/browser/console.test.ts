import { existsSync } from "node:fs";
import { readFile } from "node:fs/promises";
import { join } from "node:path";
import { chromium, type Browser, type BrowserContextOptions, type Page } from "playwright-core";
import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { FixtureApi } from "../answers";
import { serveConsole, type ConsoleServer } from "./server";

const CHROMIUM = process.env["CHROMIUM"] ?? "/usr/bin/chromium";
const SHOTS = process.env["WEIR_SHOTS"];
const FLAGS = [
  "--headless",
  "--no-sandbox",
  "--disable-gpu",
  "--disable-quic",
  "--no-first-run",
  "--disable-background-networking",
  "--disable-component-update",
  "--disable-sync",
];
const WCAG = ["wcag2a", "wcag2aa", "wcag21a", "wcag21aa", "wcag22aa"];

const WIDE = { viewport: { width: 1440, height: 900 } };
const NARROW = { viewport: { width: 320, height: 640 } };

describe("the built console in a browser", () => {
  const api = new FixtureApi();
  let server: ConsoleServer;
  let browser: Browser;
  let axe: string;

  beforeAll(async () => {
    if (!existsSync(CHROMIUM)) {
      throw new Error(`no browser at ${CHROMIUM}: install Debian's package chromium, or set CHROMIUM to another one`);
    }
    axe = await readFile(join(import.meta.dirname, "../../node_modules/axe-core/axe.min.js"), "utf8");
    server = await serveConsole(api);
    browser = await chromium.launch({ executablePath: CHROMIUM, args: FLAGS });
  });

  afterAll(async () => {
    await browser?.close();
    await server?.close();
  });

  /** Opens an address, runs `check`, and fails on any message of the page: errors and violations of its policy. */
  async function visit(path: string, options: BrowserContextOptions, check: (page: Page) => Promise<void>) {
    const context = await browser.newContext({ reducedMotion: "reduce", timezoneId: "Asia/Ho_Chi_Minh", locale: "en", ...options });
    const page = await context.newPage();
    const complaints: string[] = [];
    page.on("console", (message) => {
      const expected = message.text().includes("status of 40");
      if (["error", "warning"].includes(message.type()) && !expected) complaints.push(message.text());
    });
    page.on("pageerror", (error) => complaints.push(String(error)));
    try {
      await page.goto(server.origin + path);
      await check(page);
      expect(complaints).toEqual([]);
    } finally {
      await context.close();
    }
  }

  /** Rules of WCAG 2.2 AA that the page as it stands breaks. */
  async function violations(page: Page): Promise<string[]> {
    // Through the debugger, since the page's own policy lets no such script in.
    await page.evaluate(axe);
    return page.evaluate(async (tags) => {
      const runner = (window as unknown as { axe: typeof import("axe-core") }).axe;
      const result = await runner.run({ runOnly: tags });
      return result.violations.flatMap((rule) => rule.nodes.map((node) => `${rule.id}: ${node.html} ${node.failureSummary}`));
    }, WCAG);
  }

  for (const colorScheme of ["light", "dark"] as const) {
    it(`lists decisions without a flaw for assistive technology, ${colorScheme}`, () =>
      visit("/console/", { ...WIDE, colorScheme }, async (page) => {
        await list(page);

        expect(await page.getByRole("row").count()).toBe(9);
        expect(page.url()).toBe(`${server.origin}/console/decisions`);
        expect(await violations(page)).toEqual([]);
        await shot(page, `list-${colorScheme}`);
      }));

    it(`opens the drawer by keyboard and closes it again, ${colorScheme}`, () =>
      visit("/console/decisions", { ...WIDE, colorScheme }, async (page) => {
        await list(page);

        await page.keyboard.press("j");
        await page.keyboard.press("j");
        await page.keyboard.press("Enter");
        await page.getByRole("dialog").getByText("3 of 7 matched").waitFor();
        expect(await violations(page)).toEqual([]);
        await shot(page, `why-${colorScheme}`);

        await page.keyboard.press("Escape");
        await page.getByRole("dialog").waitFor({ state: "detached" });
        await page.waitForFunction(() => document.activeElement?.id === "open-dec_07cloud");
      }));
  }

  it("shows a rule that errored, in full length", () =>
    visit("/console/decisions?id=dec_03errored", { viewport: { width: 1440, height: 1500 } }, async (page) => {
      await page.getByText("Errored, counts as matched").waitFor();
      expect(await violations(page)).toEqual([]);
      await shot(page, "why-errored");
    }));

  for (const language of ["en", "vi"] as const) {
    it(`fits 320 px without scrolling sideways, ${language}`, () =>
      visit("/console/decisions", { ...NARROW, locale: language }, async (page) => {
        await page.getByRole("main").getByRole("listitem").last().waitFor();
        expect(await overflow(page)).toEqual([]);
        expect(await violations(page)).toEqual([]);
        await shot(page, `narrow-${language}`, true);

        await page.locator("#open-dec_07cloud").click();
        await page.getByText("reasoning_steps").waitFor();
        expect(await overflow(page)).toEqual([]);
        expect(await violations(page)).toEqual([]);
        await shot(page, `narrow-why-${language}`);
      }));
  }

  for (const language of ["en", "vi"] as const) {
    it(`shows captured content for a reason, and keeps none of it, ${language}`, async () => {
      api.may = ["reveal"];
      const tall = { viewport: { width: 1440, height: 2000 }, locale: language };
      try {
        await visit("/console/decisions?id=dec_09captured", tall, async (page) => {
          const content = page.locator("section[aria-labelledby=captured-content]");
          await content.getByRole("textbox").fill("incident 221");
          expect(await violations(page)).toEqual([]);
          await shot(page, `content-${language}`);

          await content.getByRole("button").click();
          await content.getByText("Where does the heron sleep?").waitFor();
          expect(await violations(page)).toEqual([]);
          await shot(page, `content-shown-${language}`);
          expect(await page.evaluate(() => JSON.stringify({ ...localStorage, ...sessionStorage }))).not.toContain("heron");

          await page.keyboard.press("Escape");
          await page.getByRole("dialog").waitFor({ state: "detached" });
          await page.goBack();
          await content.getByRole("textbox").waitFor();
          expect(await page.getByText("heron").count()).toBe(0);
        });
      } finally {
        api.may = [];
      }
    });
  }

  it("signs in with a key that goes nowhere but to the gateway", async () => {
    api.signedIn = false;
    await visit("/console/decisions", WIDE, async (page) => {
      await page.getByLabel("Admin key", { exact: true }).fill(FixtureApi.KEY);
      expect(await violations(page)).toEqual([]);
      await shot(page, "sign-in");
      await page.getByRole("button", { name: "Sign in" }).click();
      await list(page);

      expect(page.url()).not.toContain(FixtureApi.KEY);
      expect(await page.evaluate(() => JSON.stringify({ ...localStorage, ...sessionStorage }))).not.toContain(FixtureApi.KEY);
    });
  });

  it("shows how to make a first request while the log is empty", async () => {
    api.empty = true;
    try {
      await visit("/console/decisions", WIDE, async (page) => {
        await page.getByText("No decision yet").waitFor();
        expect(await page.locator("pre").textContent()).toContain(server.origin);
        expect(await violations(page)).toEqual([]);
        await shot(page, "empty");
      });
    } finally {
      api.empty = false;
    }
  });

  it("explains its keys, and can switch them off", () =>
    visit("/console/decisions", WIDE, async (page) => {
      await list(page);
      await page.keyboard.press("?");
      await page.getByRole("dialog", { name: "Keyboard" }).waitFor();
      expect(await violations(page)).toEqual([]);
      await shot(page, "help");

      await page.getByRole("switch").click();
      await page.keyboard.press("Escape");
      await page.getByRole("dialog").waitFor({ state: "detached" });
      await page.keyboard.press("p");
      expect(await page.getByRole("button", { name: "Pause" }).count()).toBe(1);
    }));
});

/** Elements that stick out of the window to the right. */
async function overflow(page: Page): Promise<string[]> {
  return page.evaluate(() => {
    const width = document.documentElement.clientWidth;
    const wide = document.documentElement.scrollWidth > width;
    return wide
      ? [...document.querySelectorAll("body *")]
          .filter((element) => element.getBoundingClientRect().right > width + 1)
          .map((element) => element.outerHTML.slice(0, 120))
      : [];
  });
}

async function shot(page: Page, name: string, fullPage = false) {
  if (SHOTS) await page.screenshot({ path: join(SHOTS, `${name}.png`), fullPage });
}

async function list(page: Page) {
  await page.getByRole("table").waitFor();
}
