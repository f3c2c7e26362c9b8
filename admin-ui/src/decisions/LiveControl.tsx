import { Button } from "@mantine/core";
import { useText } from "../i18n";
import { PauseIcon, PlayIcon } from "../shell/icons";
import classes from "./decisions.module.css";

interface LiveControlProps {
  paused: boolean;
  stale: boolean;
  asOf: string | null;
  onToggle: () => void;
}

/** Whether the list follows the log, since when not, and the button that stops and starts it. */
export function LiveControl({ paused, stale, asOf, onToggle }: LiveControlProps) {
  const { t, time } = useText();
  const state = paused ? "paused" : stale ? "stale" : "live";
  return (
    <div className={classes["live"]}>
      <span className={classes["state"]} data-state={state}>
        {t(`decisions.${state}`)}
      </span>
      {asOf && <span className={classes["asOf"]}>{t("decisions.asOf", { time: time(asOf) })}</span>}
      <Button size="xs" variant="default" leftSection={paused ? <PlayIcon /> : <PauseIcon />} onClick={onToggle}>
        {paused ? t("decisions.resume") : t("decisions.pause")}
      </Button>
    </div>
  );
}
