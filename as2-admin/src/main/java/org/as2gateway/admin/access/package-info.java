/** The engine as the subjects see it, with the registrar and the alerts beside it. */
@NullMarked
package org.as2gateway.admin.access;

import org.jspecify.annotations.NullMarked;
