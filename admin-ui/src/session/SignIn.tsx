import { Button, PasswordInput } from "@mantine/core";
import { useMutation, useQueryClient } from "@tanstack/react-query";
import { useState, type FormEvent } from "react";
import { api } from "../api/client";
import { isSignedOut } from "../api/queries";
import { useProblemText } from "../api/useProblemText";
import { useText } from "../i18n";
import { LanguageSelect } from "../shell/LanguageSelect";
import { Logo } from "../shell/icons";
import { Notice } from "../shell/Notice";
import classes from "./session.module.css";

/** Exchanges a pasted key for a session cookie. */
export function SignIn() {
  const { t } = useText();
  const problem = useProblemText();
  const queries = useQueryClient();
  const [key, setKey] = useState("");
  const signIn = useMutation({
    mutationFn: api.signIn,
    onSuccess: () => {
      setKey("");
      return queries.resetQueries();
    },
  });

  const submit = (event: FormEvent) => {
    event.preventDefault();
    if (key.trim()) signIn.mutate(key.trim());
  };

  return (
    <main className={classes["page"]}>
      <form className={classes["card"]} onSubmit={submit}>
        <div className={classes["brand"]}>
          <Logo size={36} />
          <span>Weir</span>
        </div>
        <h1>{t("signIn.title")}</h1>
        <p className="muted">{t("signIn.lead")}</p>
        <PasswordInput
          label={t("signIn.key")}
          value={key}
          onChange={(event) => setKey(event.currentTarget.value)}
          autoComplete="current-password"
          spellCheck={false}
          size="md"
          required
          withAsterisk={false}
        />
        {signIn.isError && (
          <Notice
            tone="error"
            text={isSignedOut(signIn.error) ? t("signIn.wrong") : t("signIn.failed", { reason: problem(signIn.error) })}
          />
        )}
        <Button type="submit" size="md" fullWidth loading={signIn.isPending}>
          {t("signIn.submit")}
        </Button>
        <p className={classes["hint"]}>
          {t("signIn.hint")}
          <code>./weir key</code>
        </p>
        <LanguageSelect />
      </form>
    </main>
  );
}
