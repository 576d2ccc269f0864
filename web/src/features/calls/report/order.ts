import type { CallFinding } from "@/api/types.gen";

/**
 * The findings in the order of reading: what to work on first, then what was missed in call order, then what went
 * well; what a person called wrong comes last and apart.
 */
export function inOrder(findings: readonly CallFinding[]): { standing: CallFinding[]; wrong: CallFinding[] } {
  const weight = (finding: CallFinding) => (finding.focus ? 0 : finding.kind === "miss" ? 1 : 2);
  const sorted = [...findings].sort((a, b) => weight(a) - weight(b) || a.turn - b.turn);
  const isWrong = (finding: CallFinding) => finding.judgement?.verdict === "wrong";
  return { standing: sorted.filter((one) => !isWrong(one)), wrong: sorted.filter(isWrong) };
}
