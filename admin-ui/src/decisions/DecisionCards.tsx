import type { DecisionSummary } from "../api/types";
import { useText } from "../i18n";
import { FindingChips, ResultText, RouteBadge } from "./badges";
import classes from "./decisions.module.css";
import { Rules, type DecisionListProps } from "./DecisionTable";
import { openButtonId } from "./openButton";

/** The list on narrow screens: one card for each decision, nothing to scroll sideways. */
export function DecisionCards({ items, selected, onOpen }: DecisionListProps) {
  const { t } = useText();
  return (
    <ul className={classes["cards"]} aria-label={t("decisions.table")}>
      {items.map((item) => (
        <li key={item.id} data-open={item.id === selected || undefined}>
          <Card item={item} onOpen={onOpen} />
        </li>
      ))}
    </ul>
  );
}

function Card({ item, onOpen }: { item: DecisionSummary; onOpen: (id: string) => void }) {
  const { t, time, named, number, duration } = useText();
  const tokens = t("value.tokens", {
    input: number(item.promptTokens),
    output: number(item.outcome?.completionTokens ?? 0),
  });
  return (
    <button
      type="button"
      id={openButtonId(item.id)}
      className={classes["card"]}
      aria-haspopup="dialog"
      onClick={() => onOpen(item.id)}
    >
      <span className={classes["cardLine"]}>
        <RouteBadge route={item.route} />
        <span>{named("reason", item.reason)}</span>
        <time dateTime={item.at}>{time(item.at)}</time>
      </span>
      <span className={classes["cardLine"]}>
        <b className={classes["name"]}>{item.model === "none" ? t("value.none") : item.model}</b>
        <span className="muted">{item.team}</span>
      </span>
      <span className={classes["cardLine"]}>
        <Rules item={item} />
        {item.findings.length > 0 && (
          <FindingChips findings={item.findings} inspectionComplete={item.inspectionComplete} />
        )}
      </span>
      <span className={`${classes["cardLine"]} muted`}>
        <ResultText outcome={item.outcome} />
        <span>{tokens}</span>
        {item.outcome && <span>{duration(item.outcome.totalMs)}</span>}
      </span>
    </button>
  );
}
