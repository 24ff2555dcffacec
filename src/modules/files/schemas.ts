import { z } from 'zod';
import { columnRoles } from '#connectors/contract.ts';
import { dateSchema, idSchema, instantSchema, minorSchema } from '#modules/tenancy/index.ts';
import { fileSources, fileStates } from './file.ts';

/** What the endpoints of sales files take and answer. */

export const integrationParams = z.object({ integrationId: idSchema });
export const fileParams = z.object({ integrationId: idSchema, fileId: idSchema });
export const uploadQuery = z.object({
  name: z.string().trim().min(1).max(255).describe('The file’s name, with its ending'),
});

const roleSchema = z.enum(columnRoles);

const daySchema = z
  .union([z.enum(['received', 'before', 'ask']), dateSchema])
  .describe(
    'The business day of all rows, for files without dates: that on which the file came, the one before, or this date. A date is asked again for the next file',
  );

const besideSchema = z
  .enum(['replace', 'add'])
  .describe(
    'What other files told of the same days in another form (by receipt, by time, in one sum): the same sales, replaced by this file’s, or others beside them',
  );

export const mappingBody = z
  .strictObject({
    columns: z
      .record(z.string().max(500), roleSchema)
      .describe('What each column means, by its `normalised` name; others are ignored'),
    dateOrder: z.enum(['ymd', 'dmy', 'mdy']).optional(),
    decimal: z.enum([',', '.']).optional(),
    sheet: z
      .string()
      .max(200)
      .optional()
      .describe('One of the layout’s `sheets`; without it, all with the columns of sales are read'),
    day: daySchema.optional(),
    beside: besideSchema.optional(),
  })
  .meta({ id: 'ColumnMapping', example: { columns: { item: 'name', date: 'date' } } });

const mappingSchema = z.object({
  columns: z.record(z.string(), roleSchema),
  dateOrder: z.enum(['ymd', 'dmy', 'mdy']).optional(),
  decimal: z.enum([',', '.']).optional(),
  sheet: z.string().optional(),
  day: daySchema.optional(),
  beside: besideSchema.optional(),
});

const reasonSchema = z.object({
  code: z.string(),
  message: z.string().describe('What is wrong and what to do'),
});

const fileFields = {
  id: idSchema,
  integrationId: idSchema,
  venueId: idSchema,
  name: z.string(),
  size: z.int().describe('In bytes'),
  source: z.enum(fileSources),
  receivedAt: instantSchema,
  sentBy: z
    .string()
    .nullable()
    .describe('Who uploaded it: a person or an API key; null when it was mailed'),
  state: z.enum(fileStates),
  reason: reasonSchema.nullable().describe('Why it could not be read'),
  duplicateOf: idSchema.nullable().describe('The file with the same bytes that came before'),
  result: z
    .object({
      runId: idSchema,
      rowCount: z.int(),
      rowsSetAside: z.int().describe('Rows and bills that could not be read; see the quarantine'),
      ordersNew: z.int(),
      ordersChanged: z.int(),
      ordersUnchanged: z.int(),
      firstDate: dateSchema.nullable(),
      lastDate: dateSchema.nullable(),
    })
    .nullable(),
  warnings: z.array(z.string()),
  settledAt: instantSchema.nullable().describe('When it was last read'),
};

export const fileSchema = z.object(fileFields).meta({ id: 'SalesFile' });

const layoutSchema = z.object({
  key: z.string(),
  columns: z.array(
    z.object({
      header: z.string(),
      normalised: z.string(),
      role: roleSchema.nullable(),
      samples: z.array(z.string()),
    }),
  ),
  sheets: z
    .array(z.string())
    .optional()
    .describe('Of a workbook with several sheets: those to choose between'),
});

const questionSchema = z.object({
  kind: z.enum(['missing_role', 'ambiguous_date', 'ambiguous_decimal', 'told_otherwise']),
  role: roleSchema.optional(),
  column: z.string().optional(),
  message: z.string(),
  examples: z.array(z.string()),
  isDayEnough: z
    .boolean()
    .optional()
    .describe('Whether the day of all rows answers too; then the examples are dates it may be'),
  readings: z
    .array(z.object({ answer: z.string(), examples: z.array(z.string().nullable()) }))
    .optional()
    .describe('The possible answers, each with what it makes of the examples'),
});

const rowSchema = z.object({
  receipt: z.string(),
  businessDate: dateSchema,
  wallTime: z.string().describe('At the venue, without zone'),
  kind: z.string(),
  customer: z.string().optional().describe('Absent where the bill names nobody'),
  itemCode: z.string(),
  itemName: z.string(),
  category: z.string(),
  modifiers: z.array(z.string()),
  quantity: z.string(),
  grossMinor: minorSchema,
  discountMinor: minorSchema,
  netMinor: minorSchema,
  taxMinor: minorSchema,
});

export const fileDetailSchema = z
  .object({
    ...fileFields,
    layout: layoutSchema.nullable(),
    mapping: mappingSchema.nullable().describe('Read with; while asking, our best guess'),
    questions: z.array(questionSchema),
    rows: z.array(rowSchema).describe('The first rows as they were understood'),
  })
  .meta({ id: 'SalesFileDetail' });

export const previewSchema = z
  .object({
    kind: z.enum(['read', 'ask', 'unreadable']),
    reason: reasonSchema.nullable(),
    layout: layoutSchema.nullable(),
    mapping: mappingSchema.nullable(),
    questions: z.array(questionSchema),
    rows: z.array(rowSchema),
    rowCount: z.int().nullable(),
    firstDate: dateSchema.nullable(),
    lastDate: dateSchema.nullable(),
    skippedCount: z.int(),
    skipped: z
      .array(z.object({ row: z.int(), text: z.string(), reason: z.string() }))
      .describe('The first rows that could not be read'),
    warnings: z.array(z.string()),
  })
  .meta({ id: 'SalesFilePreview' });
