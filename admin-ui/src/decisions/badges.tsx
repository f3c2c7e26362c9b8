import type { DecisionSummary, Outcome, Route } from "../api/types";
import { useText } from "../i18n";
import { RouteShape } from "../shell/icons";
import classes from "./badges.module.css";

export function RouteBadge({ route }: { route: Route }) {
  const { named } = useText();
  return (
    <span className={classes["route"]} data-route={route}>
      <RouteShape route={route} />
      {named("route", route)}
    </span>
  );
}

type Found = Pick<DecisionSummary, "findings" | "inspectionComplete">;

export function FindingChips({ findings, inspectionComplete }: Found) {
  const { t } = useText();
  return (
    <span className={classes["chips"]}>
      {findings.map((found) => (
        <span key={found.entity} className={classes["chip"]}>
          {found.entity} <b>×{found.count}</b>
        </span>
      ))}
      {findings.length === 0 && inspectionComplete && (
        <span className="muted">
          <span aria-hidden="true">–</span>
          <span className="visually-hidden">{t("value.findings.none")}</span>
        </span>
      )}
      {!inspectionComplete && <span className={classes["warn"]}>{t("value.incomplete")}</span>}
    </span>
  );
}

export function DifficultyMeter({ score, wide = false }: { score: number; wide?: boolean }) {
  const { t, score: format } = useText();
  return (
    <span className={classes["meter"]} data-wide={wide}>
      <span
        className={classes["track"]}
        role="meter"
        aria-label={t("value.difficulty", { score: format(score) })}
        aria-valuemin={0}
        aria-valuemax={1}
        aria-valuenow={score}
      >
        <span className={classes["fill"]} style={{ width: `${Math.round(score * 100)}%` }} />
      </span>
      <span aria-hidden="true">{format(score)}</span>
    </span>
  );
}

export function ResultText({ outcome }: { outcome: Outcome | null }) {
  const { t, named } = useText();
  if (!outcome) return <span className={classes["running"]}>{t("result.running")}</span>;
  const notable = outcome.code && !["stop", "policy_blocked"].includes(outcome.code);
  return (
    <span className={classes["result"]} data-result={outcome.result}>
      {named("result", outcome.result)}
      {notable && <span className="muted mono">{outcome.code}</span>}
    </span>
  );
}
