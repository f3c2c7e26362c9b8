import { Button, TextInput } from "@mantine/core";
import { useMutation } from "@tanstack/react-query";
import { useState, type FormEvent } from "react";
import { api } from "../../api/client";
import { useSession } from "../../api/queries";
import type { CapturedPart, DecisionDetail, Revealed } from "../../api/types";
import { useProblemText } from "../../api/useProblemText";
import { useText } from "../../i18n";
import { Notice } from "../../shell/Notice";
import classes from "./why.module.css";

const LONGEST_REASON = 500;

/** What was captured of a decision's content, and the way to see it for those who may. */
export function Content({ detail }: { detail: DecisionDetail }) {
  const { t, named } = useText();
  const session = useSession();
  if (detail.capture === "none") return null;
  const kept = detail.captured.some((part) => part.state === "kept");
  const may = session.data?.may.includes("reveal") ?? false;
  return (
    <section className={classes["content"]} aria-labelledby="captured-content">
      <h3 id="captured-content">{t("content.title")}</h3>
      <p>{t("content.wanted", { mode: named("capture", detail.capture) })}</p>
      {detail.captured.length === 0 ? (
        <p className="muted">{t("content.nothing")}</p>
      ) : (
        <ul className={classes["parts"]}>
          {detail.captured.map((part) => (
            <Part key={part.part} part={part} />
          ))}
        </ul>
      )}
      {kept && (may ? <Reveal id={detail.summary.id} /> : <p className="muted">{t("content.mayNot")}</p>)}
    </section>
  );
}

function Part({ part }: { part: CapturedPart }) {
  const { t, named, time, number } = useText();
  const values = { part: named("part", part.part), bytes: number(part.bytes), at: time(part.capturedAt) };
  return <li>{t(`content.${part.state}`, values)}</li>;
}

/** Asks for a reason. What is shown lives in this component alone, and goes with it. */
function Reveal({ id }: { id: string }) {
  const { t } = useText();
  const problem = useProblemText();
  const [reason, setReason] = useState("");
  const reveal = useMutation({ mutationFn: () => api.reveal(id, reason.trim()), gcTime: 0 });
  const submit = (event: FormEvent) => {
    event.preventDefault();
    if (reason.trim() !== "") reveal.mutate();
  };
  if (reveal.data) return <Shown revealed={reveal.data} onHide={() => reveal.reset()} />;
  return (
    <form className={classes["reveal"]} onSubmit={submit}>
      <TextInput
        label={t("reveal.reason")}
        description={t("reveal.onRecord")}
        value={reason}
        maxLength={LONGEST_REASON}
        required
        autoComplete="off"
        onChange={(event) => setReason(event.currentTarget.value)}
      />
      <Button type="submit" size="xs" loading={reveal.isPending}>
        {t("reveal.show")}
      </Button>
      {reveal.isError && <Notice tone="error" text={t("reveal.failed", { reason: problem(reveal.error) })} />}
    </form>
  );
}

function Shown({ revealed, onHide }: { revealed: Revealed; onHide: () => void }) {
  const { t, named } = useText();
  return (
    <div className={classes["shown"]}>
      {revealed.parts.map((part) => (
        <section key={part.part} aria-label={named("part", part.part)}>
          <h4>{named("part", part.part)}</h4>
          {part.standing === "shown" ? (
            <pre>{JSON.stringify(part.content, null, 2)}</pre>
          ) : (
            <p className="muted">{named("standing", part.standing)}</p>
          )}
        </section>
      ))}
      <Button size="xs" variant="default" onClick={onHide}>
        {t("reveal.hide")}
      </Button>
    </div>
  );
}
