/** Id of the element that opens a decision, so that focus can return to it. */
export function openButtonId(decisionId: string): string {
  return `open-${decisionId}`;
}
