/** The admin port: server, routes, access, JSON and the OpenAPI document. Knows no subject. */
@NullMarked
package org.as2gateway.admin.port;

import org.jspecify.annotations.NullMarked;
