import { Button, Skeleton } from "@mantine/core";
import { useMediaQuery } from "@mantine/hooks";
import { useNavigate, useSearch } from "@tanstack/react-router";
import { useCallback, useRef, useState } from "react";
import type { DecisionFilter } from "../api/client";
import { useProblemText } from "../api/useProblemText";
import { useText } from "../i18n";
import { OverviewStrip } from "../overview/OverviewStrip";
import type { DecisionsSearch } from "../router";
import { Notice } from "../shell/Notice";
import { useShortcuts } from "../shell/useShortcuts";
import { DecisionCards } from "./DecisionCards";
import { DecisionFilters } from "./DecisionFilters";
import classes from "./decisions.module.css";
import { DecisionTable } from "./DecisionTable";
import { EmptyState } from "./EmptyState";
import { LiveControl } from "./LiveControl";
import { openButtonId } from "./openButton";
import { useDecisions } from "./useDecisions";
import { WhyDrawer } from "./why/WhyDrawer";

/** The list of decisions, kept fresh, with the drawer that says why. What is open and filtered is in the address. */
export function DecisionsScreen() {
  const { t, number } = useText();
  const problem = useProblemText();
  const navigate = useNavigate();
  const search: DecisionsSearch = useSearch({ strict: false });
  const filter: DecisionFilter = { route: search.route, team: search.team, model: search.model };
  const [paused, setPaused] = useState(false);
  const decisions = useDecisions(filter, paused);
  const narrow = useMediaQuery("(max-width: 900px)", window.innerWidth <= 900, { getInitialValueInEffect: false });
  const filterField = useRef<HTMLSelectElement>(null);

  const go = useCallback(
    (next: DecisionsSearch, replace = false) => void navigate({ to: "/decisions", search: next, replace }),
    [navigate],
  );
  const open = useCallback((id: string) => go({ ...search, id }, search.id !== undefined), [go, search]);
  const close = () => {
    const { id, ...rest } = search;
    go(rest);
    if (id) requestAnimationFrame(() => document.getElementById(openButtonId(id))?.focus());
  };

  const items = decisions.list?.items ?? [];
  const step = (by: 1 | -1) => {
    const focused = items.findIndex((item) => openButtonId(item.id) === document.activeElement?.id);
    const from = search.id ? items.findIndex((item) => item.id === search.id) : focused;
    const target = items[from < 0 ? 0 : Math.min(items.length - 1, Math.max(0, from + by))];
    if (!target) return;
    if (search.id) open(target.id);
    else document.getElementById(openButtonId(target.id))?.focus();
  };
  useShortcuts({
    j: () => step(1),
    k: () => step(-1),
    p: () => setPaused((now) => !now),
    "/": () => filterField.current?.focus(),
  });

  const filtered = Boolean(filter.route || filter.team || filter.model);
  const List = narrow ? DecisionCards : DecisionTable;
  return (
    <div className={classes["screen"]}>
      <OverviewStrip />
      <div className={classes["head"]}>
        <div>
          <h1>{t("decisions.title")}</h1>
          <p className="muted">{t("decisions.lead")}</p>
        </div>
        <LiveControl
          paused={paused}
          stale={decisions.error !== null && decisions.list !== null}
          asOf={decisions.list?.asOf ?? null}
          onToggle={() => setPaused((now) => !now)}
        />
      </div>
      <DecisionFilters filter={filter} onChange={(next) => go(withoutBlanks(next))} firstField={filterField} />
      {decisions.error && (
        <Notice
          tone={decisions.list ? "warn" : "error"}
          text={t("load.decisions", { reason: problem(decisions.error) })}
          action={<Button size="xs" variant="default" onClick={decisions.retry}>{t("error.retry")}</Button>}
        />
      )}
      {!decisions.list && !decisions.error && <Loading />}
      {decisions.list && items.length === 0 && (filtered ? <p className={classes["none"]}>{t("filter.empty")}</p> : <EmptyState />)}
      {items.length > 0 && (
        <>
          <List items={items} selected={search.id} onOpen={open} />
          <footer className={classes["foot"]}>
            <span className="muted">{t("decisions.count", { n: number(items.length) })}</span>
            {decisions.list?.nextCursor ? (
              <Button variant="default" size="xs" loading={decisions.loadingOlder} onClick={decisions.loadOlder}>
                {t("decisions.older")}
              </Button>
            ) : (
              <span className="muted">{t("decisions.end")}</span>
            )}
          </footer>
        </>
      )}
      <WhyDrawer id={search.id} onClose={close} onStep={step} />
    </div>
  );
}

function withoutBlanks(filter: DecisionFilter): DecisionsSearch {
  return Object.fromEntries(Object.entries(filter).filter(([, value]) => value));
}

function Loading() {
  return (
    <div className={classes["loading"]} aria-busy="true">
      {Array.from({ length: 8 }, (_, row) => (
        <Skeleton key={row} height={44} radius="sm" />
      ))}
    </div>
  );
}
