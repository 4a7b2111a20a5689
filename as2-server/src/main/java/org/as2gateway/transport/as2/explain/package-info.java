/**
 * Why a digest differs: tries the ways in which products are known to change content before they
 * take its digest, and says which one matches. On demand, out of what was kept; nothing here
 * decides anything.
 */
@NullMarked
package org.as2gateway.transport.as2.explain;

import org.jspecify.annotations.NullMarked;
