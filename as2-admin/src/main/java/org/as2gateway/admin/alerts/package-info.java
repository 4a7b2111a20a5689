/**
 * What needs a person, found in one place, and told by mail and webhook to those whom rules name.
 * The only package that knows mail; knows nothing of pages and of the API.
 */
@NullMarked
package org.as2gateway.admin.alerts;

import org.jspecify.annotations.NullMarked;
