// All elements of reviews. Apart from ./index.ts: a page without reviews is not to load them.
import './provider.ts';
import './rating.ts';
import './review-summary.ts';
import './review-list.ts';
import './review-form.ts';
