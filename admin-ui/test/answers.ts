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
  /** What the key that is signed in may do. */
  may: string[] = [];
  /** What became of the captured content of `dec_09captured`. */
  content: "kept" | "erased" = "kept";
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
    if (path === "/decisions/dec_09captured") return ok(this.captured());
    if (path === "/decisions/dec_09captured/explanation") return ok(fixture("explanation"));
    if (path === "/decisions/dec_09captured/reveal") return this.reveal(body);
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
    return method === "POST" ? { status: 204, body: "" } : ok(JSON.stringify({ keyId: "key_admin", team: "platform", may: this.may }));
  }

  /** The cloud's decision, had its policy captured the content and judged it for orders to the model. */
  private captured(): string {
    const detail = JSON.parse(fixture("decision-cloud")) as { summary: object };
    const part = { mode: "encrypted", capturedAt: "2026-01-01T12:00:00Z", bytes: 412, state: this.content };
    return JSON.stringify({
      ...detail,
      summary: { ...detail.summary, id: "dec_09captured" },
      injection: 0.93,
      capture: "encrypted",
      captured: [
        { ...part, part: "request" },
        { ...part, part: "answer", state: "expired" },
      ],
    });
  }

  private reveal(body: string): Answer {
    const { reason } = JSON.parse(body) as { reason: string };
    if (!this.may.includes("reveal")) return problem(403, "reveal_not_allowed");
    if (reason === "") return problem(400, "invalid_request");
    const part = { mode: "encrypted", capturedAt: "2026-01-01T12:00:00Z" };
    const content = { messages: [{ role: "user", content: "Where does the heron sleep?" }] };
    return ok(
      JSON.stringify({
        decision: "dec_09captured",
        parts: [
          { ...part, part: "request", standing: "shown", content },
          { ...part, part: "answer", standing: "expired", content: null },
        ],
      }),
    );
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
