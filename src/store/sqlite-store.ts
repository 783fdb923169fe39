import { chmodSync, closeSync, openSync } from "node:fs";
import { setTimeout } from "node:timers/promises";
import { DatabaseSync, type StatementSync } from "node:sqlite";
import { TestkitError } from "../foundation/errors/testkit-error.ts";
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
/** How long, in milliseconds, another program may keep the file locked: when it is opened, and later. */
const openingMs = 1000;
const longestLockMs = 5000;
const pauseMs = 20;

/** Keeps everything in one SQLite file, so that sessions outlive a restart. Several processes may open the same file. */
export class SqliteStore implements Store {
  readonly aheadMs = 0;
  readonly #file: string;
  readonly #database: DatabaseSync;
  readonly #statements = new Map<string, StatementSync>();
  #writesUntilSweep = sweepEvery;

  /** @param file - path of the database; made if there is none */
  constructor(file: string) {
    this.#file = file;
    makePrivate(file);
    this.#database = new DatabaseSync(file, { timeout: openingMs });
    this.#database.exec("PRAGMA journal_mode = WAL; PRAGMA synchronous = NORMAL;");
    this.#database.exec(schema);
    // SQLite would wait in the middle of this process, which could answer nothing else.
    this.#database.exec("PRAGMA busy_timeout = 0");
  }

  async get(key: string): Promise<StoredValue | undefined> {
    const sql = "SELECT value FROM entry WHERE key = ? AND (expires_at IS NULL OR expires_at > ?)";
    const row = await this.#attempt(() => this.#prepare(sql).get(key, Date.now()));
    return row === undefined ? undefined : (JSON.parse(String(row["value"])) as StoredValue);
  }

  async set(key: string, value: StoredValue, lifetime?: number): Promise<void> {
    const sql =
      "INSERT INTO entry VALUES (?, ?, ?) ON CONFLICT (key) DO UPDATE SET value = excluded.value, expires_at = excluded.expires_at";
    await this.#attempt(() => {
      this.#sweep();
      this.#prepare(sql).run(key, JSON.stringify(value), expiry(lifetime));
    });
  }

  async add(key: string, value: StoredValue, lifetime?: number): Promise<boolean> {
    const sql = `INSERT INTO entry VALUES (?, ?, ?) ON CONFLICT (key) DO UPDATE SET value = excluded.value, expires_at = excluded.expires_at
       WHERE entry.expires_at <= ?`;
    const { changes } = await this.#attempt(() =>
      this.#prepare(sql).run(key, JSON.stringify(value), expiry(lifetime), Date.now()),
    );
    return changes === 1;
  }

  async delete(key: string): Promise<void> {
    await this.#attempt(() => {
      this.#prepare("DELETE FROM entry WHERE key = ?").run(key);
      this.#prepare("DELETE FROM member WHERE key = ?").run(key);
    });
  }

  async include(key: string, member: string, lifetime?: number): Promise<void> {
    const sql = "INSERT INTO member VALUES (?, ?, ?) ON CONFLICT DO UPDATE SET expires_at = excluded.expires_at";
    await this.#attempt(() => this.#prepare(sql).run(key, member, expiry(lifetime)));
  }

  async exclude(key: string, member: string): Promise<void> {
    await this.#attempt(() => this.#prepare("DELETE FROM member WHERE key = ? AND member = ?").run(key, member));
  }

  async members(key: string): Promise<string[]> {
    const sql = "SELECT member FROM member WHERE key = ? AND (expires_at IS NULL OR expires_at > ?)";
    const rows = await this.#attempt(() => this.#prepare(sql).all(key, Date.now()));
    return rows.map((row) => String(row["member"]));
  }

  async clear(): Promise<void> {
    await this.#attempt(() => {
      this.#database.exec("DELETE FROM entry; DELETE FROM member;");
    });
  }

  close(): Promise<void> {
    if (this.#database.isOpen) this.#database.close();
    return Promise.resolve();
  }

  /** Does it again while another program has the file locked. Rejects with STORE_UNREACHABLE. */
  async #attempt<T>(work: () => T): Promise<T> {
    const until = performance.now() + longestLockMs;
    for (;;) {
      try {
        return work();
      } catch (error) {
        if (!isBusy(error) || performance.now() > until || !this.#database.isOpen) {
          const reason = error instanceof Error ? error.message : String(error);
          throw new TestkitError("STORE_UNREACHABLE", { store: this.#file, reason }, { cause: error });
        }
      }
      await setTimeout(pauseMs);
    }
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

/** The file holds secrets of relying parties and keys; SQLite gives the files beside it the same mode. */
function makePrivate(file: string): void {
  closeSync(openSync(file, "a", 0o600));
  if (process.platform !== "win32") chmodSync(file, 0o600);
}

/** SQLITE_BUSY and SQLITE_LOCKED, in the low byte of the result code. */
function isBusy(error: unknown): boolean {
  const code = error instanceof Error && "errcode" in error ? Number(error.errcode) & 0xff : 0;
  return code === 5 || code === 6;
}
