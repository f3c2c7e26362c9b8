import type { DecisionPage, DecisionSummary } from "../api/types";

/** What the list holds: decisions newest first, and the cursor of what is older. */
export interface LoadedDecisions {
  items: DecisionSummary[];
  nextCursor: string | null;
}

/** Most decisions kept at once; older ones can be loaded again. */
const MOST = 1_000;

/** Puts a fresh first page on top. Where it doesn't reach down to what is known, the list starts anew: never a gap. */
export function withNewest(known: LoadedDecisions | null, page: DecisionPage): LoadedDecisions {
  const newest = known?.items[0];
  const oldestOfPage = page.items.at(-1);
  const reaches = newest && oldestOfPage && oldestOfPage.sequence <= newest.sequence;
  if (!known || !reaches) return { items: page.items, nextCursor: page.nextCursor };
  const below = known.items.filter((item) => item.sequence < oldestOfPage.sequence);
  return cut({
    items: [...page.items, ...below],
    nextCursor: below.length > 0 ? known.nextCursor : page.nextCursor,
  });
}

/** Puts an older page below. */
export function withOlder(known: LoadedDecisions, page: DecisionPage): LoadedDecisions {
  const oldest = known.items.at(-1);
  const older = page.items.filter((item) => !oldest || item.sequence < oldest.sequence);
  return { items: [...known.items, ...older], nextCursor: page.nextCursor };
}

function cut(list: LoadedDecisions): LoadedDecisions {
  if (list.items.length <= MOST) return list;
  const items = list.items.slice(0, MOST);
  return { items, nextCursor: String(items.at(-1)?.sequence) };
}
