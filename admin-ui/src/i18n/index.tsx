import { createContext, useContext, useEffect, useMemo, useState, type ReactNode } from "react";
import { en, type TextKey, type Texts } from "./en";
import { createFormats, type Formats } from "./formats";
import { vi } from "./vi";

export const LANGUAGES = { en: "English", vi: "Tiếng Việt" } as const;
export type Language = keyof typeof LANGUAGES;

const TEXTS: Record<Language, Texts> = { en, vi };
const STORED = "weir.language";

export interface Localisation extends Formats {
  language: Language;
  setLanguage: (language: Language) => void;
  t: (key: TextKey, values?: Record<string, string | number>) => string;
  /** Looks up a text whose key ends in a value from the API; the value itself where it is unknown. */
  named: (prefix: "reason" | "effect" | "sensitivity" | "preference" | "result" | "route" | "destination" | "capture" | "part" | "standing", value: string) => string;
}

const Context = createContext<Localisation | null>(null);

export function LocalisationProvider({ children }: { children: ReactNode }) {
  const [language, setLanguage] = useState<Language>(initialLanguage);
  useEffect(() => {
    document.documentElement.lang = language;
    localStorage.setItem(STORED, language);
  }, [language]);
  const value = useMemo(() => ({ ...localise(language), setLanguage }), [language]);
  return <Context value={value}>{children}</Context>;
}

export function useText(): Localisation {
  const value = useContext(Context);
  if (!value) throw new Error("useText needs a LocalisationProvider above it");
  return value;
}

function localise(language: Language): Omit<Localisation, "setLanguage"> {
  const texts = TEXTS[language];
  const t: Localisation["t"] = (key, values = {}) =>
    texts[key].replace(/\{(\w+)\}/g, (whole, name: string) => String(values[name] ?? whole));
  const named: Localisation["named"] = (prefix, value) => {
    const key = `${prefix}.${value}`;
    return key in texts ? texts[key as TextKey] : value;
  };
  return { language, t, named, ...createFormats(language) };
}

function initialLanguage(): Language {
  const wanted = localStorage.getItem(STORED) ?? navigator.language.slice(0, 2);
  return wanted in LANGUAGES ? (wanted as Language) : "en";
}
