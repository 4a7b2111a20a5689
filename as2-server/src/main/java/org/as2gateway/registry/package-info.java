/**
 * The registry as one state: partnerships and certificates together, who of the partners is us,
 * what is incomplete; reloaded when the files change, all or nothing for {@code partnerships.xml}.
 */
@NullMarked
package org.as2gateway.registry;

import org.jspecify.annotations.NullMarked;
