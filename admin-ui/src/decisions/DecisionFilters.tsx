import { Button, NativeSelect, TextInput } from "@mantine/core";
import type { FormEvent, RefObject } from "react";
import type { DecisionFilter } from "../api/client";
import { useText } from "../i18n";
import classes from "./decisions.module.css";

interface DecisionFiltersProps {
  filter: DecisionFilter;
  onChange: (filter: DecisionFilter) => void;
  firstField: RefObject<HTMLSelectElement | null>;
}

/** Filters by route, team and model. Texts apply on Enter or when the field is left. */
export function DecisionFilters({ filter, onChange, firstField }: DecisionFiltersProps) {
  const { t } = useText();
  const apply = (form: HTMLFormElement | null) => {
    if (!form) return;
    const fields = new FormData(form);
    const read = (name: string) => String(fields.get(name) ?? "").trim();
    const next = { route: read("route"), team: read("team"), model: read("model") };
    const same = (["route", "team", "model"] as const).every((name) => next[name] === (filter[name] ?? ""));
    if (!same) onChange(next);
  };
  const submit = (event: FormEvent<HTMLFormElement>) => {
    event.preventDefault();
    apply(event.currentTarget);
  };

  return (
    <form className={classes["filters"]} onSubmit={submit} aria-label={t("filter.label")}>
      <NativeSelect
        ref={firstField}
        size="xs"
        name="route"
        label={t("filter.route")}
        value={filter.route ?? ""}
        onChange={(event) => apply(event.currentTarget.form)}
        data={[
          { value: "", label: t("filter.route.any") },
          ...(["local", "cloud", "blocked"] as const).map((value) => ({ value, label: t(`route.${value}`) })),
        ]}
      />
      {(["team", "model"] as const).map((name) => (
        // The key makes the field follow the address, when one goes back or clears the filters.
        <TextInput
          key={`${name}:${filter[name] ?? ""}`}
          size="xs"
          name={name}
          label={t(`filter.${name}`)}
          placeholder={t("filter.any")}
          defaultValue={filter[name] ?? ""}
          autoComplete="off"
          onBlur={(event) => apply(event.currentTarget.form)}
        />
      ))}
      <button type="submit" hidden>
        {t("filter.label")}
      </button>
      {(filter.route || filter.team || filter.model) && (
        <Button size="xs" variant="subtle" onClick={() => onChange({})}>
          {t("filter.clear")}
        </Button>
      )}
    </form>
  );
}
