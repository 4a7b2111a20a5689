/** The setup of a new partner, step by step; as use case, API and pages. */
@NullMarked
package org.as2gateway.admin.setup;

import org.jspecify.annotations.NullMarked;
