import { configurationOf, type Store } from "../../store/store.ts";
import type { Organisation, Personas, Role, User } from "./persona.ts";

export interface HeldRole extends Role {
  readonly organisationName: string;
}

/** A user as the directory holds them. */
export interface DirectoryUser extends User {
  readonly roles: readonly HeldRole[];
}

/** Users with their roles, and organisations: what the Spine user directory is to CIS2. */
export class Directory {
  readonly #store: Store;

  constructor(store: Store) {
    this.#store = configurationOf(store);
  }

  /** Puts in everyone of the persona file who is registered; those already held stay as they are. */
  async seed({ organisations, personas }: Personas): Promise<void> {
    await Promise.all(organisations.map((one) => this.putOrganisation(one)));
    const users = Object.values(personas).filter(({ user }) => user.registered);
    const names = new Map(organisations.map(({ code, name }) => [code, name]));
    await Promise.all(
      users.map(async ({ user, roles }) => {
        const held = roles.map((role) => ({ ...role, organisationName: names.get(role.organisationCode) ?? "" }));
        if (await this.#store.add(userKey(user.userId), { ...user, roles: held } satisfies DirectoryUser)) {
          await this.#store.include("Users", user.userId);
        }
      }),
    );
  }

  async find(userId: string): Promise<DirectoryUser | undefined> {
    return (await this.#store.get(userKey(userId))) as DirectoryUser | undefined;
  }

  async users(): Promise<DirectoryUser[]> {
    const found = await Promise.all((await this.#store.members("Users")).map((id) => this.find(id)));
    return found.filter((user) => user !== undefined);
  }

  async organisation(code: string): Promise<Organisation | undefined> {
    return (await this.#store.get(`Organisation:${code}`)) as Organisation | undefined;
  }

  async organisations(): Promise<Organisation[]> {
    const codes = (await this.#store.members("Organisations")).sort();
    const found = await Promise.all(codes.map((code) => this.organisation(code)));
    return found.filter((one) => one !== undefined);
  }

  async put(user: User, roles: readonly Role[]): Promise<DirectoryUser> {
    const held = await Promise.all(
      roles.map(async (role) => ({
        ...role,
        organisationName: (await this.organisation(role.organisationCode))?.name ?? "",
      })),
    );
    const entry = { ...user, roles: held };
    await this.#store.set(userKey(user.userId), entry);
    await this.#store.include("Users", user.userId);
    return entry;
  }

  async putOrganisation(organisation: Organisation): Promise<void> {
    await this.#store.set(`Organisation:${organisation.code}`, organisation);
    await this.#store.include("Organisations", organisation.code);
  }

  async remove(userId: string): Promise<void> {
    await this.#store.exclude("Users", userId);
    await this.#store.delete(userKey(userId));
  }
}

function userKey(userId: string): string {
  return `User:${userId}`;
}
