import type { ShadowDifference } from "../../api/types";
import { useText } from "../../i18n";
import { FindingChips } from "../badges";
import classes from "./why.module.css";

/** What the policy in the shadow would have done instead, without effect. */
export function Shadow({ difference }: { difference: ShadowDifference }) {
  const { t, named } = useText();
  const values = {
    n: difference.policyNumber,
    from: named("destination", difference.from),
    to: named("destination", difference.to),
  };
  const rules = difference.decidingRules.join(", ");
  return (
    <>
      <h4>{t("shadow.title")}</h4>
      <p>{t(difference.from === difference.to ? "shadow.verdict" : "shadow.elsewhere", values)}</p>
      {rules !== "" && <p className="muted">{t("shadow.rules", { rules })}</p>}
      <Leaving title={t("shadow.leaving")} counts={difference.newlyLeaving} />
      <Leaving title={t("shadow.inTheClear")} counts={difference.newlyInTheClear} />
    </>
  );
}

function Leaving({ title, counts }: { title: string; counts: Record<string, number> }) {
  const findings = Object.entries(counts).map(([entity, count]) => ({ entity, count }));
  if (findings.length === 0) return null;
  return (
    <p className={`${classes["inline"]} ${classes["warn"]}`}>
      {title} <FindingChips findings={findings} inspectionComplete />
    </p>
  );
}
