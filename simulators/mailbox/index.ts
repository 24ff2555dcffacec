export { type Conversation, converse, type SmtpAnswer } from './conversation.ts';
export { type Delivery, type DeliveryReport, deliver, endlessly, toWire } from './deliver.ts';
