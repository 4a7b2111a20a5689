/**
 * The HTTP API of the admin port (design.md §6): its own server, its own authentication, shared
 * with nothing on the partner's side. Knows the gateway's use cases, not how they work.
 */
@NullMarked
package org.as2gateway.admin.api;

import org.jspecify.annotations.NullMarked;
