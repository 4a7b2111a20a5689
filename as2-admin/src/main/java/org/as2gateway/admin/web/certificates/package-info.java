/**
 * Keys and certificates: when they end, where they serve, how they are changed. Knows no file and
 * no protocol: pages are answers of the same use cases as the API's.
 */
@NullMarked
package org.as2gateway.admin.web.certificates;

import org.jspecify.annotations.NullMarked;
