/**
 * Partners, their settings and the history of the registry. Knows no file and no protocol: pages
 * are answers of the same use cases as the API's.
 */
@NullMarked
package org.as2gateway.admin.web.partners;

import org.jspecify.annotations.NullMarked;
