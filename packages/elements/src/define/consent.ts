import { ContinuoConsentElement } from '../consent/consent.ts';
import { define } from '../internal/define.ts';

define(ContinuoConsentElement);
