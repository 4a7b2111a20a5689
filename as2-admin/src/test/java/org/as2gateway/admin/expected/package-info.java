/** Tests of what is done to alerts and certificates. */
package org.as2gateway.admin.expected;
