import { useEffect, useRef, useSyncExternalStore } from "react";

const STORED = "weir.shortcuts";
const listeners = new Set<() => void>();

/** Whether single-key shortcuts are on (WCAG 2.1.4 wants a switch), kept in this browser. */
export function useShortcutsEnabled(): [boolean, (enabled: boolean) => void] {
  const enabled = useSyncExternalStore(subscribe, isEnabled);
  return [enabled, setEnabled];
}

/** Runs an action for a key pressed outside of text fields and without Ctrl, Alt or Meta. */
export function useShortcuts(actions: Record<string, () => void>): void {
  const current = useRef(actions);
  useEffect(() => {
    current.current = actions;
  });
  useEffect(() => {
    const onKey = (event: KeyboardEvent) => {
      if (event.ctrlKey || event.altKey || event.metaKey || event.defaultPrevented || !isEnabled()) return;
      if (isTyping(event.target)) return;
      const action = current.current[event.key];
      if (!action) return;
      event.preventDefault();
      action();
    };
    document.addEventListener("keydown", onKey);
    return () => document.removeEventListener("keydown", onKey);
  }, []);
}

function isTyping(target: EventTarget | null): boolean {
  return target instanceof HTMLElement && (target.isContentEditable || /^(INPUT|TEXTAREA|SELECT)$/.test(target.tagName));
}

function isEnabled(): boolean {
  return localStorage.getItem(STORED) !== "off";
}

function setEnabled(enabled: boolean): void {
  localStorage.setItem(STORED, enabled ? "on" : "off");
  for (const listener of listeners) listener();
}

function subscribe(listener: () => void): () => void {
  listeners.add(listener);
  return () => listeners.delete(listener);
}
