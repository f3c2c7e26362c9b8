import { Button } from "@mantine/core";
import { useClipboard } from "@mantine/hooks";
import { useText } from "../i18n";
import { CheckIcon, CopyIcon } from "./icons";

export function CopyButton({ text, label }: { text: string; label: string }) {
  const { t } = useText();
  const clipboard = useClipboard({ timeout: 2_000 });
  return (
    <Button
      size="compact-xs"
      variant="subtle"
      leftSection={clipboard.copied ? <CheckIcon /> : <CopyIcon />}
      onClick={() => clipboard.copy(text)}
    >
      <span role="status">{clipboard.copied ? t("why.copied") : label}</span>
    </Button>
  );
}
