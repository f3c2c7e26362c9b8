import { describe, expect, it } from "vitest";
import type { DecisionPage, DecisionSummary } from "../../src/api/types";
import { withNewest, withOlder, type LoadedDecisions } from "../../src/decisions/mergeDecisions";

function page(nextCursor: string | null, ...numbers: number[]): DecisionPage {
  const items = numbers.map((sequence) => ({ sequence, id: `dec_${sequence}` }) as DecisionSummary);
  return { items, nextCursor, asOf: "2026-11-22T12:00:00Z" };
}

function sequences(list: LoadedDecisions): number[] {
  return list.items.map((item) => item.sequence);
}

describe("merging pages of decisions", () => {
  const known: LoadedDecisions = page("4", 8, 7, 6, 5, 4);

  it("puts new decisions on top and keeps what was loaded below", () => {
    const merged = withNewest(known, page("7", 9, 8, 7));

    expect(sequences(merged)).toEqual([9, 8, 7, 6, 5, 4]);
    expect(merged.nextCursor).toBe("4");
  });

  it("takes an outcome that came since", () => {
    const fresh = page("7", 8, 7);
    (fresh.items[0] as DecisionSummary).outcome = { result: "completed" } as DecisionSummary["outcome"];

    expect(withNewest(known, fresh).items[0]?.outcome?.result).toBe("completed");
  });

  it("starts anew where more came than one page holds, rather than show a gap", () => {
    const merged = withNewest(known, page("20", 22, 21, 20));

    expect(sequences(merged)).toEqual([22, 21, 20]);
    expect(merged.nextCursor).toBe("20");
  });

  it("puts older decisions below, each once", () => {
    const merged = withOlder(known, page(null, 4, 3, 2));

    expect(sequences(merged)).toEqual([8, 7, 6, 5, 4, 3, 2]);
    expect(merged.nextCursor).toBeNull();
  });

  it("keeps a thousand at most and can load the rest again", () => {
    const many = withNewest(page(null, ...Array.from({ length: 1_000 }, (_, n) => 1_000 - n)), page("999", 1_001, 1_000, 999));

    expect(many.items).toHaveLength(1_000);
    expect(many.nextCursor).toBe("2");
  });
});
