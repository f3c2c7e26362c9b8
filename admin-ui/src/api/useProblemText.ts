import { useText } from "../i18n";
import { ApiError } from "./client";

/** Says an error in words for the reader. */
export function useProblemText(): (error: unknown) => string {
  const { t } = useText();
  return (error) => {
    if (!(error instanceof ApiError)) return String(error);
    if (error.status === 0) return t("error.unreachable");
    return t("error.http", { code: error.code, detail: error.detail }).trim();
  };
}
