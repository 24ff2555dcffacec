/** Hands a file to the browser to be kept, as if a link to it had been pressed. */
export function saveFile(file: { name: string; blob: Blob }): void {
  const href = URL.createObjectURL(file.blob);
  const link = document.createElement('a');
  link.href = href;
  link.download = file.name;
  link.click();
  URL.revokeObjectURL(href);
}
