import type { DecisionDetail, DecisionPage, Explanation, Overview, Revealed, Session } from "./types";

const ROOT = "/api/admin/v1";

/** An answer that is no success: the status, and the code and detail of its RFC 9457 body. */
export class ApiError extends Error {
  override readonly name = "ApiError";

  constructor(
    readonly status: number,
    readonly code: string,
    readonly detail: string,
  ) {
    super(detail || code);
  }
}

export interface DecisionFilter {
  route?: string | undefined;
  team?: string | undefined;
  model?: string | undefined;
}

async function call(path: string, init: RequestInit = {}): Promise<Response> {
  let response: Response;
  try {
    response = await fetch(ROOT + path, { ...init, credentials: "same-origin" });
  } catch {
    throw new ApiError(0, "unreachable", "");
  }
  if (response.ok) return response;
  const problem: unknown = await response.json().catch(() => null);
  throw new ApiError(response.status, text(problem, "code") || `http_${response.status}`, text(problem, "detail"));
}

function text(body: unknown, field: string): string {
  const value = typeof body === "object" && body !== null ? (body as Record<string, unknown>)[field] : undefined;
  return typeof value === "string" ? value : "";
}

async function read<T>(path: string, signal?: AbortSignal): Promise<T> {
  const response = await call(path, signal ? { signal } : {});
  return (await response.json()) as T;
}

const WRITE_HEADERS = { "x-weir-csrf": "1" };

export const api = {
  session: (signal?: AbortSignal) => read<Session>("/session", signal),

  async signIn(key: string): Promise<void> {
    const body = JSON.stringify({ key });
    await call("/session", { method: "POST", headers: { ...WRITE_HEADERS, "content-type": "application/json" }, body });
  },

  async signOut(): Promise<void> {
    await call("/session", { method: "DELETE", headers: WRITE_HEADERS });
  },

  overview: (signal?: AbortSignal) => read<Overview>("/overview", signal),

  decisions(filter: DecisionFilter, cursor: string | null, signal?: AbortSignal) {
    const query = new URLSearchParams({ limit: "50" });
    if (cursor) query.set("cursor", cursor);
    for (const [name, value] of Object.entries(filter)) if (value) query.set(name, value);
    return read<DecisionPage>(`/decisions?${query}`, signal);
  },

  decision: (id: string, signal?: AbortSignal) => read<DecisionDetail>(`/decisions/${encodeURIComponent(id)}`, signal),

  explanation: (id: string, signal?: AbortSignal) =>
    read<Explanation>(`/decisions/${encodeURIComponent(id)}/explanation`, signal),

  /** Shows captured content; that somebody looks goes on record first. */
  async reveal(id: string, reason: string): Promise<Revealed> {
    const response = await call(`/decisions/${encodeURIComponent(id)}/reveal`, {
      method: "POST",
      headers: { ...WRITE_HEADERS, "content-type": "application/json" },
      body: JSON.stringify({ reason }),
    });
    return (await response.json()) as Revealed;
  },
};
