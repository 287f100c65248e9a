import { ContinuoProviderElement } from '../provider/provider.ts';
import { define } from '../internal/define.ts';

define(ContinuoProviderElement);
