/** One cell of the file of a report; `number` is the plain decimal it writes. */
export interface ReportCell {
  text: string;
  number: string | null;
}
