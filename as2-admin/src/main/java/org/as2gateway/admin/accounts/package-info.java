/** Users, sessions, tokens, sign-in and the audit log; as API and pages. */
@NullMarked
package org.as2gateway.admin.accounts;

import org.jspecify.annotations.NullMarked;
