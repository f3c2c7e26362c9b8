import type { TraceNode } from "../../api/types";
import { useText } from "../../i18n";
import classes from "./why.module.css";

const SIGN = { matched: "✓", not_matched: "–", errored: "!" } as const;

/** Every rule that was evaluated, in the policy's order, with its line and condition as written. */
export function RuleList({ nodes, deciding }: { nodes: TraceNode[]; deciding: string[] }) {
  const { t } = useText();
  return (
    <ul className={classes["rules"]}>
      {nodes.map((node) => (
        <li key={`${node.id}:${node.line}`} data-outcome={node.outcome}>
          <span className={classes["sign"]} aria-hidden="true">
            {SIGN[node.outcome]}
          </span>
          <div>
            <div className={classes["ruleHead"]}>
              <b className="mono">{node.id}</b>
              <span className="muted">{t("value.line", { n: node.line })}</span>
              <span className={node.outcome === "not_matched" ? "visually-hidden" : classes["tag"]}>
                {t(`rule.${node.outcome}`)}
              </span>
              {deciding.includes(node.id) && <span className={classes["tag"]}>{t("rule.deciding")}</span>}
              <span className={classes["effect"]}>{node.effect}</span>
            </div>
            <code className={classes["condition"]}>{node.condition}</code>
            {node.detail && <p className={classes["detail"]}>{node.detail}</p>}
          </div>
        </li>
      ))}
    </ul>
  );
}
