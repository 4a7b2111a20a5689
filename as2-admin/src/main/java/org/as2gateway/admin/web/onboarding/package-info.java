/**
 * Setting up a partner, step by step. Knows no file and no protocol: pages are answers of the same
 * use cases as the API's.
 */
@NullMarked
package org.as2gateway.admin.web.onboarding;

import org.jspecify.annotations.NullMarked;
