import { NativeSelect } from "@mantine/core";
import { LANGUAGES, useText, type Language } from "../i18n";

export function LanguageSelect() {
  const { language, setLanguage, t } = useText();
  return (
    <NativeSelect
      size="xs"
      aria-label={t("app.language")}
      value={language}
      onChange={(event) => setLanguage(event.currentTarget.value as Language)}
      data={Object.entries(LANGUAGES).map(([value, label]) => ({ value, label }))}
    />
  );
}
