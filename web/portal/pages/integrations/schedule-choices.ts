const usual = [15, 30, 60, 120, 180, 360];

/** Sensible intervals within what the provider allows, the present one always among them. */
export function scheduleChoices(
  limits: { minMinutes: number; maxMinutes: number },
  current: number,
): number[] {
  const allowed = usual.filter(
    (minutes) => minutes >= limits.minMinutes && minutes <= limits.maxMinutes,
  );
  return [...new Set([...allowed, current])].sort((one, other) => one - other);
}
