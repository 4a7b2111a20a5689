/** Tests of what is known of scans. */
package org.as2gateway.usps.scans;
