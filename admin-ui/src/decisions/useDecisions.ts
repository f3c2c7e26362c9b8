import { useMutation, useQuery } from "@tanstack/react-query";
import { useEffect, useState } from "react";
import { api, type DecisionFilter } from "../api/client";
import { POLL } from "../api/queries";
import { withNewest, withOlder, type LoadedDecisions } from "./mergeDecisions";

/** The list of decisions: its first page looked at every few seconds, older pages on demand; each one bounded query. */
export function useDecisions(filter: DecisionFilter, paused: boolean) {
  const key = JSON.stringify(filter);
  const [loaded, setLoaded] = useState<{ key: string; list: LoadedDecisions } | null>(null);
  const newest = useQuery({
    queryKey: ["decisions", key],
    queryFn: ({ signal }) => api.decisions(filter, null, signal),
    refetchInterval: paused ? false : POLL,
    refetchOnWindowFocus: !paused,
  });

  const page = newest.data;
  useEffect(() => {
    if (page) setLoaded((known) => ({ key, list: withNewest(known?.key === key ? known.list : null, page) }));
  }, [page, key]);

  const list = loaded?.key === key ? loaded.list : null;
  const older = useMutation({
    mutationFn: (cursor: string) => api.decisions(filter, cursor),
    onSuccess: (more) =>
      setLoaded((known) => (known?.key === key ? { key, list: withOlder(known.list, more) } : known)),
  });

  return {
    list,
    asOf: page?.asOf ?? null,
    error: newest.error ?? older.error,
    retry: () => void newest.refetch(),
    loadOlder: () => list?.nextCursor && older.mutate(list.nextCursor),
    loadingOlder: older.isPending,
  };
}
