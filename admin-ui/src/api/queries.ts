import { QueryCache, QueryClient, useQuery } from "@tanstack/react-query";
import { api, ApiError } from "./client";

const SESSION = ["session"] as const;

/** Milliseconds between two looks at the log. */
export const POLL = 4_000;

export function createQueryClient(): QueryClient {
  const client: QueryClient = new QueryClient({
    queryCache: new QueryCache({
      // A session that ended shows the sign-in again; the address stays, so that one comes back to the same place.
      onError: (error, query) => {
        if (isSignedOut(error) && query.queryKey[0] !== SESSION[0]) client.setQueryData(SESSION, null);
      },
    }),
    defaultOptions: {
      queries: { retry: (count, error) => count < 1 && error instanceof ApiError && error.status >= 500, staleTime: 1_000 },
    },
  });
  return client;
}

export function isSignedOut(error: unknown): boolean {
  return error instanceof ApiError && error.status === 401;
}

/** Forgets everything that was loaded, and who was signed in. */
export function endSession(client: QueryClient): void {
  client.setQueryData(SESSION, null);
  client.removeQueries({ predicate: (query) => query.queryKey[0] !== SESSION[0] });
}

/** Who is signed in; null for nobody. */
export function useSession() {
  return useQuery({
    queryKey: SESSION,
    staleTime: 60_000,
    queryFn: async ({ signal }) => {
      try {
        return await api.session(signal);
      } catch (error) {
        if (isSignedOut(error)) return null;
        throw error;
      }
    },
  });
}

export function useOverview() {
  return useQuery({
    queryKey: ["overview"],
    queryFn: ({ signal }) => api.overview(signal),
    refetchInterval: POLL * 2,
  });
}

export function useDecision(id: string) {
  return useQuery({
    queryKey: ["decision", id],
    queryFn: ({ signal }) => api.decision(id, signal),
    // What is on record doesn't change, but for the outcome of a request that still runs.
    refetchInterval: (query) => (query.state.data?.summary.outcome === null ? POLL : false),
  });
}

/** Why, built anew from the facts and the policy on record; both stay as they are. */
export function useExplanation(id: string) {
  return useQuery({
    queryKey: ["explanation", id],
    queryFn: ({ signal }) => api.explanation(id, signal),
    staleTime: Infinity,
  });
}
