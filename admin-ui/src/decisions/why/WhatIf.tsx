import { useExplanation } from "../../api/queries";
import { useProblemText } from "../../api/useProblemText";
import type { Counterfactual, DecisionSummary } from "../../api/types";
import { useText } from "../../i18n";
import classes from "./why.module.css";

const SIGN = {
  up: { inclusive: "≥", exclusive: ">", exact: "=" },
  down: { inclusive: "≤", exclusive: "<", exact: "=" },
} as const;

/** What would have changed the verdict: for each number, the nearest value that gives another one. */
export function WhatIf({ summary }: { summary: DecisionSummary }) {
  const { t } = useText();
  const problem = useProblemText();
  const { data, error } = useExplanation(summary.id);
  if (error) return <p className="muted">{t("whatif.error", { reason: problem(error) })}</p>;
  if (!data) return null;
  const changes = data.explanation.counterfactuals;
  return (
    <>
      {!data.sameVerdict && (
        <p className={classes["warn"]} role="alert">
          {t("whatif.different")} <span className="mono">{data.differences.join("; ")}</span>
        </p>
      )}
      <h4>{t("whatif.title")}</h4>
      {changes.length === 0 ? (
        <p className="muted">{t("whatif.none")}</p>
      ) : (
        <ul className={classes["whatif"]} aria-label={t("whatif.title")}>
          {changes.map((change) => (
            <Change key={`${change.fact} ${change.direction}`} change={change} now={summary} />
          ))}
        </ul>
      )}
    </>
  );
}

function Change({ change, now }: { change: Counterfactual; now: DecisionSummary }) {
  const { t, named } = useText();
  const verdict =
    change.effect === now.effect
      ? t("whatif.preference", { preference: named("preference", change.preference) })
      : named("effect", change.effect);
  return (
    <li>
      <code>
        {change.fact} {SIGN[change.direction][change.bound]} {written(change)}
      </code>{" "}
      <span aria-hidden="true">→</span> {verdict}
    </li>
  );
}

/** The boundary as a policy would write it: a number, or a time of day where minutes since midnight are meant. */
function written({ fact, boundary }: Counterfactual): string {
  if (fact !== "time") return String(boundary);
  return `${twoDigits(Math.floor(boundary / 60))}:${twoDigits(boundary % 60)} UTC`;
}

function twoDigits(value: number): string {
  return String(value).padStart(2, "0");
}
