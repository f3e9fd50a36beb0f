/** What an installation of Fairway is set up with: fixed by its stack, read from each function's environment. */
export interface Installation {
  /** Names the installation: in the tag `fairway:installation` and at the start of resource names. */
  readonly name: string;
  /** The cluster that services of this installation run in. */
  readonly cluster: string;
  readonly region: string;
  /** Twelve digits. */
  readonly account: string;
  /** The role with which ECS pulls images, reads secrets and writes logs. */
  readonly executionRoleArn: string;
  /** Which task roles services may use, by role name; `*` as a service name stands for any. Deployers cannot change it. */
  readonly taskRoles: readonly { readonly roleArn: string; readonly services: readonly string[] }[];
}
