/** What stands around every page: frame, menu, forms, assets, templates. Knows no subject. */
@NullMarked
package org.as2gateway.admin.page;

import org.jspecify.annotations.NullMarked;
