/** Tests of the HTTP API over real HTTP. */
package org.as2gateway.admin.api;
