export { hasOrdered, ordersOfPerson, type Buyer } from './queries.ts';
export { buyerOfNumber, orderNumbers, orderTotals } from './desk.ts';
