/** The intervals the server knows. */
const known = [15, 30, 60, 120, 360];

/** Those the provider allows, the present one always among them. */
export function scheduleChoices(
  limits: { minMinutes: number; maxMinutes: number },
  current: number,
): number[] {
  const allowed = known.filter(
    (minutes) => minutes >= limits.minMinutes && minutes <= limits.maxMinutes,
  );
  return [...new Set([...allowed, current])].sort((one, other) => one - other);
}
