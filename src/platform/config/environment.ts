/** Variables by name, as the process was given them. */
export type Environment = Readonly<Record<string, string | undefined>>;

/** The process's own variables. Nothing else in the program reads them. */
export function processEnvironment(): Environment {
  return process.env;
}

/** Where `start` keeps everything of one installation: `TILLBRIDGE_HOME`, else `./.tillbridge`. */
export function homeFolder(env: Environment): string {
  return env.TILLBRIDGE_HOME?.trim() || '.tillbridge';
}
