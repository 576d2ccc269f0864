/** Parts people have in a buying, as the server names them. */
export const ROLES = [
  "champion",
  "economic_buyer",
  "decision_maker",
  "influencer",
  "user",
  "gatekeeper",
  "blocker",
] as const;
