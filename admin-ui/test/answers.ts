import { readFileSync } from "node:fs";
import { join } from "node:path";

/** Answers of the admin API; the gateway's tests check the same files against the real controllers. */
export function fixture(name: string): string {
  return readFileSync(join(import.meta.dirname, "..", "fixtures", `${name}.json`), "utf8");
}

export interface Answer {
  status: number;
  body: string;
}

/** The admin API as the fixtures have it, for whoever is signed in or not. */
export class FixtureApi {
  signedIn = true;
  empty = false;
  requests: string[] = [];
  static readonly KEY = "weir-test-key";

  answer(method: string, url: string, headers: (name: string) => string | null, body: string): Answer {
    const { pathname, searchParams } = new URL(url, "http://localhost");
    const path = pathname.replace("/api/admin/v1", "");
    this.requests.push(`${method} ${path}${new URL(url, "http://localhost").search}`);
    if (method !== "GET" && headers("x-weir-csrf") !== "1") return problem(403, "csrf");
    if (path === "/session") return this.session(method, body);
    if (!this.signedIn) return problem(401, "signed_out");
    if (path === "/overview") return ok(fixture("overview"));
    if (path === "/decisions") return this.list(searchParams);
    if (path === "/decisions/dec_07cloud/explanation") return ok(fixture("explanation"));
    const known: Record<string, string> = {
      dec_07cloud: "decision-cloud",
      dec_03errored: "decision-errored",
      dec_08running: "decision-running",
    };
    const file = known[path.replace("/decisions/", "")];
    return file ? ok(fixture(file)) : { status: 404, body: fixture("problem-not-found") };
  }

  private session(method: string, body: string): Answer {
    if (method === "POST") this.signedIn = (JSON.parse(body) as { key: string }).key === FixtureApi.KEY;
    if (method === "DELETE") this.signedIn = false;
    if (method === "DELETE") return { status: 204, body: "" };
    if (!this.signedIn) return problem(401, "invalid_key");
    return method === "POST" ? { status: 204, body: "" } : ok('{"keyId":"key_admin","team":"platform"}');
  }

  private list(query: URLSearchParams): Answer {
    const page = JSON.parse(fixture("decisions")) as { items: { route: string; team: string }[]; nextCursor: null };
    const route = query.get("route");
    const items = this.empty ? [] : page.items.filter((item) => !route || item.route === route);
    return ok(JSON.stringify({ ...page, items }));
  }
}

function ok(body: string): Answer {
  return { status: 200, body };
}

function problem(status: number, code: string): Answer {
  return { status, body: JSON.stringify({ status, code, detail: "" }) };
}
