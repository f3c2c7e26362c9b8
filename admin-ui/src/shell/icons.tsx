import type { ReactNode } from "react";
import type { Route } from "../api/types";

export function Logo({ size }: { size: number }) {
  return (
    <svg width={size} height={size} viewBox="0 0 32 32" aria-hidden="true">
      <rect width="32" height="32" rx="8" fill="#0b6470" />
      <path d="M6 13c3.3-3.6 6.7-3.6 10 0s6.7 3.6 10 0" fill="none" stroke="#fff" strokeWidth="3" strokeLinecap="round" />
      <path d="M6 21h20" stroke="#7fd6dc" strokeWidth="3" strokeLinecap="round" />
    </svg>
  );
}

/** The shape of a route: circle, triangle or square, so that colour is never the only sign. */
export function RouteShape({ route }: { route: Route }) {
  return (
    <svg width="10" height="10" viewBox="0 0 10 10" aria-hidden="true" fill="currentColor">
      {route === "local" && <circle cx="5" cy="5" r="4.5" />}
      {route === "cloud" && <path d="M5 0.5 9.8 9.5H0.2z" />}
      {route === "blocked" && <rect x="0.8" y="0.8" width="8.4" height="8.4" rx="1" />}
    </svg>
  );
}

function Line({ children }: { children: ReactNode }) {
  return (
    <svg
      width="18"
      height="18"
      viewBox="0 0 24 24"
      aria-hidden="true"
      fill="none"
      stroke="currentColor"
      strokeWidth="2"
      strokeLinecap="round"
      strokeLinejoin="round"
    >
      {children}
    </svg>
  );
}

export const SunIcon = () => (
  <Line>
    <circle cx="12" cy="12" r="4" />
    <path d="M12 2v2M12 20v2M2 12h2M20 12h2M5 5l1.4 1.4M17.6 17.6 19 19M5 19l1.4-1.4M17.6 6.4 19 5" />
  </Line>
);
export const MoonIcon = () => (
  <Line>
    <path d="M20 14.5A8.5 8.5 0 0 1 9.5 4a8.5 8.5 0 1 0 10.5 10.5z" />
  </Line>
);
export const AutoIcon = () => (
  <Line>
    <circle cx="12" cy="12" r="9" />
    <path d="M12 3v18a9 9 0 0 0 0-18z" fill="currentColor" />
  </Line>
);
export const HelpIcon = () => (
  <Line>
    <circle cx="12" cy="12" r="9" />
    <path d="M9.2 9.2a2.9 2.9 0 1 1 4.3 2.6c-1 .5-1.5 1-1.5 2M12 17h.01" />
  </Line>
);
export const SignOutIcon = () => (
  <Line>
    <path d="M9 4H5v16h4M14 8l4 4-4 4M18 12H9" />
  </Line>
);
export const PauseIcon = () => (
  <Line>
    <path d="M8 5v14M16 5v14" />
  </Line>
);
export const PlayIcon = () => (
  <Line>
    <path d="M7 5l12 7-12 7z" />
  </Line>
);
export const UpIcon = () => (
  <Line>
    <path d="M6 15l6-6 6 6" />
  </Line>
);
export const DownIcon = () => (
  <Line>
    <path d="M6 9l6 6 6-6" />
  </Line>
);
export const CloseIcon = () => (
  <Line>
    <path d="M6 6l12 12M18 6L6 18" />
  </Line>
);
export const LinkIcon = () => (
  <Line>
    <path d="M10 14a4 4 0 0 0 6 0l3-3a4 4 0 0 0-6-6l-1 1M14 10a4 4 0 0 0-6 0l-3 3a4 4 0 0 0 6 6l1-1" />
  </Line>
);
export const CheckIcon = () => (
  <Line>
    <path d="M5 12.5l5 5L19 7" />
  </Line>
);
export const CopyIcon = () => (
  <Line>
    <rect x="9" y="9" width="11" height="11" rx="2" />
    <path d="M5 15V6a2 2 0 0 1 2-2h9" />
  </Line>
);
