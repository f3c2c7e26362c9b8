import { useMantineColorScheme } from "@mantine/core";
import { useQueryClient } from "@tanstack/react-query";
import { useState, type ReactNode } from "react";
import { api } from "../api/client";
import { endSession, useOverview } from "../api/queries";
import type { Session } from "../api/types";
import { useText } from "../i18n";
import { HelpDialog } from "./HelpDialog";
import { IconButton } from "./IconButton";
import { AutoIcon, HelpIcon, Logo, MoonIcon, SignOutIcon, SunIcon } from "./icons";
import { LanguageSelect } from "./LanguageSelect";
import classes from "./shell.module.css";
import { useShortcuts } from "./useShortcuts";

const NEXT_SCHEME = { auto: "light", light: "dark", dark: "auto" } as const;
const SCHEME_ICON = { auto: AutoIcon, light: SunIcon, dark: MoonIcon };

/** The frame around every screen: header and main content. */
export function Shell({ session, children }: { session: Session; children: ReactNode }) {
  const { t } = useText();
  const [help, setHelp] = useState(false);
  useShortcuts({ "?": () => setHelp(true) });
  return (
    <>
      <a className={classes["skip"]} href="#content">
        {t("app.skip")}
      </a>
      <header className={classes["header"]}>
        <div className={classes["bar"]}>
          <a className={classes["brand"]} href="/console/">
            <Logo size={26} />
            <span>Weir</span>
            <span className={classes["product"]}>{t("app.console")}</span>
          </a>
          <PolicyTag />
          <div className={classes["tools"]}>
            <LanguageSelect />
            <SchemeButton />
            <IconButton label={t("app.help")} onClick={() => setHelp(true)}>
              <HelpIcon />
            </IconButton>
            <SignOutButton session={session} />
          </div>
        </div>
      </header>
      <main id="content" className={classes["main"]} tabIndex={-1}>
        {children}
      </main>
      <HelpDialog opened={help} onClose={() => setHelp(false)} />
    </>
  );
}

function PolicyTag() {
  const { t } = useText();
  const { data } = useOverview();
  if (!data) return null;
  const policy = data.policy;
  return (
    <span className={classes["policy"]} data-missing={policy === null || undefined}>
      {policy ? t("app.policy", { policy: `${policy.name}@${policy.number}` }) : t("app.policy.none")}
    </span>
  );
}

function SchemeButton() {
  const { t } = useText();
  const { colorScheme, setColorScheme } = useMantineColorScheme();
  const Icon = SCHEME_ICON[colorScheme];
  return (
    <IconButton
      label={t("app.theme", { scheme: t(`app.theme.${colorScheme}`) })}
      onClick={() => setColorScheme(NEXT_SCHEME[colorScheme])}
    >
      <Icon />
    </IconButton>
  );
}

function SignOutButton({ session }: { session: Session }) {
  const { t } = useText();
  const queries = useQueryClient();
  const signOut = async () => {
    await api.signOut().catch(() => undefined);
    endSession(queries);
  };
  const who = t("app.signedInAs", { key: session.keyId, team: session.team });
  return (
    <IconButton label={`${t("app.signOut")} (${who})`} onClick={() => void signOut()}>
      <SignOutIcon />
    </IconButton>
  );
}
