import { readFile } from "node:fs/promises";
import { createServer, type Server } from "node:http";
import type { AddressInfo } from "node:net";
import { extname, join, normalize } from "node:path";
import type { FixtureApi } from "../answers";

const ROOT = join(import.meta.dirname, "..", "..");
const FILES = process.env["UI_OUT"] ?? join(ROOT, "target/classes/META-INF/resources/console");
const POLICY = join(ROOT, "src/main/resources/META-INF/weir/console-csp.txt");
const TYPES: Record<string, string> = {
  ".html": "text/html; charset=utf-8",
  ".js": "text/javascript",
  ".css": "text/css",
  ".svg": "image/svg+xml",
};

export interface ConsoleServer {
  origin: string;
  close: () => Promise<void>;
}

/** Serves the built console as the gateway does, with the same content security policy, on the fixtures' API. */
export async function serveConsole(api: FixtureApi): Promise<ConsoleServer> {
  const policy = (await readFile(POLICY, "utf8")).trim();
  const server: Server = createServer(async (request, response) => {
    const url = request.url ?? "/";
    if (url.startsWith("/api/")) {
      let body = "";
      for await (const chunk of request) body += String(chunk);
      const header = (name: string) => String(request.headers[name] ?? "") || null;
      const answer = api.answer(request.method ?? "GET", url, header, body);
      response.writeHead(answer.status, { "content-type": "application/json" }).end(answer.body);
      return;
    }
    const path = normalize(new URL(url, "http://localhost").pathname).replace(/^\/console\//, "");
    const file = extname(path) ? path : "index.html";
    const content = await readFile(join(FILES, file)).catch(() => null);
    response.writeHead(content ? 200 : 404, {
      "content-type": TYPES[extname(file)] ?? "application/octet-stream",
      "content-security-policy": policy,
      "x-content-type-options": "nosniff",
    });
    response.end(content);
  });
  await new Promise<void>((resolve) => server.listen(0, "127.0.0.1", resolve));
  return {
    origin: `http://127.0.0.1:${(server.address() as AddressInfo).port}`,
    close: () =>
      new Promise((resolve) => {
        server.closeAllConnections();
        server.close(() => resolve());
      }),
  };
}
