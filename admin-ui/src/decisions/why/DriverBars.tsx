import type { Driver } from "../../api/types";
import { useText } from "../../i18n";
import classes from "./why.module.css";

/** What moved the difficulty: to the right harder, to the left easier, lengths to one scale. */
export function DriverBars({ drivers }: { drivers: Driver[] }) {
  const { t, score } = useText();
  const most = Math.max(...drivers.map((driver) => Math.abs(driver.contribution)), Number.EPSILON);
  return (
    <div className={classes["drivers"]}>
      <div className={classes["driverScale"]} aria-hidden="true">
        <span>{t("step.signals.easier")}</span>
        <span>{t("step.signals.harder")}</span>
      </div>
      <ul aria-label={t("step.signals.drivers")}>
        {drivers.map((driver) => {
          const harder = driver.contribution >= 0;
          const half = `${(Math.abs(driver.contribution) / most) * 50}%`;
          return (
            <li key={driver.name}>
              <span className="mono">{driver.name}</span>
              <span className={classes["axis"]} aria-hidden="true">
                <span
                  className={classes["bar50"]}
                  data-harder={harder}
                  style={harder ? { left: "50%", width: half } : { right: "50%", width: half }}
                />
              </span>
              <span className={classes["amount"]}>
                {harder ? "+" : "−"}
                {score(Math.abs(driver.contribution))}
                <span className="visually-hidden">
                  {" "}
                  {t(harder ? "step.signals.harder" : "step.signals.easier")}
                </span>
              </span>
            </li>
          );
        })}
      </ul>
    </div>
  );
}
