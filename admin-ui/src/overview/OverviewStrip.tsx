import { Skeleton } from "@mantine/core";
import { useOverview } from "../api/queries";
import type { Overview, Window } from "../api/types";
import { useProblemText } from "../api/useProblemText";
import { useText } from "../i18n";
import { RouteShape } from "../shell/icons";
import { Notice } from "../shell/Notice";
import classes from "./overview.module.css";

/** The figures above the list: what happened in the last hour and day, and which models are ready. */
export function OverviewStrip() {
  const { t } = useText();
  const problem = useProblemText();
  const { data, error } = useOverview();
  if (!data) {
    return error ? (
      <Notice tone="error" text={t("load.overview", { reason: problem(error) })} />
    ) : (
      <Skeleton height={96} radius="md" />
    );
  }
  return (
    <section className={classes["strip"]} aria-label={t("overview.title")}>
      <Figure name="local" data={data} />
      <Figure name="cloud" data={data} />
      <Figure name="blocked" data={data} />
      <Figure name="pseudonyms" data={data} />
      <Models models={data.models} />
    </section>
  );
}

function Figure({ name, data }: { name: keyof Window; data: Overview }) {
  const { t, number } = useText();
  return (
    <div className={classes["figure"]} data-kind={name}>
      <h2>
        {name !== "pseudonyms" && <RouteShape route={name} />}
        {t(`overview.${name}`)}
      </h2>
      <p className={classes["value"]}>
        {number(data.hour[name])} <small>{t("overview.hour")}</small>
      </p>
      <p className="muted">{t("overview.perDay", { n: number(data.day[name]) })}</p>
    </div>
  );
}

function Models({ models }: { models: Overview["models"] }) {
  const { t } = useText();
  return (
    <div className={classes["figure"]}>
      <h2>{t("overview.models")}</h2>
      {models.length === 0 && <p className="muted">{t("overview.models.none")}</p>}
      <ul className={classes["models"]}>
        {models.map((model) => (
          <li key={`${model.lane}/${model.id}`} data-kind={model.lane}>
            <RouteShape route={model.lane} />
            <span className="visually-hidden">{t(`route.${model.lane}`)}</span>
            <span className={classes["model"]}>{model.id}</span>
            <span className={classes["state"]} data-available={model.available}>
              {model.available ? t("overview.available") : t("overview.unavailable")}
            </span>
          </li>
        ))}
      </ul>
    </div>
  );
}
