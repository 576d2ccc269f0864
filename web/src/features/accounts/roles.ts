import type { Me } from "@/api/types.gen";

export type Role = Me["user"]["role"];

/** The humblest first. */
export const ROLES: readonly Role[] = ["rep", "manager", "owner"];

/** Nobody gives a role above their own. */
export function rolesUpTo(role: Role): Role[] {
  return ROLES.slice(0, ROLES.indexOf(role) + 1);
}
