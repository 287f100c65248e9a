import { ContinuoConsentElement } from '../consent/consent.ts';
import { define } from './define.ts';

define(ContinuoConsentElement);
