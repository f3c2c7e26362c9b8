import type { ReactNode } from "react";
import classes from "./shell.module.css";

interface NoticeProps {
  tone: "error" | "warn";
  text: string;
  action?: ReactNode;
}

/** One message about a state, announced when it appears. */
export function Notice({ tone, text, action }: NoticeProps) {
  return (
    <div className={classes["notice"]} data-tone={tone} role={tone === "error" ? "alert" : "status"}>
      <span>{text}</span>
      {action}
    </div>
  );
}
