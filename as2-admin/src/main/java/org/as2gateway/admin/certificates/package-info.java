/** Certificates: list, import, activation, retirement, offers of partners; as API and pages. */
@NullMarked
package org.as2gateway.admin.certificates;

import org.jspecify.annotations.NullMarked;
