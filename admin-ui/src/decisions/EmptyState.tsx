import { useText } from "../i18n";
import { CopyButton } from "../shell/CopyButton";
import classes from "./decisions.module.css";

/** What the list shows before the first request: what belongs here, and a command that makes it so. */
export function EmptyState() {
  const { t } = useText();
  const command = [
    `curl -sS ${window.location.origin}/v1/chat/completions \\`,
    `  -H "Authorization: Bearer $WEIR_KEY" \\`,
    `  -H "Content-Type: application/json" \\`,
    `  -d '{"model": "auto", "messages": [{"role": "user", "content": "Say hello"}]}'`,
  ].join("\n");
  return (
    <section className={classes["empty"]}>
      <h2>{t("empty.title")}</h2>
      <p className="muted">{t("empty.lead")}</p>
      <div className={classes["command"]}>
        <div>
          <span className="muted">{t("empty.curl")}</span>
          <CopyButton text={command} label={t("empty.copy")} />
        </div>
        {/* Scrolls sideways on narrow screens, so the keyboard must reach it. */}
        {/* oxlint-disable-next-line jsx-a11y/no-noninteractive-tabindex */}
        <pre tabIndex={0} aria-label={t("empty.curl")}>{command}</pre>
      </div>
    </section>
  );
}
