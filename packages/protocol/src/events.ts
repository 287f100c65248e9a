/**
 * Event names and properties of Segment's e-commerce specification, version 2, as far as this product emits them, as
 * types only: a misspelled name or a wrong property is a compile error in the typed interface of the tracker.
 * Prices here are decimal numbers in major units, as that specification has them; everywhere else money is `Money`.
 */
export interface EventProduct {
  product_id: string;
  sku?: string;
  category?: string;
  name?: string;
  brand?: string;
  variant?: string;
  price?: number;
  currency?: string;
  quantity?: number;
  coupon?: string;
  position?: number;
  url?: string;
  image_url?: string;
}

export interface OrderProperties {
  order_id: string;
  checkout_id?: string;
  affiliation?: string;
  subtotal?: number;
  total?: number;
  revenue?: number;
  shipping?: number;
  tax?: number;
  discount?: number;
  coupon?: string;
  currency?: string;
  products?: EventProduct[];
}

export interface EcommerceEvents {
  'Products Searched': { query: string };
  'Product List Viewed': { list_id?: string; category?: string; products?: EventProduct[] };
  'Product List Filtered': {
    list_id?: string;
    category?: string;
    filters?: { type: string; value: string }[];
    sorts?: { type: string; value: string }[];
    products?: EventProduct[];
  };
  'Promotion Viewed': { promotion_id: string; creative?: string; name?: string; position?: string };
  'Promotion Clicked': { promotion_id: string; creative?: string; name?: string; position?: string };
  'Product Clicked': EventProduct;
  'Product Viewed': EventProduct;
  'Product Added': EventProduct & { cart_id?: string };
  'Product Removed': EventProduct & { cart_id?: string };
  'Cart Viewed': { cart_id?: string; products?: EventProduct[] };
  'Checkout Started': Partial<OrderProperties> & { cart_id?: string };
  'Checkout Step Viewed': {
    checkout_id?: string;
    step: number;
    shipping_method?: string;
    payment_method?: string;
  };
  'Checkout Step Completed': {
    checkout_id?: string;
    step: number;
    shipping_method?: string;
    payment_method?: string;
  };
  'Payment Info Entered': {
    checkout_id?: string;
    order_id?: string;
    step?: number;
    shipping_method?: string;
    payment_method?: string;
  };
  'Order Updated': OrderProperties;
  'Order Completed': OrderProperties;
  'Order Refunded': OrderProperties;
  'Order Cancelled': OrderProperties;
  'Coupon Entered': { order_id?: string; cart_id?: string; coupon_id: string };
  'Coupon Applied': {
    order_id?: string;
    cart_id?: string;
    coupon_id: string;
    coupon_name?: string;
    discount?: number;
  };
  'Coupon Denied': { order_id?: string; cart_id?: string; coupon_id: string; reason?: string };
  'Coupon Removed': { order_id?: string; cart_id?: string; coupon_id: string; discount?: number };
  'Product Added to Wishlist': EventProduct & { wishlist_id?: string; wishlist_name?: string };
  'Product Removed from Wishlist': EventProduct & { wishlist_id?: string; wishlist_name?: string };
  'Wishlist Product Added to Cart': EventProduct & {
    wishlist_id?: string;
    wishlist_name?: string;
    cart_id?: string;
  };
  'Product Shared': EventProduct & { share_via?: string; share_message?: string; recipient?: string };
  'Cart Shared': { cart_id?: string; share_via?: string; products?: { product_id: string }[] };
  'Product Reviewed': { product_id: string; review_id?: string; review_body?: string; rating?: string };
}

export type EcommerceEventName = keyof EcommerceEvents;
