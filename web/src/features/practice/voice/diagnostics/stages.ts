/** What the time between the rep's last word and the buyer's first sound goes into, in its order. */
export const STAGES = ["pause", "listen", "think", "speak", "send"] as const;
