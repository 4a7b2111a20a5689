/** Tests of a gateway with its admin port. */
package org.as2gateway.admin.station;
