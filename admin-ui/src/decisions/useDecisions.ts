import { useMutation, useQuery, useQueryClient } from "@tanstack/react-query";
import { api, type DecisionFilter } from "../api/client";
import { POLL } from "../api/queries";
import { withNewest, withOlder, type LoadedDecisions } from "./mergeDecisions";

interface Loaded extends LoadedDecisions {
  asOf: string;
}

/** The list of decisions: its first page looked at every few seconds, older pages on demand; each one bounded query. */
export function useDecisions(filter: DecisionFilter, paused: boolean) {
  const queries = useQueryClient();
  const key = ["decisions", filter.route ?? "", filter.team ?? "", filter.model ?? ""];
  const query = useQuery<Loaded>({
    queryKey: key,
    queryFn: async ({ signal }) => {
      const page = await api.decisions(filter, null, signal);
      return { ...withNewest(queries.getQueryData<Loaded>(key) ?? null, page), asOf: page.asOf };
    },
    refetchInterval: paused ? false : POLL,
    refetchOnWindowFocus: !paused,
  });
  const older = useMutation({
    mutationFn: (cursor: string) => api.decisions(filter, cursor),
    onSuccess: (page) =>
      queries.setQueryData<Loaded>(key, (known) => known && { ...known, ...withOlder(known, page) }),
  });
  const cursor = query.data?.nextCursor ?? null;
  return {
    list: query.data ?? null,
    error: query.error ?? older.error,
    retry: () => void query.refetch(),
    loadOlder: () => cursor && older.mutate(cursor),
    loadingOlder: older.isPending,
  };
}
