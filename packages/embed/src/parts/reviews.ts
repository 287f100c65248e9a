// What a page loads once it has a tag of reviews: who has one of these tags has the others on a product's page.
import '@continuo/elements/define/rating';
import '@continuo/elements/define/review-summary';
import '@continuo/elements/define/review-list';
import '@continuo/elements/define/review-form';
