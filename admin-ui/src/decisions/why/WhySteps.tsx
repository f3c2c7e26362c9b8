import type { ReactNode } from "react";
import type { AnswerFindings, DecisionDetail, DecisionSummary } from "../../api/types";
import { useText } from "../../i18n";
import { DifficultyMeter, FindingChips, ResultText } from "../badges";
import { DriverBars } from "./DriverBars";
import { Facts } from "./Facts";
import { RuleList } from "./RuleList";
import { Shadow } from "./Shadow";
import { WhatIf } from "./WhatIf";
import classes from "./why.module.css";

/** The seven steps of the pipeline, each with what is on record about it. */
export function WhySteps({ detail }: { detail: DecisionDetail }) {
  const { t } = useText();
  const { summary } = detail;
  return (
    <ol className={classes["steps"]} aria-label={t("why.steps")}>
      <Step title={t("step.detect")}>
        <Detect summary={summary} />
      </Step>
      <Step title={t("step.signals")}>
        <Signals detail={detail} />
      </Step>
      <Step title={t("step.policy")}>
        <PolicyStep detail={detail} />
      </Step>
      <Step title={t("step.select")}>
        <Select summary={summary} />
      </Step>
      <Step title={t("step.record")}>
        <Recorded summary={summary} />
      </Step>
      <Step title={t("step.serve")}>
        <Served summary={summary} />
      </Step>
      <Step title={t("step.outcome")}>
        <Ended summary={summary} />
      </Step>
    </ol>
  );
}

function Step({ title, children }: { title: string; children: ReactNode }) {
  return (
    <li>
      <h3>{title}</h3>
      {children}
    </li>
  );
}

interface SummaryProps {
  summary: DecisionSummary;
}

function Detect({ summary }: SummaryProps) {
  const { t } = useText();
  const total = summary.findings.reduce((sum, found) => sum + found.count, 0);
  return (
    <>
      {total > 0 ? (
        <p className={classes["inline"]}>
          {t("step.detect.found", { n: total })} <FindingChips findings={summary.findings} inspectionComplete />
        </p>
      ) : (
        <p>{t("step.detect.none")}</p>
      )}
      <p className={summary.inspectionComplete ? "muted" : classes["warn"]}>
        {t(summary.inspectionComplete ? "step.detect.complete" : "step.detect.incomplete")}
      </p>
    </>
  );
}

function Signals({ detail }: { detail: DecisionDetail }) {
  const { t, number, score } = useText();
  return (
    <>
      <DifficultyMeter score={detail.summary.difficulty} wide />
      {detail.drivers.length > 0 && <DriverBars drivers={detail.drivers} />}
      {detail.injection !== null && <p>{t("step.signals.injection", { score: score(detail.injection) })}</p>}
      <p className="muted">{t("step.signals.tokens", { n: number(detail.summary.promptTokens) })}</p>
    </>
  );
}

function PolicyStep({ detail }: { detail: DecisionDetail }) {
  const { t, named } = useText();
  const { summary, trace } = detail;
  const matched = trace.filter((node) => node.outcome !== "not_matched").length;
  return (
    <>
      <Facts
        of={[
          [t("step.policy.verdict"), named("effect", summary.effect)],
          [t("step.policy.sensitivity"), named("sensitivity", summary.sensitivity)],
          [t("step.policy.preference"), named("preference", summary.preference)],
        ]}
      />
      {trace.length > 0 && (
        <>
          <h4>
            {t("step.policy.rules")}{" "}
            <span className="muted">{t("step.policy.matched", { n: matched, total: trace.length })}</span>
          </h4>
          <RuleList nodes={trace} deciding={summary.decidingRules.map((rule) => rule.id)} />
        </>
      )}
      <WhatIf summary={summary} />
      {detail.shadow && <Shadow difference={detail.shadow} />}
    </>
  );
}

function Select({ summary }: SummaryProps) {
  const { t, named } = useText();
  return (
    <Facts
      of={[
        [t("step.select.requested"), summary.requestedModel],
        [t("step.select.chosen"), summary.model === "none" ? t("value.none") : summary.model],
        [t("step.select.reason"), named("reason", summary.reason)],
      ]}
    />
  );
}

function Recorded({ summary }: SummaryProps) {
  const { t, number, dateTime } = useText();
  const values = { n: number(summary.sequence), time: dateTime(summary.at) };
  return <p>{t(summary.route === "cloud" ? "step.record.entry" : "step.record.entryLocal", values)}</p>;
}

function Served({ summary }: SummaryProps) {
  const { t } = useText();
  const { route, model, pseudonyms, outcome } = summary;
  if (route === "blocked") return <p>{t("step.serve.blocked")}</p>;
  if (outcome && outcome.servedBy !== "none" && outcome.servedBy !== model) {
    return <p>{t("step.serve.fallback", { chosen: model, model: outcome.servedBy })}</p>;
  }
  if (!outcome) return <p>{t("step.serve.running", { model })}</p>;
  if (route === "local") return <p>{t("step.serve.local", { model })}</p>;
  return <p>{pseudonyms > 0 ? t("step.serve.cloud", { model, n: pseudonyms }) : t("step.serve.cloudAsIs", { model })}</p>;
}

function Ended({ summary }: SummaryProps) {
  const { t, number, duration, money } = useText();
  const { outcome } = summary;
  if (!outcome) return <p className="muted">{t("step.outcome.running")}</p>;
  const tokens = t("value.tokens", { input: number(outcome.promptTokens), output: number(outcome.completionTokens) });
  return (
    <Facts
      of={[
        [t("column.result"), <ResultText key="result" outcome={{ ...outcome, code: "" }} />],
        [t("step.outcome.code"), <span key="code" className="mono">{outcome.code}</span>],
        [t("step.outcome.tokens"), tokens],
        [t("step.outcome.cost"), money(outcome.costMicroUsd)],
        [t("step.outcome.first"), outcome.firstTokenMs === null ? "–" : duration(outcome.firstTokenMs)],
        [t("step.outcome.total"), duration(outcome.totalMs)],
        [t("step.outcome.answer"), answered(outcome.answer, t)],
      ]}
    />
  );
}

function answered({ looked, findings, done }: AnswerFindings, t: ReturnType<typeof useText>["t"]) {
  const list = Object.entries(findings).map(([entity, count]) => `${entity} ${count}`);
  return t(list.length > 0 ? `answer.${done}` : `answer.${looked}`, { findings: list.join(", ") });
}
