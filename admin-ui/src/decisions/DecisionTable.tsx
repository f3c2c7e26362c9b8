import { memo } from "react";
import type { DecisionSummary } from "../api/types";
import { useText } from "../i18n";
import { DifficultyMeter, FindingChips, ResultText, RouteBadge } from "./badges";
import classes from "./decisions.module.css";
import { openButtonId } from "./openButton";

export interface DecisionListProps {
  items: DecisionSummary[];
  selected: string | undefined;
  onOpen: (id: string) => void;
}

/** The list on wide screens. */
export function DecisionTable({ items, selected, onOpen }: DecisionListProps) {
  const { t, zone } = useText();
  return (
    <div className={classes["tableFrame"]}>
      <table className={classes["table"]}>
        <caption className="visually-hidden">{t("decisions.table")}</caption>
        <thead>
          <tr>
            <th scope="col">{t("column.time", { zone })}</th>
            <th scope="col">{t("column.route")}</th>
            <th scope="col">{t("column.model")}</th>
            <th scope="col">{t("column.reason")}</th>
            <th scope="col">{t("column.policy")}</th>
            <th scope="col">{t("column.findings")}</th>
            <th scope="col">{t("column.difficulty")}</th>
            <th scope="col" className={classes["right"]}>{t("column.tokens")}</th>
            <th scope="col" className={classes["right"]}>{t("column.latency")}</th>
            <th scope="col">{t("column.result")}</th>
          </tr>
        </thead>
        <tbody>
          {items.map((item) => (
            <Row key={item.id} item={item} open={item.id === selected} onOpen={onOpen} />
          ))}
        </tbody>
      </table>
    </div>
  );
}

interface RowProps {
  item: DecisionSummary;
  open: boolean;
  onOpen: (id: string) => void;
}

const Row = memo(function Row({ item, open, onOpen }: RowProps) {
  const { t, time, dateTime, named, number, duration } = useText();
  return (
    // The button in the first cell is what keyboards and readers use; the row is a larger target for the mouse.
    // oxlint-disable-next-line jsx-a11y/click-events-have-key-events, jsx-a11y/no-noninteractive-element-interactions
    <tr data-open={open || undefined} onClick={() => onOpen(item.id)}>
      <td className={classes["nowrap"]}>
        <button
          type="button"
          id={openButtonId(item.id)}
          className={classes["open"]}
          title={dateTime(item.at)}
          aria-haspopup="dialog"
          onClick={(event) => {
            event.stopPropagation();
            onOpen(item.id);
          }}
        >
          {time(item.at)}
        </button>
        <Sub>{item.team}</Sub>
      </td>
      <td>
        <RouteBadge route={item.route} />
      </td>
      <td>
        <span className={classes["name"]}>{item.model === "none" ? t("value.none") : item.model}</span>
        {item.requestedModel !== item.model && <Sub>{item.requestedModel}</Sub>}
      </td>
      <td>{named("reason", item.reason)}</td>
      <td>
        <Rules item={item} />
        <Sub>{`${item.policy.name}@${item.policy.number}`}</Sub>
      </td>
      <td>
        <FindingChips findings={item.findings} inspectionComplete={item.inspectionComplete} />
      </td>
      <td>
        <DifficultyMeter score={item.difficulty} />
      </td>
      <td className={classes["right"]}>
        <span className="visually-hidden">
          {t("value.tokens", { input: item.promptTokens, output: item.outcome?.completionTokens ?? 0 })}
        </span>
        <span aria-hidden="true">
          {number(item.promptTokens)}
          <Sub>{item.outcome ? `→ ${number(item.outcome.completionTokens)}` : "…"}</Sub>
        </span>
      </td>
      <td className={`${classes["right"]} ${classes["nowrap"]}`}>{item.outcome ? duration(item.outcome.totalMs) : "…"}</td>
      <td>
        <ResultText outcome={item.outcome} />
      </td>
    </tr>
  );
});

export function Rules({ item }: { item: DecisionSummary }) {
  const { t } = useText();
  if (item.decidingRules.length === 0) return <span className="muted">{t("value.default")}</span>;
  return <span className="mono">{item.decidingRules.map((rule) => rule.id).join(", ")}</span>;
}

function Sub({ children }: { children: string }) {
  return <span className={classes["sub"]}>{children}</span>;
}
