import { Button, Loader } from "@mantine/core";
import { Outlet } from "@tanstack/react-router";
import { useSession } from "../api/queries";
import { useProblemText } from "../api/useProblemText";
import { useText } from "../i18n";
import { Shell } from "../shell/Shell";
import { Notice } from "../shell/Notice";
import { SignIn } from "./SignIn";
import classes from "./session.module.css";

/** Lets in who is signed in; everyone else gets the sign-in, under the same address. */
export function SessionGate() {
  const session = useSession();
  const { t } = useText();
  const problem = useProblemText();
  if (session.data) {
    return (
      <Shell session={session.data}>
        <Outlet />
      </Shell>
    );
  }
  if (session.data === null) return <SignIn />;
  return (
    <main className={classes["page"]}>
      {session.isError ? (
        <Notice
          tone="error"
          text={t("signIn.failed", { reason: problem(session.error) })}
          action={<Button size="xs" onClick={() => void session.refetch()}>{t("error.retry")}</Button>}
        />
      ) : (
        <Loader aria-label={t("app.console")} color="var(--accent)" />
      )}
    </main>
  );
}
