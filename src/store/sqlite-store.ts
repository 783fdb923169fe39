import { DatabaseSync, type StatementSync } from "node:sqlite";
import type { Store, StoredValue } from "./store.ts";

const schema = `
  CREATE TABLE IF NOT EXISTS entry (key TEXT PRIMARY KEY, value TEXT NOT NULL, expires_at INTEGER) WITHOUT ROWID, STRICT;
  CREATE TABLE IF NOT EXISTS member (
    key TEXT NOT NULL, member TEXT NOT NULL, expires_at INTEGER, PRIMARY KEY (key, member)
  ) WITHOUT ROWID, STRICT;
  CREATE INDEX IF NOT EXISTS entry_expiry ON entry (expires_at) WHERE expires_at IS NOT NULL;
  CREATE INDEX IF NOT EXISTS member_expiry ON member (expires_at) WHERE expires_at IS NOT NULL;
`;

const sweepEvery = 1000;

/** Keeps everything in one SQLite file, so that sessions outlive a restart. Several processes may open the same file. */
export class SqliteStore implements Store {
  readonly #database: DatabaseSync;
  readonly #statements = new Map<string, StatementSync>();
  #writesUntilSweep = sweepEvery;

  /** @param file - path of the database; made where there is none */
  constructor(file: string) {
    this.#database = new DatabaseSync(file, { timeout: 5000 });
    this.#database.exec("PRAGMA journal_mode = WAL; PRAGMA synchronous = NORMAL;");
    this.#database.exec(schema);
  }

  get(key: string): Promise<StoredValue | undefined> {
    const row = this.#prepare("SELECT value FROM entry WHERE key = ? AND (expires_at IS NULL OR expires_at > ?)").get(
      key,
      Date.now(),
    );
    return Promise.resolve(row === undefined ? undefined : (JSON.parse(String(row["value"])) as StoredValue));
  }

  set(key: string, value: StoredValue, lifetime?: number): Promise<void> {
    this.#sweep();
    this.#prepare(
      "INSERT INTO entry VALUES (?, ?, ?) ON CONFLICT (key) DO UPDATE SET value = excluded.value, expires_at = excluded.expires_at",
    ).run(key, JSON.stringify(value), expiry(lifetime));
    return Promise.resolve();
  }

  add(key: string, value: StoredValue, lifetime?: number): Promise<boolean> {
    const { changes } = this.#prepare(
      `INSERT INTO entry VALUES (?, ?, ?) ON CONFLICT (key) DO UPDATE SET value = excluded.value, expires_at = excluded.expires_at
       WHERE entry.expires_at <= ?`,
    ).run(key, JSON.stringify(value), expiry(lifetime), Date.now());
    return Promise.resolve(changes === 1);
  }

  delete(key: string): Promise<void> {
    this.#prepare("DELETE FROM entry WHERE key = ?").run(key);
    this.#prepare("DELETE FROM member WHERE key = ?").run(key);
    return Promise.resolve();
  }

  include(key: string, member: string, lifetime?: number): Promise<void> {
    this.#prepare("INSERT INTO member VALUES (?, ?, ?) ON CONFLICT DO UPDATE SET expires_at = excluded.expires_at").run(
      key,
      member,
      expiry(lifetime),
    );
    return Promise.resolve();
  }

  exclude(key: string, member: string): Promise<void> {
    this.#prepare("DELETE FROM member WHERE key = ? AND member = ?").run(key, member);
    return Promise.resolve();
  }

  members(key: string): Promise<string[]> {
    const rows = this.#prepare(
      "SELECT member FROM member WHERE key = ? AND (expires_at IS NULL OR expires_at > ?)",
    ).all(key, Date.now());
    return Promise.resolve(rows.map((row) => String(row["member"])));
  }

  clear(): Promise<void> {
    this.#database.exec("DELETE FROM entry; DELETE FROM member;");
    return Promise.resolve();
  }

  close(): Promise<void> {
    if (this.#database.isOpen) this.#database.close();
    return Promise.resolve();
  }

  #prepare(sql: string): StatementSync {
    const statement = this.#statements.get(sql) ?? this.#database.prepare(sql);
    this.#statements.set(sql, statement);
    return statement;
  }

  #sweep(): void {
    if (--this.#writesUntilSweep > 0) return;
    this.#writesUntilSweep = sweepEvery;
    const now = Date.now();
    this.#prepare("DELETE FROM entry WHERE expires_at <= ?").run(now);
    this.#prepare("DELETE FROM member WHERE expires_at <= ?").run(now);
  }
}

function expiry(lifetime: number | undefined): number | null {
  return lifetime === undefined ? null : Math.ceil(Date.now() + lifetime * 1000);
}
