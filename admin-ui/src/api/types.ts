/** The admin API's answers; `fixtures/` holds one of each, which the gateway's own tests check against its code. */

export type Route = "local" | "cloud" | "blocked";

export interface PolicyName {
  name: string;
  number: number;
}

export interface Outcome {
  at: string;
  servedBy: string;
  result: "completed" | "failed" | "cancelled" | "refused";
  code: string;
  promptTokens: number;
  completionTokens: number;
  /** Millionths of a US dollar. */
  costMicroUsd: number;
  /** Against the first cloud model, in millionths of a US dollar; negative where that would have been cheaper. */
  savedMicroUsd: number;
  /** Milliseconds; null where no token came. */
  firstTokenMs: number | null;
  totalMs: number;
  /** What a cloud model's answer said of its own: neither in the request nor put back into the answer. */
  answer: AnswerFindings;
}

export interface AnswerFindings {
  looked: "not" | "partly" | "whole";
  /** Number of findings by entity. */
  findings: Record<string, number>;
  /** The strictest that was done with any of them. */
  done: "note" | "mask" | "block";
}

export interface DecisionSummary {
  id: string;
  sequence: number;
  at: string;
  team: string;
  keyId: string;
  endpoint: string;
  requestedModel: string;
  stream: boolean;
  route: Route;
  model: string;
  reason: string;
  policy: PolicyName;
  effect: string;
  preference: string;
  sensitivity: string;
  decidingRules: { id: string; line: number | null }[];
  findings: { entity: string; count: number }[];
  inspectionComplete: boolean;
  pseudonyms: number;
  /** 0 to 1. */
  difficulty: number;
  promptTokens: number;
  /** Null while the request runs. */
  outcome: Outcome | null;
}

export interface DecisionPage {
  items: DecisionSummary[];
  nextCursor: string | null;
  asOf: string;
}

export interface TraceNode {
  id: string;
  line: number;
  condition: string;
  effect: string;
  outcome: "matched" | "not_matched" | "errored";
  detail: string;
}

export interface Driver {
  name: string;
  contribution: number;
}

export interface DecisionDetail {
  summary: DecisionSummary;
  requestId: string;
  policySha256: string;
  trace: TraceNode[];
  drivers: Driver[];
  /** How much the texts look like orders to the model, 0 to 1; null where that wasn't judged or isn't known any more. */
  injection: number | null;
  /** What the policy in the shadow would have decided; null where it was the same, or none stood there. */
  shadow: ShadowDifference | null;
  /** What policy wanted to be kept of the content. */
  capture: Capture;
  /** What was kept of it, the request first. */
  captured: CapturedPart[];
}

export type Capture = "none" | "masked" | "encrypted";

export interface CapturedPart {
  part: "request" | "answer";
  mode: Capture;
  capturedAt: string;
  bytes: number;
  state: "kept" | "expired" | "erased";
}

export type Standing = "shown" | "expired" | "erased" | "not_on_record" | "changed" | "no_key";

export interface Revealed {
  decision: string;
  parts: { part: "request" | "answer"; mode: Capture; standing: Standing; content: unknown }[];
}

export type Destination = "local" | "cloud_as_is" | "cloud_pseudonymised" | "blocked";

export interface ShadowDifference {
  at: string;
  policyNumber: number;
  from: Destination;
  to: Destination;
  effect: string;
  preference: string;
  decidingRules: string[];
  newlyLeaving: Record<string, number>;
  newlyInTheClear: Record<string, number>;
}

/** A change of one number that would have changed the verdict. */
export interface Counterfactual {
  fact: string;
  direction: "up" | "down";
  /** `exact`: the boundary alone. */
  bound: "inclusive" | "exclusive" | "exact";
  boundary: number;
  effect: string;
  preference: string;
}

export interface Explanation {
  decision: string;
  sameVerdict: boolean;
  differences: string[];
  explanation: { counterfactuals: Counterfactual[] };
}

export interface Window {
  local: number;
  cloud: number;
  blocked: number;
  pseudonyms: number;
}

export interface Overview {
  asOf: string;
  hour: Window;
  day: Window;
  policy: PolicyName | null;
  models: { id: string; lane: "local" | "cloud"; contextWindow: number; available: boolean }[];
}

export interface Session {
  keyId: string;
  team: string;
  /** What the key may do beyond the console: `reveal`. */
  may: string[];
}
