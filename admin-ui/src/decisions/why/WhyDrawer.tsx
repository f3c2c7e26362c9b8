import { Drawer, Skeleton } from "@mantine/core";
import { useDecision } from "../../api/queries";
import { ApiError } from "../../api/client";
import { useProblemText } from "../../api/useProblemText";
import { useText } from "../../i18n";
import { CopyButton } from "../../shell/CopyButton";
import { IconButton } from "../../shell/IconButton";
import { CloseIcon, DownIcon, UpIcon } from "../../shell/icons";
import { Notice } from "../../shell/Notice";
import { Because } from "./Because";
import { Content } from "./Content";
import classes from "./why.module.css";
import { WhySteps } from "./WhySteps";

interface WhyDrawerProps {
  id: string | undefined;
  onClose: () => void;
  onStep: (by: 1 | -1) => void;
}

/** Why one request went where it went: from what was found to how it ended. */
export function WhyDrawer({ id, onClose, onStep }: WhyDrawerProps) {
  const { t } = useText();
  return (
    <Drawer.Root
      opened={id !== undefined}
      onClose={onClose}
      position="right"
      size={680}
      lockScroll={false}
      classNames={{ content: classes["drawer"] ?? "" }}
    >
      <Drawer.Overlay backgroundOpacity={0.35} />
      <Drawer.Content aria-label={t("why.title", { id: id ?? "" })}>
        <div className={classes["bar"]}>
          <code>{id}</code>
          <CopyButton text={window.location.href} label={t("why.copyLink")} />
          <span className={classes["tools"]}>
            <IconButton label={t("why.previous")} onClick={() => onStep(-1)}>
              <UpIcon />
            </IconButton>
            <IconButton label={t("why.next")} onClick={() => onStep(1)}>
              <DownIcon />
            </IconButton>
            <IconButton label={t("why.close")} onClick={onClose}>
              <CloseIcon />
            </IconButton>
          </span>
        </div>
        <Drawer.Body className={classes["body"]}>{id !== undefined && <Why id={id} />}</Drawer.Body>
      </Drawer.Content>
    </Drawer.Root>
  );
}

function Why({ id }: { id: string }) {
  const { t } = useText();
  const problem = useProblemText();
  const { data, error } = useDecision(id);
  if (data) {
    return (
      <>
        <Because detail={data} />
        <WhySteps detail={data} />
        <Content key={id} detail={data} />
      </>
    );
  }
  if (error) {
    const missing = error instanceof ApiError && error.status === 404;
    return <Notice tone="error" text={missing ? t("why.notFound") : t("why.error", { reason: problem(error) })} />;
  }
  return (
    <div className={classes["loading"]} aria-busy="true" aria-label={t("why.loading")}>
      <Skeleton height={72} radius="md" />
      {Array.from({ length: 6 }, (_, step) => (
        <Skeleton key={step} height={56} radius="sm" />
      ))}
    </div>
  );
}
