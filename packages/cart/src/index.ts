export {
  createCart,
  type Acceptance,
  type AddOptions,
  type Cart,
  type CartContents,
  type CartLine,
  type CartOptions,
  type CartStatus,
  type Receipt,
} from './cart.ts';
export { httpBackend, type CartBackend, type CartListener, type CartRef } from './backend.ts';
export type { RefusedCode } from './engine/record.ts';
