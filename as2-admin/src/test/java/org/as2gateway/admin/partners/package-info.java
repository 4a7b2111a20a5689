/** Tests of what is done to partners and certificates. */
package org.as2gateway.admin.partners;
