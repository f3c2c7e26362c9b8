export interface Formats {
  /** Time of day with seconds; with the date where it isn't today's. */
  time: (iso: string) => string;
  dateTime: (iso: string) => string;
  /** Name of the zone that times are shown in, as an offset from UTC. */
  zone: string;
  number: (value: number) => string;
  score: (value: number) => string;
  duration: (milliseconds: number) => string;
  money: (microUsd: number) => string;
}

export function createFormats(language: string): Formats {
  const clock = new Intl.DateTimeFormat(language, { hour: "2-digit", minute: "2-digit", second: "2-digit", hourCycle: "h23" });
  const dated = new Intl.DateTimeFormat(language, {
    month: "short",
    day: "numeric",
    hour: "2-digit",
    minute: "2-digit",
    hourCycle: "h23",
  });
  const full = new Intl.DateTimeFormat(language, { dateStyle: "medium", timeStyle: "medium", hourCycle: "h23" });
  const whole = new Intl.NumberFormat(language, { maximumFractionDigits: 0 });
  const two = new Intl.NumberFormat(language, { minimumFractionDigits: 2, maximumFractionDigits: 2 });
  const one = new Intl.NumberFormat(language, { maximumFractionDigits: 1 });
  const dollars = new Intl.NumberFormat(language, {
    style: "currency",
    currency: "USD",
    currencyDisplay: "narrowSymbol",
    minimumFractionDigits: 2,
    maximumFractionDigits: 6,
  });
  return {
    time: (iso) => {
      const at = new Date(iso);
      return (at.toDateString() === new Date().toDateString() ? clock : dated).format(at);
    },
    dateTime: (iso) => full.format(new Date(iso)),
    zone: zoneName(),
    number: (value) => whole.format(value),
    score: (value) => two.format(value),
    duration: (milliseconds) => (milliseconds < 1000 ? `${whole.format(milliseconds)} ms` : `${one.format(milliseconds / 1000)} s`),
    money: (microUsd) => dollars.format(microUsd / 1_000_000),
  };
}

function zoneName(): string {
  const parts = new Intl.DateTimeFormat("en", { timeZoneName: "shortOffset" }).formatToParts(new Date());
  const offset = parts.find((part) => part.type === "timeZoneName")?.value ?? "UTC";
  return offset.replace("GMT", "UTC");
}
