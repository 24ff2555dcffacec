export { type Conversation, converse, type SmtpAnswer } from './conversation.ts';
export { type Delivery, type DeliveryReport, deliver, endlessly } from './deliver.ts';
