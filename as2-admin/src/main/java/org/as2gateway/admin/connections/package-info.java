/** How the accounts and servers are by which files come and go, and which files stay there. */
@NullMarked
package org.as2gateway.admin.connections;

import org.jspecify.annotations.NullMarked;
