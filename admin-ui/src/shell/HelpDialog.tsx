import { Kbd, Modal, Switch } from "@mantine/core";
import { useText } from "../i18n";
import type { TextKey } from "../i18n/en";
import classes from "./shell.module.css";
import { useShortcutsEnabled } from "./useShortcuts";

const KEYS: [string, TextKey][] = [
  ["j", "help.next"],
  ["k", "help.previous"],
  ["Enter", "help.open"],
  ["Esc", "help.close"],
  ["p", "help.pause"],
  ["/", "help.filter"],
  ["?", "help.help"],
];

export function HelpDialog({ opened, onClose }: { opened: boolean; onClose: () => void }) {
  const { t } = useText();
  const [enabled, setEnabled] = useShortcutsEnabled();
  return (
    <Modal opened={opened} onClose={onClose} title={t("help.title")} closeButtonProps={{ "aria-label": t("why.close") }} centered>
      <dl className={classes["keys"]}>
        {KEYS.map(([key, text]) => (
          <div key={key}>
            <dt>
              <Kbd>{key}</Kbd>
            </dt>
            <dd>{t(text)}</dd>
          </div>
        ))}
      </dl>
      <Switch
        checked={enabled}
        onChange={(event) => setEnabled(event.currentTarget.checked)}
        label={t("help.enabled")}
        description={t("help.enabledHint")}
      />
    </Modal>
  );
}
