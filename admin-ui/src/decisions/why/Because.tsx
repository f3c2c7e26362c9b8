import type { DecisionDetail } from "../../api/types";
import { useText } from "../../i18n";
import { en, type TextKey } from "../../i18n/en";
import { RouteBadge } from "../badges";
import classes from "./why.module.css";

/** The answer first: where the request went, in one sentence why, and the rules that set it. */
export function Because({ detail }: { detail: DecisionDetail }) {
  const { t, dateTime } = useText();
  const { summary } = detail;
  const key = `because.${summary.reason}`;
  return (
    <section className={classes["because"]} data-route={summary.route}>
      <div className={classes["becauseHead"]}>
        <RouteBadge route={summary.route} />
        <span className="muted">{dateTime(summary.at)}</span>
      </div>
      <h2>{key in en ? t(key as TextKey) : t("because.other", { reason: summary.reason })}</h2>
      {summary.decidingRules.length === 0 ? (
        <p className="muted">{t("because.defaultRule")}</p>
      ) : (
        <p>
          {t("because.rules")}{" "}
          {summary.decidingRules.map((rule) => (
            <span key={rule.id} className={classes["deciding"]}>
              <b className="mono">{rule.id}</b>
              {rule.line !== null && <span className="muted"> {t("value.line", { n: rule.line })}</span>}
            </span>
          ))}
        </p>
      )}
      <p className="muted">
        {summary.policy.name}@{summary.policy.number} · {summary.keyId} · {summary.team} · {summary.endpoint}
      </p>
    </section>
  );
}
