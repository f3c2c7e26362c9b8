import { ActionIcon } from "@mantine/core";
import type { ReactNode } from "react";

interface IconButtonProps {
  label: string;
  onClick: () => void;
  children: ReactNode;
  disabled?: boolean;
}

/** A button that shows only an icon; its name is read out and shown as a tooltip. */
export function IconButton({ label, onClick, children, disabled = false }: IconButtonProps) {
  return (
    <ActionIcon variant="subtle" color="gray" size={32} aria-label={label} title={label} onClick={onClick} disabled={disabled}>
      {children}
    </ActionIcon>
  );
}
