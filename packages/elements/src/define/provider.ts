import { ContinuoProviderElement } from '../provider/provider.ts';
import { define } from './define.ts';

define(ContinuoProviderElement);
