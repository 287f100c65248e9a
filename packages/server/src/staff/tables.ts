import type { Role } from '@continuo/protocol';
import type { Generated } from 'kysely';

export interface StaffTable {
  ws: number;
  id: string;
  /** Lower case. */
  email: string;
  name: string;
  role: Role;
  /** `scrypt$N$r$p$salt$hash`. */
  password: string;
  created_at: Generated<Date>;
}
export interface StaffSessionsTable {
  ws: number;
  /** SHA-256 of the cookie, hex. */
  hash: string;
  staff_id: string;
  expires_at: Date;
  created_at: Generated<Date>;
}
/** Who did what at the desk. */
export interface StaffActsTable {
  ws: number;
  id: Generated<number>;
  staff_id: string;
  act: string;
  /** What it was done to, such as a person's id. */
  target: string | null;
  at: Generated<Date>;
}
export interface StaffTables {
  staff: StaffTable;
  staff_sessions: StaffSessionsTable;
  staff_acts: StaffActsTable;
}
